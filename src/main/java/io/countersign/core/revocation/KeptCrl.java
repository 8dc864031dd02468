package io.countersign.core.revocation;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Set;

/// A revocation list that a tenant keeps: its signature was looked at when it came.
///
/// @param id what it is called in the API
/// @param source the URL it was fetched from; empty if it was uploaded
/// @param signers what [IssuerRef#keyOf] says of the keys that it was found to be signed by
/// @param keptSince when it came
public record KeptCrl(String id, String source, Crl list, Set<String> signers, Instant keptSince) {
    public KeptCrl {
        signers = Set.copyOf(signers);
    }

    /// A list that was found to be signed by this key.
    public static KeptCrl signedBy(PublicKey key, String id, String source, Crl list, Instant now) {
        Set<String> signers = Set.of(IssuerRef.keyOf(key));
        return new KeptCrl(id, source, bound(list, signers), signers, now);
    }

    /// The list, which forgets its bytes and believes what was found about its signature.
    public static Crl bound(Crl list, Set<String> signers) {
        return list.signedBy(key -> signers.contains(IssuerRef.keyOf(key)));
    }

    /// How it came.
    public enum Origin {
        /// An administrator uploaded it.
        UPLOADED,
        /// The server fetched it.
        FETCHED
    }

    /// How it came.
    public Origin origin() {
        return source.isEmpty() ? Origin.UPLOADED : Origin.FETCHED;
    }

    /// Whether it stands where another one stood: the next of the same source, issuer and scope.
    public boolean succeeds(KeptCrl other) {
        return source.equals(other.source)
                && list.issuer().equals(other.list.issuer())
                && list.isDelta() == other.list.isDelta()
                && list.header().scope().equals(other.list.header().scope());
    }

    /// Whether it is older than the one it would stand for: its number went back, or without numbers its date.
    public boolean isOlderThan(KeptCrl other) {
        var number = list.header().number();
        var before = other.list.header().number();
        if (number.isPresent() && before.isPresent()) {
            return number.get().compareTo(before.get()) < 0;
        }
        return before.isPresent()
                || list.header().thisUpdate().isBefore(other.list.header().thisUpdate());
    }
}
