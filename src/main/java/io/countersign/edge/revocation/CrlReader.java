package io.countersign.edge.revocation;

import io.countersign.core.revocation.Crl;
import io.countersign.core.revocation.CrlScope;
import io.countersign.core.revocation.CrlScope.Holders;
import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import io.countersign.core.revocation.RevokedSerials;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.asn1.x509.TBSCertList;

/// Reads one CertificateList (RFC 5280, 5.1). Its entries are walked through one by one, so that a list of a million
/// costs little more than its bytes while it is read.
final class CrlReader {
    private static final int V2 = 1;
    private static final Set<ASN1ObjectIdentifier> KNOWN = Set.of(
            Extension.cRLNumber,
            Extension.deltaCRLIndicator,
            Extension.issuingDistributionPoint,
            Extension.authorityKeyIdentifier);
    private static final Set<ASN1ObjectIdentifier> KNOWN_IN_ENTRIES =
            Set.of(Extension.reasonCode, Extension.invalidityDate, Extension.certificateIssuer);

    private final TBSCertList list;
    private final SignedBytes signed;
    private final Map<X500Principal, RevokedSerials.Gathering> gathered = new HashMap<>();

    private CrlReader(TBSCertList list, SignedBytes signed) {
        this.list = list;
        this.signed = signed;
    }

    /// @throws IllegalArgumentException with what is wrong
    static Crl read(byte[] der) {
        try (var input = new ASN1InputStream(der, true)) {
            ASN1Sequence whole = ASN1Sequence.getInstance(input.readObject());
            if (whole == null || whole.size() != 3 || input.read() >= 0) {
                throw new IllegalArgumentException("it is not exactly one CertificateList");
            }
            var signed = new SignedBytes(
                    whole.getObjectAt(0).toASN1Primitive().getEncoded(),
                    AlgorithmIdentifier.getInstance(whole.getObjectAt(1)),
                    ASN1BitString.getInstance(whole.getObjectAt(2)).getOctets());
            return new CrlReader(TBSCertList.getInstance(whole.getObjectAt(0)), signed).crl();
        } catch (IOException broken) {
            throw new IllegalArgumentException("it is no DER", broken);
        } catch (IllegalArgumentException told) {
            throw told;
        } catch (RuntimeException broken) {
            // the library meets broken structures with whatever its code runs into: a cast, a null, a state
            throw new IllegalArgumentException("it is no CertificateList", broken);
        }
    }

