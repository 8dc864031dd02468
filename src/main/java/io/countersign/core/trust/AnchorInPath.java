package io.countersign.core.trust;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.NullUnmarked;

/// A trust anchor as the first certificate of a path, so that its own validity, CA flag, path length, name constraints
/// and critical extensions bind (RFC 5937; product.md 3.4). The JDK's PKIX takes an anchor as a bare name and key and
/// refuses name constraints given beside it.
///
/// Only the signature is not looked at: an anchor is trusted because it was uploaded, not because somebody signed it.
@NullUnmarked // delegates to a JDK class whose methods may return null
final class AnchorInPath extends CertificateInPath {
    private static final long serialVersionUID = 1L;

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final int KEY_CERT_SIGN = 5;
    private static final int X509_V3 = 3;

    private final boolean isCaUnlessItSaysNo;

    /// @param isCaUnlessItSaysNo whether it counts as a CA where it says nothing about that
    /// @param names how its names are read
    /// @param encoding what else is read: the certificate's, perhaps with any policy added
    AnchorInPath(
            X509Certificate certificate,
            boolean isCaUnlessItSaysNo,
            UnaryOperator<X500Principal> names,
            byte[] encoding) {
        super(certificate, names, encoding);
        this.isCaUnlessItSaysNo = isCaUnlessItSaysNo;
    }

    @Override
    public void verify(PublicKey key) {}

    @Override
    public void verify(PublicKey key, String provider) {}

    /// The rules of v3 hold for every anchor; the JDK would spare older ones the CA flag.
    @Override
    public int getVersion() {
        return X509_V3;
    }

    /// What stands in an anchor binds. Where no basic constraints stand, key usage tells whether it is a CA.
    @Override
    public int getBasicConstraints() {
        boolean[] usage = certificate.getKeyUsage();
        boolean isCa = usage == null ? isCaUnlessItSaysNo : usage[KEY_CERT_SIGN];
        return isCa && certificate.getExtensionValue(BASIC_CONSTRAINTS) == null
                ? Integer.MAX_VALUE
                : certificate.getBasicConstraints();
    }
}
