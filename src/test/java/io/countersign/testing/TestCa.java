package io.countersign.testing;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;

/// A certificate authority for tests, and the way to every certificate they need.
///
/// ```java
/// TestCa root = TestCa.root("Acme Root");
/// TestCa plant = root.issuing("Acme Plant 7", spec -> spec.pathLength(0));
/// TestDevice pump = plant.device("pump-1");
/// TestDevice old = plant.device("pump-2", CertificateSpec::expired);
/// ```
///
/// What is not said is good: P-256, SHA-256, valid from 2020 to 2049, with the extensions of its kind. Whatever
/// deviates is said in a [CertificateSpec]. Two CAs of one name have different keys (but for RSA).
public final class TestCa {
    private final X509Certificate certificate;
    private final KeyPair keys;

    private TestCa(X509Certificate certificate, KeyPair keys) {
        this.certificate = certificate;
        this.keys = keys;
    }

    /// A self-signed CA.
    public static TestCa root(String commonName) {
        return root(commonName, spec -> spec);
    }

    /// A self-signed CA that deviates.
    public static TestCa root(String commonName, UnaryOperator<CertificateSpec> deviation) {
        CertificateSpec spec = deviation.apply(CertificateSpec.ofCa(commonName));
        return new TestCa(spec.selfSigned(), spec.keys());
    }

    /// A device that signs for itself with CA:true, as `tedge cert create` makes it.
    public static TestDevice selfSignedDevice(String commonName) {
        return selfSignedDevice(commonName, spec -> spec);
    }

    /// A device that signs for itself, and deviates.
    public static TestDevice selfSignedDevice(String commonName, UnaryOperator<CertificateSpec> deviation) {
        CertificateSpec spec = deviation.apply(CertificateSpec.ofCa(commonName).keyUsage());
        return new TestDevice(spec.selfSigned(), spec.keys().getPrivate());
    }

    /// A CA below this one.
    public TestCa issuing(String commonName) {
        return issuing(commonName, spec -> spec);
    }

    /// A CA below this one that deviates.
    public TestCa issuing(String commonName, UnaryOperator<CertificateSpec> deviation) {
        CertificateSpec spec = deviation.apply(CertificateSpec.ofCa(commonName));
        return new TestCa(spec.signedBy(certificate, keys), spec.keys());
    }

    /// Another CA's name and key, certified by this one.
    public TestCa crossSigning(TestCa other) {
        return crossSigning(other, spec -> spec);
    }

    /// Another CA's name and key, certified by this one, with deviations.
    public TestCa crossSigning(TestCa other, UnaryOperator<CertificateSpec> deviation) {
        CertificateSpec spec = CertificateSpec.ofCa("")
                .subject(other.certificate.getSubjectX500Principal())
                .keys(other.keys);
        return new TestCa(deviation.apply(spec).signedBy(certificate, keys), other.keys);
    }

    /// A device of this CA.
    public TestDevice device(String commonName) {
        return device(commonName, spec -> spec);
    }

    /// A device of this CA that deviates.
    public TestDevice device(String commonName, UnaryOperator<CertificateSpec> deviation) {
        CertificateSpec spec = deviation.apply(CertificateSpec.ofDevice(commonName));
        return new TestDevice(spec.signedBy(certificate, keys), spec.keys().getPrivate());
    }

    /// The CA's certificate.
    public X509Certificate certificate() {
        return certificate;
    }

    /// The CA's private key.
    public PrivateKey privateKey() {
        return keys.getPrivate();
    }

    /// The certificate in PEM.
    public String pem() {
        return Pem.of(certificate);
    }

    /// The private key in PEM, PKCS#8.
    public String keyPem() {
        return Pem.of(privateKey());
    }
}
