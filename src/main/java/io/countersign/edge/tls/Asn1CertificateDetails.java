package io.countersign.edge.tls;

import io.countersign.core.trust.CertificateDetails;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.jspecify.annotations.Nullable;

/// Reads certificates with Bouncy Castle's ASN.1.
public final class Asn1CertificateDetails implements CertificateDetails {
    private static final ASN1ObjectIdentifier ANY_POLICY = new ASN1ObjectIdentifier("2.5.29.32.0");
    private static final byte[] NONE = {};

    @Override
    public byte[] authorityKeyIdentifier(X509Certificate certificate) {
        try {
            return extension(certificate, Extension.authorityKeyIdentifier)
                    .map(value -> AuthorityKeyIdentifier.getInstance(value).getKeyIdentifierOctets())
                    .orElse(NONE);
        } catch (IllegalArgumentException | IllegalStateException noHint) {
            return NONE;
        }
    }

    @Override
    public byte[] subjectKeyIdentifier(X509Certificate certificate) {
        try {
            return extension(certificate, Extension.subjectKeyIdentifier)
                    .map(value -> SubjectKeyIdentifier.getInstance(value).getKeyIdentifier())
                    .orElse(NONE);
        } catch (IllegalArgumentException | IllegalStateException noHint) {
            return NONE;
        }
    }

    @Override
    public Map<Integer, Long> constrainedNames(X509Certificate certificate) {
        var names = new HashMap<Integer, Long>();
        try {
            extension(certificate, Extension.nameConstraints)
                    .map(NameConstraints::getInstance)
                    .ifPresent(constraints -> {
                        count(constraints.getPermittedSubtrees(), names);
                        count(constraints.getExcludedSubtrees(), names);
                    });
        } catch (IllegalStateException unreadable) {
            throw new IllegalArgumentException("the name constraints cannot be read", unreadable);
        }
        return names;
    }

    private static void count(GeneralSubtree @Nullable [] subtrees, Map<Integer, Long> names) {
        if (subtrees != null) {
            Arrays.stream(subtrees)
                    .forEach(subtree -> names.merge(subtree.getBase().getTagNo(), 1L, Long::sum));
        }
    }

    @Override
    public byte[] withAnyPolicy(X509Certificate certificate) {
        try {
            Certificate original = Certificate.getInstance(certificate.getEncoded());
            var changed = new ASN1EncodableVector();
            changed.add(withAnyPolicy(original.getTBSCertificate()));
            changed.add(original.getSignatureAlgorithm());
            changed.add(original.getSignature());
            return new DERSequence(changed).getEncoded();
        } catch (IOException | CertificateEncodingException impossible) {
            throw new IllegalStateException("a parsed certificate has its encoding", impossible);
        }
    }

    private static TBSCertificate withAnyPolicy(TBSCertificate original) throws IOException {
        var extensions = new ExtensionsGenerator();
        for (ASN1ObjectIdentifier type : original.getExtensions().getExtensionOIDs()) {
            extensions.addExtension(original.getExtensions().getExtension(type));
        }
        extensions.addExtension(
                Extension.certificatePolicies, false, new CertificatePolicies(new PolicyInformation(ANY_POLICY)));
        var changed = new V3TBSCertificateGenerator();
        changed.setSerialNumber(original.getSerialNumber());
        changed.setSignature(original.getSignature());
        changed.setIssuer(original.getIssuer());
        changed.setStartDate(original.getStartDate());
        changed.setEndDate(original.getEndDate());
        changed.setSubject(original.getSubject());
        changed.setSubjectPublicKeyInfo(original.getSubjectPublicKeyInfo());
        changed.setExtensions(extensions.generate());
        return changed.generateTBSCertificate();
    }

    private static Optional<ASN1Primitive> extension(X509Certificate certificate, ASN1ObjectIdentifier type) {
        byte[] value = certificate.getExtensionValue(type.getId());
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ASN1Primitive.fromByteArray(
                    ASN1OctetString.getInstance(value).getOctets()));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("an extension cannot be read", unreadable);
        }
    }
}
