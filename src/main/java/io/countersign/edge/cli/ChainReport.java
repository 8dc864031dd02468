package io.countersign.edge.cli;

import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.ChainFault.Check;
import io.countersign.core.trust.ChainVerdict;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustedChain;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was decided on a chain, for people and for machines.
///
/// @param path from the leaf upwards; ends in an anchor if one was reached
/// @param reachesAnchor whether the last certificate of the path is a trusted one
/// @param fault why it is refused; empty if it is accepted
record ChainReport(List<X509Certificate> path, boolean reachesAnchor, Optional<ChainFault> fault) {
    private static final String STEP = "   ";

    static ChainReport of(ChainVerdict verdict) {
        return switch (verdict) {
            case ChainVerdict.Trusted trusted -> {
                TrustedChain chain = trusted.chains().getFirst();
                yield new ChainReport(upTo(chain.path(), Optional.of(chain.anchor())), true, Optional.empty());
            }
            case ChainVerdict.Untrusted(var fault, var path, var tried) ->
                new ChainReport(upTo(path, tried), tried.isPresent(), Optional.of(fault));
        };
    }

    private static List<X509Certificate> upTo(List<X509Certificate> path, Optional<TrustAnchor> anchor) {
        var whole = new ArrayList<>(path);
        anchor.map(TrustAnchor::certificate)
                .filter(certificate -> !certificate.equals(path.getLast()))
                .ifPresent(whole::add);
        return whole;
    }

    boolean isAccepted() {
        return fault.isEmpty();
    }

    /// The answer of `verify --batch` and `verify --json`.
    Map<String, Object> json() {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("result", isAccepted() ? "accept" : "reject");
        fault.ifPresent(why -> {
            answer.put("reason", why.reason().code());
            answer.put("detail", why.detail());
            answer.put("hint", why.reason().remedy());
        });
        answer.put("path", path.stream().map(ChainReport::subject).toList());
        return answer;
    }

    /// The path as a tree, the anchor on top.
    List<String> tree() {
        var lines = new ArrayList<String>();
        List<X509Certificate> fromTop = path.reversed();
        for (int depth = 0; depth < fromTop.size(); depth++) {
            X509Certificate certificate = fromTop.get(depth);
            boolean isAnchor = depth == 0 && reachesAnchor;
            boolean isLeaf = depth == fromTop.size() - 1;
            lines.add((depth == 0 ? "" : STEP.repeat(depth - 1) + "└─ ") + subject(certificate) + "  ("
                    + (isAnchor ? "trusted, " : "") + (isLeaf ? "device, " : "")
                    + certificate.getNotBefore().toInstant() + " to "
                    + certificate.getNotAfter().toInstant() + ")");
        }
        if (!reachesAnchor) {
            lines.addFirst("(no trusted certificate above)");
        }
        return lines;
    }

    /// Each check in the order in which they are made: held, failed, or not made any more.
    ///
    /// @param isRevocationLookedAt whether there was anything to find a revocation in
    List<String> checks(boolean isRevocationLookedAt) {
        Optional<Check> failed = fault.map(why -> why.reason().check());
        var lines = new ArrayList<String>();
        boolean isReached = true;
        for (Check check : Check.values()) {
            boolean isFailed = failed.equals(Optional.of(check));
            boolean isMade = isReached && (check != Check.REVOCATION || isRevocationLookedAt);
            lines.add((isFailed ? "✗ " : isMade ? "✓ " : "– ") + check.rule());
            isReached &= !isFailed && !isPartOfWhole(failed, check);
        }
        return lines;
    }

    /// The rules of RFC 5280 are checked in one go: once one has failed, nothing is known of the others.
    private static boolean isPartOfWhole(Optional<Check> failed, Check checked) {
        return checked == Check.USAGE
                && failed.filter(check -> check.compareTo(Check.USAGE) > 0 && check != Check.REVOCATION)
                        .isPresent();
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
