package io.countersign.edge.cli;

import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.ChainCheck;
import io.countersign.core.trust.ChainDemands;
import io.countersign.core.trust.ChainDemands.Policies;
import io.countersign.core.trust.ChainDemands.Purpose;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.core.trust.ChainVerdict;
import io.countersign.core.trust.PathTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// One case of `verify --batch`, in the format chain-vectors/1: a leaf, a bag of certificates, anchors, a time and what
/// is asked; answered by the same decision that the token endpoint makes.
///
/// A leaf, or every way to an anchor, that cannot be read is `bad_certificate`. What a case asks for and we cannot do
/// is answered `unsupported`, never left out silently.
final class ChainCase {
    private static final Pattern OBJECT_IDENTIFIER = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,38})){1,30}");
    private static final Pattern NIST_POLICY = Pattern.compile("NIST-test-policy-([1-9][0-9]?)");
    private static final String NIST_POLICIES = "2.16.840.1.101.3.2.1.48.";
    private static final String ANY_POLICY = "any-policy";

    private final JsonNode json;
    private final Surroundings surroundings;

    private ChainCase(JsonNode json, Surroundings surroundings) {
        this.json = json;
        this.surroundings = surroundings;
    }

    /// The answer to one case.
    static Map<String, ?> answer(JsonNode json, Surroundings surroundings) {
        try {
            return new ChainCase(json, surroundings).answer();
        } catch (Unsupported cannot) {
            return Map.of("result", "unsupported", "detail", String.valueOf(cannot.getMessage()));
        } catch (Unreadable broken) {
            return JsonLines.rejected("unreadable", String.valueOf(broken.getMessage()));
        }
    }

    private Map<String, ?> answer() throws Unsupported, Unreadable {
        ChainDemands demands = demands();
        Instant time = time();
        List<X509Certificate> anchors = certificates("anchors").read();
        Bag others = certificates("intermediates");
        Optional<X509Certificate> leaf = certificate(text("leaf"));
        if (leaf.isEmpty()) {
            return JsonLines.rejected(
                    Reason.BAD_CERTIFICATE.code(), "The leaf cannot be read as an X.509 certificate.");
        }
        PathTest test = revocation(anchors, others);
        ChainVerdict verdict;
        try {
            verdict = new ChainCheck(new GivenAnchors(anchors), surroundings.details(), test)
                    .check(CertificateChain.of(leaf.get(), others.read()), demands, time);
        } catch (CertificateChain.TooLong tooLong) {
            return JsonLines.rejected(Reason.UNTRUSTED.code(), tooLong.getMessage() + ".");
        }
        return isMaybeUnreadable(verdict, others)
                ? JsonLines.rejected(Reason.BAD_CERTIFICATE.code(), "A certificate of the chain cannot be read.")
                : ChainReport.of(verdict).json();
    }

    /// Where no path was found, one may lead over what could not be read.
    private static boolean isMaybeUnreadable(ChainVerdict verdict, Bag others) {
        return others.unreadable() > 0
                && verdict instanceof ChainVerdict.Untrusted(var fault, var _, var _)
                && fault.reason() == Reason.UNTRUSTED;
    }

    private PathTest revocation(List<X509Certificate> anchors, Bag others) throws Unsupported {
        var signers = new ArrayList<>(anchors);
        signers.addAll(others.read());
        return RevocationCase.of(json, surroundings, signers)
                .orElseThrow(() -> new Unsupported(
                        "The demand on revocation is not known: off, check, require-leaf or" + " require."));
    }

    private ChainDemands demands() throws Unsupported, Unreadable {
        String purpose = json.path("purpose").asString("client");
        JsonNode intermediates = json.path("max_intermediates");
        return new ChainDemands(
                switch (purpose) {
                    case "client" -> Purpose.CLIENT;
                    case "any" -> Purpose.ANY;
                    default -> throw new Unsupported("The purpose '" + purpose + "' is not known: client or any.");
                },
                intermediates.isInt() ? OptionalInt.of(intermediates.asInt()) : OptionalInt.empty(),
                policies(json.path("policy")));
    }

    private static Policies policies(JsonNode policy) throws Unsupported, Unreadable {
        Set<String> initial = new HashSet<>();
        for (JsonNode name : policy.path("initial_policy_set")) {
            initial.add(policy(name.asString("")));
        }
        initial.remove(ANY_POLICY);
        return new Policies(
                initial,
                policy.path("explicit_policy").asBoolean(false),
                policy.path("inhibit_mapping").asBoolean(false),
                policy.path("inhibit_any_policy").asBoolean(false));
    }

    private static String policy(String name) throws Unsupported {
        Matcher nist = NIST_POLICY.matcher(name);
        if (nist.matches()) {
            return NIST_POLICIES + nist.group(1);
        }
        if (name.equals(ANY_POLICY) || OBJECT_IDENTIFIER.matcher(name).matches()) {
            return name;
        }
        throw new Unsupported("The policy '" + name + "' is not known.");
    }

    private Instant time() throws Unreadable {
        String text = text("time");
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noTime) {
            throw new Unreadable("'time' is an instant such as 2026-01-31T12:00:00Z, not '" + text + "'.");
        }
    }

    private String text(String field) throws Unreadable {
        JsonNode node = json.path(field);
        if (!node.isString()) {
            throw new Unreadable("'" + field + "' is a text and must be there.");
        }
        return node.stringValue();
    }

    private Bag certificates(String field) throws Unreadable {
        JsonNode list = json.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new Unreadable("'" + field + "' is a list of PEM texts.");
        }
        var read = new ArrayList<X509Certificate>();
        list.forEach(pem -> certificate(pem.asString("")).ifPresent(read::add));
        return new Bag(read, list.size() - read.size());
    }

    private static Optional<X509Certificate> certificate(String pem) {
        try {
            var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
            return CertificateFactory.getInstance("X.509").generateCertificate(bytes) instanceof X509Certificate read
                    ? Optional.of(read)
                    : Optional.empty();
        } catch (CertificateException unreadable) {
            return Optional.empty();
        }
    }

    private record Bag(List<X509Certificate> read, int unreadable) {}

    /// The case asks for what we do not do.
    private static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1L;

        Unsupported(String what) {
            super(what);
        }
    }

    /// The case is not of the format.
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String what) {
            super(what);
        }
    }
}