    private Crl crl() {
        if (!list.getSignature().equals(signed.algorithm())) {
            throw new IllegalArgumentException("it names two signature algorithms");
        }
        if (!signed.isStrong()) {
            throw new IllegalArgumentException("it is signed with an algorithm that is not accepted");
        }
        Extensions extensions = list.getExtensions();
        if (extensions != null) {
            if (list.getVersionNumber() != V2 + 1) {
                throw new IllegalArgumentException("it has extensions but is not of version 2");
            }
            requireKnown(extensions, KNOWN);
        }
        CrlScope scope = scope(extensions);
        gatherEntries(scope);
        var header = new Crl.Header(
                Names.principal(list.getIssuer()),
                Times.instant(list.getThisUpdate()),
                Optional.ofNullable(list.getNextUpdate()).map(Times::instant),
                number(extensions, Extension.cRLNumber),
                number(extensions, Extension.deltaCRLIndicator),
                scope);
        return new Crl(
                header,
                gathered.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().finish())),
                signed);
    }

    private static void requireKnown(Extensions extensions, Set<ASN1ObjectIdentifier> known) {
        for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
            if (!known.contains(critical)) {
                throw new IllegalArgumentException(
                        "it has the critical extension " + critical + ", which is not known");
            }
        }
    }

    private static Optional<BigInteger> number(Extensions extensions, ASN1ObjectIdentifier type) {
        return extensions == null || extensions.getExtension(type) == null
                ? Optional.empty()
                : Optional.of(ASN1Integer.getInstance(extensions.getExtensionParsedValue(type))
                        .getPositiveValue());
    }

    private CrlScope scope(Extensions extensions) {
        if (extensions == null || extensions.getExtension(Extension.issuingDistributionPoint) == null) {
            return CrlScope.ALL;
        }
        var parsed = ASN1Sequence.getInstance(extensions.getExtensionParsedValue(Extension.issuingDistributionPoint));
        if (parsed.size() == 0) {
            throw new IllegalArgumentException("its issuing distribution point says nothing");
        }
        var point = IssuingDistributionPoint.getInstance(parsed);
        int kinds = count(point.onlyContainsUserCerts())
                + count(point.onlyContainsCACerts())
                + count(point.onlyContainsAttributeCerts());
        if (kinds > 1) {
            throw new IllegalArgumentException("its issuing distribution point limits it to two kinds of certificates");
        }
        return new CrlScope(
                point.getDistributionPoint() == null
                        ? Set.of()
                        : Names.of(point.getDistributionPoint(), list.getIssuer()),
                holders(point),
                reasons(point.getOnlySomeReasons()),
                point.isIndirectCRL());
    }

    private static int count(boolean flag) {
        return flag ? 1 : 0;
    }

    private static Holders holders(IssuingDistributionPoint point) {
        if (point.onlyContainsUserCerts()) {
            return Holders.END_ENTITIES;
        }
        if (point.onlyContainsCACerts()) {
            return Holders.CAS;
        }
        return point.onlyContainsAttributeCerts() ? Holders.ATTRIBUTES : Holders.ALL;
    }

    /// The bits of the reasons, bit 1 of the ASN.1 as bit 1 of the number.
    static int reasons(ReasonFlags flags) {
        if (flags == null) {
            return CrlScope.ALL_REASONS;
        }
        int reasons = 0;
        byte[] bits = flags.getBytes();
        for (int i = 1; i < Math.min(9, bits.length * Byte.SIZE); i++) {
            if ((bits[i / Byte.SIZE] >> (Byte.SIZE - 1 - i % Byte.SIZE) & 1) == 1) {
                reasons |= 1 << i;
            }
        }
        return reasons;
    }

    private void gatherEntries(CrlScope scope) {
        X500Principal issuer = Names.principal(list.getIssuer());
        Enumeration<?> entries = list.getRevokedCertificateEnumeration();
        while (entries.hasMoreElements()) {
            var entry = (TBSCertList.CRLEntry) entries.nextElement();
            Extensions extensions = entry.getExtensions();
            RevocationReason reason = RevocationReason.UNSPECIFIED;
            if (extensions != null) {
                requireKnown(extensions, KNOWN_IN_ENTRIES);
                issuer = issuerOf(extensions, scope).orElse(issuer);
                reason = reason(extensions);
            }
            Instant at = Times.instant(entry.getRevocationDate());
            gathered.computeIfAbsent(issuer, _ -> new RevokedSerials.Gathering())
                    .add(entry.getUserCertificate().getValue(), new Revocation(at, reason));
        }
    }

    /// In an indirect list an entry may name another issuer, whom the entries after it share (RFC 5280, 5.3.3).
    private static Optional<X500Principal> issuerOf(Extensions extensions, CrlScope scope) {
        if (extensions.getExtension(Extension.certificateIssuer) == null) {
            return Optional.empty();
        }
        if (!scope.isIndirect()) {
            throw new IllegalArgumentException("an entry names another issuer, but the list is not an indirect one");
        }
        return Names.principals(
                        GeneralNames.getInstance(extensions.getExtensionParsedValue(Extension.certificateIssuer)))
                .stream()
                .findFirst();
    }

    private static RevocationReason reason(Extensions extensions) {
        if (extensions.getExtension(Extension.reasonCode) == null) {
            return RevocationReason.UNSPECIFIED;
        }
        var code = CRLReason.getInstance(extensions.getExtensionParsedValue(Extension.reasonCode));
        return RevocationReason.of(code.getValue().intValue()).orElse(RevocationReason.UNSPECIFIED);
    }
}
