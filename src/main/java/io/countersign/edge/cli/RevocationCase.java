package io.countersign.edge.cli;

import io.countersign.core.revocation.Crl;
import io.countersign.core.revocation.OcspReply;
import io.countersign.core.revocation.RevocationCheck;
import io.countersign.core.revocation.RevocationDemand;
import io.countersign.core.revocation.RevocationDemand.Whose;
import io.countersign.core.revocation.RevocationFacts;
import io.countersign.core.revocation.RevocationFormats;
import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.core.trust.PathTest;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;
import tools.jackson.databind.JsonNode;

/// The part of a case that concerns revocation: lists and OCSP answers at hand, and whose status must be known.
///
/// A list or answer that cannot be read is none. Where status is only asked for of what is at hand, though, it makes
/// the case one to refuse: what stands on it is not known.
final class RevocationCase implements RevocationFacts {
    private final Read<Crl> crls;
    private final Read<OcspReply> replies;
    private final List<X509Certificate> certificates;

    private RevocationCase(Read<Crl> crls, Read<OcspReply> replies, List<X509Certificate> certificates) {
        this.crls = crls;
        this.replies = replies;
        this.certificates = List.copyOf(certificates);
    }

    /// @param certificates who may have signed a list
    /// @return what a path has to pass; empty if the case asks for what is not known
    static Optional<PathTest> of(JsonNode json, Surroundings surroundings, List<X509Certificate> certificates) {
        Whose whose;
        switch (json.path("revocation").asString("off")) {
            case "off" -> {
                return Optional.of(PathTest.NONE);
            }
            case "check" -> whose = Whose.NOBODY;
            case "require-leaf" -> whose = Whose.LEAF;
            case "require" -> whose = Whose.ALL;
            default -> {
                return Optional.empty();
            }
        }
        RevocationFormats formats = surroundings.formats();
        var facts = new RevocationCase(
                Read.of(json.path("crls"), text -> formats.crl(text.getBytes(StandardCharsets.UTF_8))),
                Read.of(
                        json.path("ocsp_responses"),
                        text -> formats.ocspReply(Base64.getMimeDecoder().decode(text))),
                certificates);
        Duration age = Duration.ofDays(json.path("max_age_days").asInt((int) RevocationDemand.OCSP_AGE_MAX.toDays()));
        boolean isForAnything = json.path("purpose").asString("client").equals("any");
        return Optional.of(facts.test(surroundings, new RevocationDemand(whose, age, Duration.ZERO, isForAnything)));
    }

    /// What a path has to pass where these lists are at hand.
    static PathTest atHand(List<Crl> lists, Surroundings surroundings, List<X509Certificate> certificates) {
        var facts = new RevocationCase(new Read<>(lists, 0), new Read<>(List.of(), 0), certificates);
        return facts.test(
                surroundings, new RevocationDemand(Whose.NOBODY, RevocationDemand.OCSP_AGE_MAX, Duration.ZERO, false));
    }

    private PathTest test(Surroundings surroundings, RevocationDemand demand) {
        var check = new RevocationCheck(surroundings.formats(), surroundings.details(), this, demand);
        return (path, anchor, now) -> {
            Optional<ChainFault> fault = check.check(path, anchor, now);
            return fault.isPresent() ? fault.map(this::told) : doubt(path.getFirst(), demand.whose());
        };
    }

    /// What is not known may stand in what cannot be read.
    private ChainFault told(ChainFault fault) {
        if (fault.reason() != Reason.REVOCATION_UNKNOWN || crls.unreadable() + replies.unreadable() == 0) {
            return fault;
        }
        Reason reason = crls.unreadable() > 0 ? Reason.CRL_INVALID : Reason.OCSP_INVALID;
        return new ChainFault(reason, fault.certificate(), "has a status that may stand in what cannot be read");
    }

    private Optional<ChainFault> doubt(X509Certificate leaf, Whose whose) {
        return whose == Whose.NOBODY && crls.unreadable() > 0
                ? Optional.of(ChainFault.of(Reason.CRL_INVALID, leaf, "may stand on a list that cannot be read"))
                : Optional.empty();
    }

    /// What could be read of some texts, and how many could not.
    private record Read<T>(List<T> values, int unreadable) {
        static <T> Read<T> of(JsonNode texts, Function<String, T> reader) {
            var values = new ArrayList<T>();
            int unreadable = 0;
            for (JsonNode text : texts) {
                try {
                    values.add(reader.apply(text.asString("")));
                } catch (IllegalArgumentException broken) {
                    unreadable++;
                }
            }
            return new Read<>(values, unreadable);
        }
    }

    @Override
    public List<Crl> crls(X500Principal issuer) {
        return crls.values().stream().filter(crl -> crl.issuer().equals(issuer)).toList();
    }

    @Override
    public List<OcspReply> ocspReplies(X509Certificate certificate) {
        return replies.values();
    }

    @Override
    public boolean isPublished(X509Certificate certificate) {
        return false; // a case says itself whose status it asks for
    }

    @Override
    public List<X509Certificate> named(X500Principal subject) {
        return certificates.stream()
                .filter(certificate -> certificate.getSubjectX500Principal().equals(subject))
                .toList();
    }
}
