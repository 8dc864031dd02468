package io.countersign.edge.revocation;

import io.countersign.core.revocation.Crl;
import io.countersign.core.revocation.CrlScope;
import io.countersign.core.revocation.CrlScope.Holders;
import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import io.countersign.core.revocation.RevokedSerials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1SequenceParser;
import org.bouncycastle.asn1.ASN1StreamParser;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1TaggedObjectParser;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;

/// Reads one CertificateList (RFC 5280, 5.1) from front to back, each entry by itself: a list of a million costs little
/// more than its bytes while it is read, and none of them is copied.
final class CrlReader {
    private static final int V2 = 1;
    private static final int ENTRIES_OF_AVERAGE = 64;
    private static final int STEPS_BETWEEN_LOOKS = 64;
    private static final long WORK_NANOS = 1_000_000;
    private static final long REST_NANOS = 8_000_000;
    private static final Set<ASN1ObjectIdentifier> KNOWN = Set.of(
            Extension.cRLNumber,
            Extension.deltaCRLIndicator,
            Extension.issuingDistributionPoint,
            Extension.authorityKeyIdentifier);
    private static final Set<ASN1ObjectIdentifier> KNOWN_IN_ENTRIES =
            Set.of(Extension.reasonCode, Extension.invalidityDate, Extension.certificateIssuer);

    private final byte[] der;
    private final ByteArrayInputStream bytes;
    private final Map<X500Principal, RevokedSerials.Gathering> gathered = new HashMap<>();
    private final Pace pace;
    private boolean hasEntriesOfOthers;
    private long restedAt = System.nanoTime();
    private int steps;

    private CrlReader(byte[] der, Pace pace) {
        this.der = der;
        this.pace = pace;
        this.bytes = new ByteArrayInputStream(der);
    }

    /// How it is read.
    enum Pace {
        /// As fast as it goes.
        AT_ONCE,
        /// With pauses, a ninth of the time: a list of a million takes a core for more than a second, which others
        /// want.
        IN_PASSING
    }

    /// @throws IllegalArgumentException with what is wrong
    static Crl read(byte[] der, Pace pace) {
        try {
            return new CrlReader(der, pace).crl();
        } catch (IOException broken) {
            throw new IllegalArgumentException("it is no DER", broken);
        } catch (IllegalArgumentException told) {
            throw told;
        } catch (RuntimeException broken) {
            // the library meets broken structures with whatever its code runs into: a cast, a null, a state
            throw new IllegalArgumentException("it is no CertificateList", broken);
        }
    }

