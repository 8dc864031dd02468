package io.countersign.core.trust;

import java.util.Optional;

/// What is known of a tenant's holding the private key of a certificate that it uploaded (contract.md 2.3).
///
/// @param proven whether it has signed a code with that key, or the operator vouches for it
/// @param code the code that waits to be signed
public record Possession(boolean proven, Optional<VerificationCode> code) {
    /// As it is after the upload.
    public static final Possession UNPROVEN = new Possession(false, Optional.empty());

    /// After the code was signed: it is used up.
    static final Possession PROVEN = new Possession(true, Optional.empty());

    /// The same with another code to sign, which replaces the one before.
    Possession with(VerificationCode fresh) {
        return new Possession(proven, Optional.of(fresh));
    }
}
