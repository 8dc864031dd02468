package io.countersign.edge.cli;

import io.countersign.edge.pem.Authority;
import io.countersign.edge.pem.Authority.Validity;
import io.countersign.edge.pem.Identity;
import io.countersign.edge.pem.PemText;
import io.countersign.edge.pem.UnusableFile;
import io.countersign.edge.pem.WholeFiles;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a maker of devices has: a root, a CA below it that issues, and a device with a certificate of that.
final class DemoCertificates {
    static final String DEVICE = "pump-1";

    private static final Duration CA_LIFE = Duration.ofDays(3650);
    private static final Duration DEVICE_LIFE = Duration.ofDays(365);

    /// One with less than this left is made anew.
    private static final Duration MARGIN = Duration.ofDays(1);

    private final DemoFolder folder;
    private final Instant now;

    DemoCertificates(DemoFolder folder, Instant now) {
        this.folder = folder;
        this.now = now;
    }

    /// @param root whom the tenant is to trust
    /// @param device its certificate alone: that it was issued under the root must be told in the header
    record Made(Identity root, Identity device) {}

    /// Makes what is not there yet.
    Made prepare() throws UnusableFile {
        Identity root = kept(
                "root",
                Optional.empty(),
                () -> Authority.root("Demo Root CA " + suffix(), life(CA_LIFE)).identity());
        Identity issuing = kept(
                "issuing",
                Optional.of(root),
                () -> new Authority(root)
                        .intermediate("Demo Issuing CA", life(CA_LIFE))
                        .identity());
        var authority = new Authority(new Identity(List.of(issuing.certificate(), root.certificate()), issuing.key()));
        Identity device = kept("device", Optional.of(issuing), () -> authority.device(DEVICE, life(DEVICE_LIFE)));
        WholeFiles.write(
                folder.file("chain.pem"),
                PemText.of(List.of(device.certificate(), issuing.certificate(), root.certificate())));
        return new Made(root, device);
    }

    /// A certificate with the device's name, of a CA that nobody trusts.
    Identity stranger() throws UnusableFile {
        return kept(
                "stranger",
                Optional.empty(),
                () -> Authority.root("Somebody Else's CA", life(CA_LIFE)).device(DEVICE, life(DEVICE_LIFE)));
    }

    /// A root to be uploaded by hand.
    X509Certificate secondRoot() throws UnusableFile {
        return kept(
                        "second-root",
                        Optional.empty(),
                        () -> Authority.root("Demo Second Root CA " + suffix(), life(CA_LIFE))
                                .identity())
                .certificate();
    }

    private Validity life(Duration length) {
        return new Validity(now, length);
    }

    /// Roots of two demo folders do not share a name.
    private String suffix() {
        return Long.toString(now.getEpochSecond(), Character.MAX_RADIX);
    }

    /// Only the certificate itself goes into the file, the key, readable for its owner alone, beside it.
    private Identity kept(String name, Optional<Identity> issuer, Supplier<Identity> making) throws UnusableFile {
        Optional<Identity> present = present(name).filter(it -> issuer.isEmpty() || isIssuedBy(it, issuer.get()));
        if (present.isPresent()) {
            return present.get();
        }
        Identity made = making.get();
        WholeFiles.writeSecret(folder.file(name + "-key.pem"), PemText.of(made.key()));
        WholeFiles.write(folder.file(name + ".pem"), PemText.of(made.certificate()));
        return new Identity(List.of(made.certificate()), made.key());
    }

    private Optional<Identity> present(String name) {
        try {
            var identity = Identity.read(folder.file(name + ".pem"), folder.file(name + "-key.pem"));
            boolean isFresh = identity.certificate().getNotAfter().toInstant().isAfter(now.plus(MARGIN));
            return Optional.of(identity).filter(_ -> isFresh);
        } catch (UnusableFile notThere) {
            return Optional.empty();
        }
    }

    private static boolean isIssuedBy(Identity identity, Identity issuer) {
        try {
            identity.certificate().verify(issuer.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException byAnother) {
            return false;
        }
    }
}
