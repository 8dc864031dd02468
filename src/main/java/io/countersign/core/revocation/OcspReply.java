package io.countersign.core.revocation;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;

/// A successful basic OCSP response (RFC 6960, 4.2.1), as read: nothing of it is believed yet.
///
/// @param responder who says to have signed it: exactly one of the two
/// @param certificates those that it brings, to prove its signer
/// @param answers one for each certificate that it speaks of
/// @param signature whether it was signed by a key
/// @param isWeaklySigned whether by a digest that is not accepted, such as SHA-1
/// @param nonce the random bytes that it repeats, in hex, if it does (RFC 9654)
/// @param hasUnknownExtension whether it has a critical extension that is not known
public record OcspReply(
        Responder responder,
        List<X509Certificate> certificates,
        List<Answer> answers,
        Predicate<PublicKey> signature,
        boolean isWeaklySigned,
        Optional<String> nonce,
        boolean hasUnknownExtension) {
    public OcspReply {
        certificates = List.copyOf(certificates);
        answers = List.copyOf(answers);
    }

    /// Who signed a response, as it says itself (RFC 6960, 4.2.1).
    ///
    /// @param keyHash SHA-1 of the key's bits in hex
    public record Responder(Optional<X500Principal> name, Optional<String> keyHash) {}

    /// Which certificate an answer is about (RFC 6960, 4.1.1).
    ///
    /// @param digest the JDK's name of the algorithm that both hashes, in hex, were made with
    public record CertificateId(String digest, String issuerNameHash, String issuerKeyHash, BigInteger serial) {}

    /// What is said about one certificate.
    ///
    /// @param nextUpdate when newer information is there, if it says so
    public record Answer(
            CertificateId id,
            Status status,
            Instant thisUpdate,
            Optional<Instant> nextUpdate,
            boolean hasUnknownExtension) {}

    /// The status of a certificate; "unknown" is never good.
    public sealed interface Status {
        /// It was not taken back.
        record Good() implements Status {}

        /// It was.
        record Revoked(Revocation revocation) implements Status {}

        /// The responder does not know it.
        record Unknown() implements Status {}
    }
}
