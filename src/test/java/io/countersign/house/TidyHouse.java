package io.countersign.house;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All Java files of this project, and the rules that they keep.
public final class TidyHouse {
    static final List<HouseRule> RULES = Stream.of(SizeRules.ALL, NameRules.ALL, CommentRules.ALL, HabitRules.ALL)
            .flatMap(List::stream)
            .toList();
    private static final String EACH_PACKAGE = "each_package_has_a_package_info";

    private final List<SourceFile> files;
    private final Map<String, HouseRule> rules = new LinkedHashMap<>();

    private TidyHouse(List<SourceFile> files) {
        this.files = files;
        RULES.forEach(rule -> rules.put(rule.name(), rule));
    }

    /// The project in the folder `root`.
    public static TidyHouse in(Path root) {
        return new TidyHouse(SourceFile.allIn(root));
    }

    /// The names of the rules.
    public Stream<String> rules() {
        return Stream.concat(rules.keySet().stream(), Stream.of(EACH_PACKAGE));
    }

    /// The places that break a rule.
    public List<String> broken(String rule) {
        return Optional.ofNullable(rules.get(rule))
                .map(it -> files.stream()
                        .flatMap(file -> it.brokenIn(file).stream())
                        .toList())
                .orElseGet(() -> CommentRules.undescribedPackages(files));
    }

    /// What to do where a rule is broken.
    public String instead(String rule) {
        return Optional.ofNullable(rules.get(rule))
                .map(HouseRule::instead)
                .orElse("Write a package-info.java: a sentence that says what the package is for, and @NullMarked.");
    }
}
