package io.countersign.house;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may know whom: the arrows between the packages of the program. What is not listed here is forbidden.
final class Layers {
    static final String ROOT = "io.countersign";
    static final String CORE = ROOT + ".core";
    static final String EDGE = ROOT + ".edge";

    /// The parts of the core, and which others each may know. Whoever adds an arrow says why in docs/decisions.
    private static final Map<String, Set<String>> ARROWS_OF_CORE = Map.of(
            "tenant", Set.of(),
            "signing", Set.of(),
            "trust", Set.of("tenant"),
            "device", Set.of("tenant"),
            "ledger", Set.of("tenant"),
            "user", Set.of("tenant", "device"),
            "revocation", Set.of("tenant", "trust"),
            "token", Set.of("tenant", "trust", "device", "signing", "revocation"));

    /// The one edge that all others may know: it writes down what happens.
    private static final String KNOWN_TO_EVERY_EDGE = "telemetry";

    /// Which edges may know which others besides: docs/decisions/0006.
    private static final Map<String, Set<String>> ARROWS_OF_EDGE = Map.of(
            "cli", Set.of("config", "pem"),
            "tls", Set.of("pem"),
            "config", Set.of("address"),
            "fetch", Set.of("address"));

    private Layers() {}

    /// Why a class of the package `from` may not know one of the package `to`, both inside the program.
    static Optional<String> objection(String from, String to) {
        if (from.equals(ROOT)) {
            return Optional.empty();
        }
        if (to.equals(ROOT)) {
            return Optional.of("nobody knows the root package: it knows the others and hands them what they need");
        }
        if (isIn(CORE, from)) {
            return isIn(CORE, to)
                    ? objectionInCore(part(CORE, from), part(CORE, to))
                    : Optional.of("the core knows no edge: let it own a small interface that the edge implements");
        }
        return isIn(EDGE, to) ? objectionInEdge(part(EDGE, from), part(EDGE, to)) : Optional.empty();
    }

    /// Why a class may not lie in a package of the program.
    static Optional<String> misplaced(String name) {
        if (name.equals(ROOT)) {
            return Optional.empty();
        }
        if (isIn(CORE, name)) {
            return ARROWS_OF_CORE.containsKey(part(CORE, name))
                    ? Optional.empty()
                    : Optional.of("the parts of the core and their arrows are listed in Layers, and this one is not");
        }
        return isIn(EDGE, name) && !part(EDGE, name).isEmpty()
                ? Optional.empty()
                : Optional.of("a class belongs to a part of the core (core.token) or to an edge (edge.http)");
    }

    private static Optional<String> objectionInCore(String from, String to) {
        boolean allowed =
                from.equals(to) || ARROWS_OF_CORE.getOrDefault(from, Set.of()).contains(to);
        return allowed ? Optional.empty() : Optional.of("core." + from + " may not know core." + to);
    }

    private static Optional<String> objectionInEdge(String from, String to) {
        boolean allowed = from.equals(to)
                || to.equals(KNOWN_TO_EVERY_EDGE)
                || ARROWS_OF_EDGE.getOrDefault(from, Set.of()).contains(to);
        return allowed
                ? Optional.empty()
                : Optional.of("edge." + from + " may not know edge." + to + ": Main hands it over as a JDK type");
    }

    private static boolean isIn(String layer, String name) {
        return name.equals(layer) || name.startsWith(layer + ".");
    }

    /// `http` for `io.countersign.edge.http.api`: what lies below a part belongs to it.
    private static String part(String layer, String name) {
        return name.equals(layer) ? "" : name.substring(layer.length() + 1).split("\\.", 2)[0];
    }
}
