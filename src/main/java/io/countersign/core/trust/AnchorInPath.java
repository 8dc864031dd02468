package io.countersign.core.trust;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.NullUnmarked;

/// A trust anchor as the first certificate of a path, so that its own validity, CA flag, path length, name constraints
/// and critical extensions bind (RFC 5937; product.md 3.4). The JDK's PKIX takes an anchor as a bare name and key and
/// refuses name constraints given beside it.
///
/// Only the signature is not looked at: an anchor is trusted because it was uploaded, not because somebody signed it.
@NullUnmarked // delegates to a JDK class whose methods may return null
final class AnchorInPath extends X509Certificate {
    private static final long serialVersionUID = 1L;

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final int KEY_CERT_SIGN = 5;
    private static final int X509_V3 = 3;

    private final X509Certificate certificate;
    private final byte[] encoding;

    /// @param encoding what path validation reads: the certificate's, perhaps with any policy added
    AnchorInPath(X509Certificate certificate, byte[] encoding) {
        this.certificate = certificate;
        this.encoding = encoding;
    }

    @Override
    public void verify(PublicKey key) {}

    @Override
    public void verify(PublicKey key, String provider) {}

    @Override
    public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
        certificate.checkValidity();
    }

    @Override
    public void checkValidity(Date date) throws CertificateExpiredException, CertificateNotYetValidException {
        certificate.checkValidity(date);
    }

    /// The rules of v3 hold for every anchor; the JDK would spare older ones the CA flag.
    @Override
    public int getVersion() {
        return X509_V3;
    }

    @Override
    public BigInteger getSerialNumber() {
        return certificate.getSerialNumber();
    }

    @Override
    @Deprecated
    public Principal getIssuerDN() {
        return certificate.getIssuerX500Principal();
    }

    @Override
    public X500Principal getIssuerX500Principal() {
        return certificate.getIssuerX500Principal();
    }

    @Override
    @Deprecated
    public Principal getSubjectDN() {
        return certificate.getSubjectX500Principal();
    }

    @Override
    public X500Principal getSubjectX500Principal() {
        return certificate.getSubjectX500Principal();
    }

    @Override
    public Date getNotBefore() {
        return certificate.getNotBefore();
    }

    @Override
    public Date getNotAfter() {
        return certificate.getNotAfter();
    }

    @Override
    public byte[] getTBSCertificate() throws CertificateEncodingException {
        return certificate.getTBSCertificate();
    }

    @Override
    public byte[] getSignature() {
        return certificate.getSignature();
    }

    @Override
    public String getSigAlgName() {
        return certificate.getSigAlgName();
    }

    @Override
    public String getSigAlgOID() {
        return certificate.getSigAlgOID();
    }

    @Override
    public byte[] getSigAlgParams() {
        return certificate.getSigAlgParams();
    }

    @Override
    public boolean[] getIssuerUniqueID() {
        return certificate.getIssuerUniqueID();
    }

    @Override
    public boolean[] getSubjectUniqueID() {
        return certificate.getSubjectUniqueID();
    }

    @Override
    public boolean[] getKeyUsage() {
        return certificate.getKeyUsage();
    }

    @Override
    public List<String> getExtendedKeyUsage() throws java.security.cert.CertificateParsingException {
        return certificate.getExtendedKeyUsage();
    }

    /// What stands in an anchor binds. Where no basic constraints stand, key usage tells whether it is a CA.
    @Override
    public int getBasicConstraints() {
        boolean[] usage = certificate.getKeyUsage();
        boolean isCaByUsage =
                certificate.getExtensionValue(BASIC_CONSTRAINTS) == null && usage != null && usage[KEY_CERT_SIGN];
        return isCaByUsage ? Integer.MAX_VALUE : certificate.getBasicConstraints();
    }

    @Override
    public byte[] getEncoded() {
        return encoding.clone();
    }

    @Override
    public PublicKey getPublicKey() {
        return certificate.getPublicKey();
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return certificate.hasUnsupportedCriticalExtension();
    }

    @Override
    public Set<String> getCriticalExtensionOIDs() {
        return certificate.getCriticalExtensionOIDs();
    }

    @Override
    public Set<String> getNonCriticalExtensionOIDs() {
        return certificate.getNonCriticalExtensionOIDs();
    }

    @Override
    public byte[] getExtensionValue(String oid) {
        return certificate.getExtensionValue(oid);
    }

    @Override
    public String toString() {
        return certificate.toString();
    }
}
