package io.countersign.core.revocation;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import javax.security.auth.x500.X500Principal;

/// What a revocation list of ours is to say, before it is written and signed.
///
/// A certificate of which only the serial number was told stands under the issuer of the list itself: a list has no
/// way to say "whoever issued it". Those come first, the others after them, together by issuer: an entry that names no
/// issuer is of the one before it (RFC 5280, 5.3.3). One of which only the thumbprint was told cannot stand on a list.
///
/// @param thisUpdate to the second, as all times here
/// @param entries by issuer, that of the list first
public record CrlDraft(
        X500Principal issuer,
        BigInteger number,
        Instant thisUpdate,
        Instant nextUpdate,
        SequencedMap<X500Principal, Map<BigInteger, Revocation>> entries) {
    /// How long a list is good.
    static final Duration LIFE = Duration.ofDays(1);

    public CrlDraft {
        entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    /// A list that is issued now.
    static CrlDraft of(X500Principal issuer, BigInteger number, List<RevokedCertificate> certificates, Instant now) {
        SequencedMap<X500Principal, Map<BigInteger, Revocation>> entries = new LinkedHashMap<>();
        entries.put(issuer, new LinkedHashMap<>());
        for (RevokedCertificate certificate : certificates) {
            if (certificate.entry() instanceof RevokedEntry.BySerial(var whose, var serial)) {
                entries.computeIfAbsent(whose.orElse(issuer), _ -> new LinkedHashMap<>())
                        .putIfAbsent(serial, inWholeSeconds(certificate.revocation()));
            }
        }
        Instant thisUpdate = now.truncatedTo(ChronoUnit.SECONDS);
        return new CrlDraft(issuer, number, thisUpdate, thisUpdate.plus(LIFE), entries);
    }

    private static Revocation inWholeSeconds(Revocation revocation) {
        Instant at = revocation.at().isBefore(Instant.EPOCH) ? Instant.EPOCH : revocation.at();
        return new Revocation(at.truncatedTo(ChronoUnit.SECONDS), revocation.reason());
    }

    /// Whether a list that was read says this and nothing else.
    boolean isSaidBy(Crl list) {
        Crl.Header header = list.header();
        return header.issuer().equals(issuer)
                && header.number().equals(Optional.of(number))
                && header.thisUpdate().equals(thisUpdate)
                && header.nextUpdate().equals(Optional.of(nextUpdate))
                && list.size() == entries.values().stream().mapToLong(Map::size).sum()
                && entries.entrySet().stream().allMatch(ofIssuer -> isListed(list, ofIssuer));
    }

    private static boolean isListed(Crl list, Map.Entry<X500Principal, Map<BigInteger, Revocation>> ofIssuer) {
        return ofIssuer.getValue().entrySet().stream()
                .allMatch(entry -> list.find(ofIssuer.getKey(), entry.getKey()).equals(Optional.of(entry.getValue())));
    }
}
