package io.countersign.core.revocation;

import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;

/// A certificate revocation list, as read: nothing of it is believed before a key that may sign it was found.
public final class Crl {
    /// The longest list that is read, in bytes: some 1.5 million certificates.
    public static final int BYTES_MAX = 64 << 20;

    /// How long a list without `nextUpdate` is taken as fresh after it was issued.
    public static final Duration FRESH_WITHOUT_END = Duration.ofDays(7);

    private final Header header;
    private final Map<X500Principal, RevokedSerials> entries;
    private final Predicate<PublicKey> signature;

    /// @param entries the revoked certificates by their issuer
    /// @param signature whether the list was signed by a key
    public Crl(Header header, Map<X500Principal, RevokedSerials> entries, Predicate<PublicKey> signature) {
        this.header = header;
        this.entries = Map.copyOf(entries);
        this.signature = signature;
    }

    /// What a list says of itself.
    ///
    /// @param nextUpdate when the next one is due, if it says so
    /// @param number grows from list to list
    /// @param base for a delta: the number of the complete list that it changes (RFC 5280, 5.2.4)
    public record Header(
            X500Principal issuer,
            Instant thisUpdate,
            Optional<Instant> nextUpdate,
            Optional<BigInteger> number,
            Optional<BigInteger> base,
            CrlScope scope) {
        /// When it stops being fresh.
        public Instant freshUntil() {
            return nextUpdate.orElseGet(() -> thisUpdate.plus(FRESH_WITHOUT_END));
        }
    }

    public Header header() {
        return header;
    }

    /// Who issued it.
    public X500Principal issuer() {
        return header.issuer();
    }

    /// Whether it only tells what has changed since a complete list.
    public boolean isDelta() {
        return header.base().isPresent();
    }

    /// Whether it speaks of this moment.
    ///
    /// @param grace how long it counts after it should have been replaced
    public boolean isFreshAt(Instant now, Duration grace) {
        return !now.isBefore(header.thisUpdate())
                && !now.isAfter(header.freshUntil().plus(grace));
    }

    /// Whether a key has signed it.
    public boolean isSignedBy(PublicKey key) {
        return signature.test(key);
    }

    /// The same list, whose signature was looked at once and for all: only these keys count.
    public Crl signedBy(Predicate<PublicKey> keys) {
        return new Crl(header, entries, keys);
    }

    /// What it says about a certificate.
    public Optional<Revocation> find(X500Principal certificateIssuer, BigInteger serial) {
        return entries.getOrDefault(certificateIssuer, RevokedSerials.none()).find(serial);
    }

    /// What it says about a certificate, but for what a delta takes off its list.
    public Optional<Revocation> standing(X500Principal certificateIssuer, BigInteger serial) {
        return find(certificateIssuer, serial)
                .filter(revocation -> revocation.reason() != RevocationReason.REMOVE_FROM_CRL);
    }

    /// Whose certificates it lists.
    public Set<X500Principal> certificateIssuers() {
        return entries.keySet();
    }

    /// How many certificates it lists.
    public long size() {
        return entries.values().stream().mapToLong(RevokedSerials::size).sum();
    }

    /// How many bytes its entries take in memory.
    public long bytes() {
        return entries.values().stream().mapToLong(RevokedSerials::bytes).sum();
    }
}
