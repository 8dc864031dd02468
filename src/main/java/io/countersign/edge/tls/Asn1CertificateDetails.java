package io.countersign.edge.tls;

import io.countersign.core.trust.CertificateDetails;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.jspecify.annotations.Nullable;

/// Reads certificates with Bouncy Castle's ASN.1.
public final class Asn1CertificateDetails implements CertificateDetails {
    private static final ASN1ObjectIdentifier ANY_POLICY = new ASN1ObjectIdentifier("2.5.29.32.0");
    private static final byte[] NONE = {};
    private static final int KEY_IDENTIFIER_BYTES = 20;

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
    public boolean isHashOfKey(byte[] keyIdentifier, X509Certificate certificate) {
        byte[] key = SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
                .getPublicKeyData()
                .getOctets();
        return Arrays.equals(keyIdentifier, hash("SHA-1", key)) || Arrays.equals(keyIdentifier, hash("SHA-256", key));
    }

    private static byte[] hash(String algorithm, byte[] key) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance(algorithm).digest(key), KEY_IDENTIFIER_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
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
        return with(
                certificate, Extension.certificatePolicies, new CertificatePolicies(new PolicyInformation(ANY_POLICY)));
    }

    @Override
    public X500Principal withoutCommonNames(X500Principal name) {
        RDN[] renamed = Arrays.stream(X500Name.getInstance(name.getEncoded()).getRDNs())
                .map(rdn -> new RDN(Arrays.stream(rdn.getTypesAndValues())
                        .map(Asn1CertificateDetails::withoutCommonName)
                        .toArray(AttributeTypeAndValue[]::new)))
                .toArray(RDN[]::new);
        try {
            return new X500Principal(new X500Name(renamed).getEncoded());
        } catch (IOException impossible) {
            throw new IllegalStateException("a name has its encoding", impossible);
        }
    }

    private static AttributeTypeAndValue withoutCommonName(AttributeTypeAndValue attribute) {
        return attribute.getType().equals(BCStyle.CN)
                ? new AttributeTypeAndValue(BCStyle.PSEUDONYM, attribute.getValue())
                : attribute;
    }

    private static byte[] with(X509Certificate certificate, ASN1ObjectIdentifier type, ASN1Object value) {
        try {
            Certificate original = Certificate.getInstance(certificate.getEncoded());
            var extensions = new ExtensionsGenerator();
            Extensions present = original.getTBSCertificate().getExtensions();
            for (ASN1ObjectIdentifier there : present.getExtensionOIDs()) {
                extensions.addExtension(present.getExtension(there));
            }
            extensions.addExtension(type, false, value);
            var changed = new ASN1EncodableVector();
            changed.add(with(original.getTBSCertificate(), extensions.generate()));
            changed.add(original.getSignatureAlgorithm());
            changed.add(original.getSignature());
            return new DERSequence(changed).getEncoded();
        } catch (IOException | CertificateEncodingException impossible) {
            throw new IllegalStateException("a parsed certificate has its encoding", impossible);
        }
    }

    private static TBSCertificate with(TBSCertificate original, Extensions extensions) {
        var changed = new V3TBSCertificateGenerator();
        changed.setSerialNumber(original.getSerialNumber());
        changed.setSignature(original.getSignature());
        changed.setIssuer(original.getIssuer());
        changed.setStartDate(original.getStartDate());
        changed.setEndDate(original.getEndDate());
        changed.setSubject(original.getSubject());
        changed.setSubjectPublicKeyInfo(original.getSubjectPublicKeyInfo());
        changed.setExtensions(extensions);
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
