package io.countersign.core.revocation;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names a certificate by its issuer and serial number, in few letters: a token carries those of its device's path, so
/// that it dies when one of them is revoked.
public record CertificateRef(IssuerRef issuer, BigInteger serial) {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_-]{11})\\.([A-Za-z0-9_-]{11})\\.(-?[0-9a-f]{1,80})");
    private static final int HEX = 16;

    /// A certificate and who issued it.
    public static CertificateRef of(X509Certificate certificate, X509Certificate issuer) {
        return new CertificateRef(IssuerRef.of(issuer), certificate.getSerialNumber());
    }

    /// Those of a whole path.
    ///
    /// @param path from the leaf upwards, without the anchor; the leaf alone if it is the anchor
    public static List<CertificateRef> ofPath(List<X509Certificate> path, X509Certificate anchor) {
        List<CertificateRef> refs = new ArrayList<>(path.size());
        for (int i = 0; i < path.size(); i++) {
            refs.add(of(path.get(i), i + 1 < path.size() ? path.get(i + 1) : anchor));
        }
        return refs;
    }

    /// @throws IllegalArgumentException if it is not the text of one
    public static CertificateRef parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no reference to a certificate: '" + text + "'");
        }
        return new CertificateRef(new IssuerRef(parts.group(1), parts.group(2)), new BigInteger(parts.group(3), HEX));
    }

    /// `name.key.serial`, the serial number in hex.
    @Override
    public String toString() {
        return issuer.name() + '.' + issuer.key() + '.' + serial.toString(HEX);
    }
}