    private Crl crl() throws IOException {
        ASN1SequenceParser whole = Fields.sequence(new ASN1StreamParser(bytes).readObject());
        int from = position();
        Content content = content(new Fields(whole.readObject()));
        int until = position();
        var rest = new Fields(whole);
        var signed = new SignedBytes(
                der,
                new SignedBytes.Range(from, until),
                AlgorithmIdentifier.getInstance(rest.take()),
                ASN1BitString.getInstance(rest.take()).getOctets());
        if (rest.next() != null || bytes.available() > 0) {
            throw new IllegalArgumentException("it is not exactly one CertificateList");
        }
        if (!content.algorithm().equals(signed.algorithm())) {
            throw new IllegalArgumentException("it names two signature algorithms");
        }
        if (!signed.isStrong()) {
            throw new IllegalArgumentException("it is signed with an algorithm that is not accepted");
        }
        return new Crl(
                content.header(),
                gathered.entrySet().stream()
                        .filter(entry -> entry.getValue().size() > 0)
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().finish(this::rest))),
                signed);
    }

    private int position() {
        return der.length - bytes.available();
    }

    /// What is signed.
    private record Content(AlgorithmIdentifier algorithm, Crl.Header header) {}

    private Content content(Fields list) throws IOException {
        int version = list.next() instanceof ASN1Integer
                ? ASN1Integer.getInstance(list.take()).intValueExact()
                : 0;
        var algorithm = AlgorithmIdentifier.getInstance(list.take());
        var issuer = X500Name.getInstance(list.take());
        var thisUpdate = Time.getInstance(list.take());
        Optional<Time> nextUpdate = list.next() instanceof ASN1UTCTime || list.next() instanceof ASN1GeneralizedTime
                ? Optional.of(Time.getInstance(list.take()))
                : Optional.empty();
        if (list.next() instanceof ASN1SequenceParser entries) {
            gatherEntries(entries, Names.principal(issuer));
            list.skip();
        }
        Optional<Extensions> extensions = list.next() instanceof ASN1TaggedObjectParser
                ? Optional.of(Extensions.getInstance(
                        ASN1TaggedObject.getInstance(list.take(), BERTags.CONTEXT_SPECIFIC, 0), true))
                : Optional.empty();
        if (list.next() != null) {
            throw new IllegalArgumentException("it has more fields than a list can have");
        }
        if (extensions.isPresent() && version != V2) {
            throw new IllegalArgumentException("it has extensions but is not of version 2");
        }
        extensions.ifPresent(present -> requireKnown(present, KNOWN));
        CrlScope scope = scope(extensions, issuer);
        if (hasEntriesOfOthers && !scope.isIndirect()) {
            throw new IllegalArgumentException("an entry names another issuer, but the list is not an indirect one");
        }
        return new Content(
                algorithm,
                new Crl.Header(
                        Names.principal(issuer),
                        Times.instant(thisUpdate),
                        nextUpdate.map(Times::instant),
                        number(extensions, Extension.cRLNumber),
                        number(extensions, Extension.deltaCRLIndicator),
                        scope));
    }

    private static void requireKnown(Extensions extensions, Set<ASN1ObjectIdentifier> known) {
        for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
            if (!known.contains(critical)) {
                throw new IllegalArgumentException(
                        "it has the critical extension " + critical + ", which is not known");
            }
        }
    }

    private static Optional<ASN1Encodable> value(Optional<Extensions> extensions, ASN1ObjectIdentifier type) {
        return extensions.map(present -> present.getExtensionParsedValue(type));
    }

    private static Optional<BigInteger> number(Optional<Extensions> extensions, ASN1ObjectIdentifier type) {
        return value(extensions, type)
                .map(number -> ASN1Integer.getInstance(number).getPositiveValue());
    }

    private static CrlScope scope(Optional<Extensions> extensions, X500Name issuer) {
        Optional<ASN1Encodable> value = value(extensions, Extension.issuingDistributionPoint);
        if (value.isEmpty()) {
            return CrlScope.ALL;
        }
        var parsed = ASN1Sequence.getInstance(value.get());
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
                point.getDistributionPoint() == null ? Set.of() : Names.of(point.getDistributionPoint(), issuer),
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

    /// @param issuer whose certificates are meant until an entry names another issuer (RFC 5280, 5.3.3)
    private void gatherEntries(ASN1SequenceParser entries, X500Principal issuer) throws IOException {
        int from = position();
        var gathering = gatheringOf(issuer);
        int count = 0;
        for (ASN1Encodable next = entries.readObject(); next != null; next = entries.readObject()) {
            var entry = TBSCertList.CRLEntry.getInstance(next.toASN1Primitive());
            Extensions extensions = entry.getExtensions();
            RevocationReason reason = RevocationReason.UNSPECIFIED;
            if (extensions != null) {
                requireKnown(extensions, KNOWN_IN_ENTRIES);
                gathering = issuerOf(extensions).map(this::gatheringOf).orElse(gathering);
                reason = reason(extensions);
            }
            Instant at = Times.instant(entry.getRevocationDate());
            gathering.add(entry.getUserCertificate().getValue(), new Revocation(at, reason));
            if (++count == ENTRIES_OF_AVERAGE && gathering.size() == count) {
                gathering.expect((int) ((long) count * (der.length - from) / (position() - from)));
            }
            rest();
        }
    }

    /// Lets others have the processor, if this should be done in passing and was at work for a while.
    private void rest() {
        if (pace == Pace.IN_PASSING
                && ++steps % STEPS_BETWEEN_LOOKS == 0
                && System.nanoTime() - restedAt > WORK_NANOS) {
            LockSupport.parkNanos(REST_NANOS);
            restedAt = System.nanoTime();
        }
    }

    private RevokedSerials.Gathering gatheringOf(X500Principal issuer) {
        return gathered.computeIfAbsent(issuer, _ -> new RevokedSerials.Gathering());
    }

    private Optional<X500Principal> issuerOf(Extensions extensions) {
        if (extensions.getExtension(Extension.certificateIssuer) == null) {
            return Optional.empty();
        }
        hasEntriesOfOthers = true;
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
