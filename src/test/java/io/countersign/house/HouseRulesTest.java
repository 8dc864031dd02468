package io.countersign.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Feeds each rule one mistake, and sees it caught, and what comes closest to it without being one, and sees it pass.
class HouseRulesTest {
    private static final String MAIN = "src/main/java/io/countersign/core/token/Thing.java";
    private static final String TEST = "src/test/java/io/countersign/core/token/ThingTest.java";
    private static final String CLI = "src/main/java/io/countersign/edge/cli/Thing.java";
    private static final String INFO = "src/main/java/io/countersign/core/token/package-info.java";

    /// A file, and whether the rule catches it.
    private record Example(boolean caught, String path, String text) {}

    private static final Map<String, List<Example>> EXAMPLES = Map.ofEntries(
            Map.entry("a_file_has_at_most_300_lines", List.of(bad(MAIN, lines(301)), good(MAIN, lines(300)))),
            Map.entry("a_method_has_at_most_40_lines", List.of(bad(MAIN, method(41)), good(MAIN, method(40)))),
            Map.entry("an_interface_has_at_most_7_methods", List.of(bad(MAIN, face(8)), good(MAIN, face(7)))),
            Map.entry(
                    "a_method_takes_at_most_5_parameters",
                    List.of(
                            bad(MAIN, "class A { void a(int a, int b, int c, int d, int e, int f) {} }"),
                            good(MAIN, "class A { void a(int a, int b, int c, int d, int e) {} }"),
                            good(MAIN, "class A { @Override void a(int a, int b, int c, int d, int e, int f) {} }"),
                            good(MAIN, "record A(int a, int b, int c, int d, int e, int f) { A {} }"))),
            Map.entry(
                    "a_line_has_at_most_120_characters",
                    List.of(bad(MAIN, "// " + "x".repeat(118)), good(MAIN, "// " + "x".repeat(117)))),
            Map.entry(
                    "a_type_is_named_for_what_it_is",
                    List.of(
                            bad(MAIN, "class TokenManager {}"),
                            bad(MAIN, "class TokenService {}"),
                            bad(MAIN, "class A { interface TokensImpl {} }"),
                            bad(MAIN, "record DeviceDto() {}"),
                            bad(MAIN, "class AbstractToken {}"),
                            good(MAIN, "class ServiceLevel {} class Utilisation {} class TokenAbstract {}"))),
            Map.entry(
                    "no_method_gets",
                    List.of(
                            bad(MAIN, "class A { int getSize() { return 0; } }"),
                            good(
                                    MAIN,
                                    "class A { @Override int getSize() { return 0; } int getting() { return 0; } }"))),
            Map.entry(
                    "a_test_is_named_by_a_sentence",
                    List.of(
                            bad(TEST, "class A { @Test void issue() {} }"),
                            good(TEST, "class A { @Test void a_CN_is_read() {} void help() {} }"))),
            Map.entry(
                    "a_public_type_says_what_it_means",
                    List.of(
                            bad(MAIN, "package a;\n\n@Named\npublic class A {}"),
                            bad(MAIN, "// No doc comment.\npublic class A {}"),
                            good(MAIN, "/// Means something.\n@Named\npublic class A {}\nclass B {}"),
                            good(TEST, "public class A {}"))),
            Map.entry(
                    "a_package_info_has_a_sentence_and_is_null_marked",
                    List.of(
                            bad(INFO, "@NullMarked\npackage a;"),
                            bad(INFO, "/// Tokens\n@NullMarked\npackage a;"),
                            bad(INFO, "/// Tokens.\npackage a;"),
                            good(INFO, "/// Tokens.\n@NullMarked\npackage a;"))),
            Map.entry(
                    "comments_are_markdown",
                    List.of(bad(MAIN, "/*" + "* Old. */\nclass A {}"), good(MAIN, "/// New.\nclass A {}"))),
            Map.entry(
                    "a_todo_carries_the_number_of_its_issue",
                    List.of(
                            bad(MAIN, "class A {} // TO" + "DO later"),
                            bad(MAIN, "class A {} // FIX" + "ME"),
                            good(MAIN, "class A {} // TODO(#12): later"))),
            Map.entry(
                    "a_suppression_carries_its_reason",
                    List.of(
                            bad(MAIN, "@SuppressWarnings(\"x\")\nclass A {}"),
                            good(MAIN, "@SuppressWarnings(\"x\") // The reason.\nclass A {}"),
                            good(MAIN, "// The reason.\n@SuppressWarnings(\"x\")\nclass A {}"))),
            Map.entry(
                    "only_the_command_line_writes_to_the_console",
                    List.of(
                            bad(MAIN, "class A { { System.out.println(); } }"),
                            bad(MAIN, "class A { { new Exception().printStackTrace(); } }"),
                            good(CLI, "class A { { System.err.println(); } }"))),
            Map.entry(
                    "a_test_does_not_sleep",
                    List.of(
                            bad(TEST, "class A { { Thread.sleep(1); } }"),
                            bad(TEST, "class A { { TimeUnit.SECONDS.sleep(1); } }"),
                            good(MAIN, "class A { { Thread.sleep(1); } }"))),
            Map.entry(
                    "no_test_is_skipped",
                    List.of(
                            bad(TEST, "@Disabled class A {}"),
                            bad(TEST, "class A { @EnabledIfSystemProperty(named = \"a\") void a() {} }"),
                            bad(TEST, "class A { @EnabledOnOs(LINUX) void a() {} }"),
                            bad(TEST, "class A { void a() { assumeTrue(true); } }"),
                            good(TEST, "class A { @Enabled void a() {} }"))),
            Map.entry(
                    "no_state_is_static",
                    List.of(
                            bad(MAIN, "class A { static int count; }"),
                            good(TEST, "class A { static int shared; }"),
                            good(
                                    MAIN,
                                    "class A { static final int MAX = 1; int count; } interface B { int C = 1; }"))));

    @TestFactory
    Stream<DynamicTest> each_rule_catches_its_mistake_and_nothing_else() {
        return TidyHouse.RULES.stream()
                .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> {
                    for (Example example : EXAMPLES.getOrDefault(rule.name(), List.of())) {
                        var broken = rule.brokenIn(SourceFile.parsed(example.path(), example.text()));
                        assertThat(!broken.isEmpty())
                                .as("%s in %s", broken, example)
                                .isEqualTo(example.caught());
                    }
                }));
    }

    @Test
    void each_rule_has_an_example_of_both_kinds() {
        Set<String> shown = new HashSet<>();
        EXAMPLES.forEach((rule, examples) -> {
            if (examples.stream().map(Example::caught).distinct().count() == 2) {
                shown.add(rule);
            }
        });

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        TidyHouse.RULES.stream().map(HouseRule::name).toList());
    }

    @Test
    void a_finding_names_the_file_and_the_line() {
        var rule = HabitRules.ALL.getLast();

        assertThat(rule.brokenIn(SourceFile.parsed(MAIN, "class A {\n    static int count;\n}")))
                .containsExactly(MAIN + ":2 count is static and not final");
    }

    @Test
    void a_package_without_package_info_is_named() {
        var files = Stream.of(MAIN, INFO, TEST, CLI)
                .map(path -> SourceFile.parsed(path, ""))
                .toList();

        assertThat(CommentRules.undescribedPackages(files)).containsExactly("io.countersign.edge.cli");
    }

    private static Example bad(String path, String text) {
        return new Example(true, path, text);
    }

    private static Example good(String path, String text) {
        return new Example(false, path, text);
    }

    private static String lines(int count) {
        return "\n".repeat(count - 1) + "// The last.";
    }

    /// A method of `count` lines, below an annotation of three.
    private static String method(int count) {
        return "class A {\n@Table(\n1\n)\nprivate void a() {" + "\n".repeat(count - 1) + "}\n}";
    }

    private static String face(int methods) {
        return IntStream.range(0, methods)
                .mapToObj(number -> "void m" + number + "();")
                .collect(Collectors.joining("", "interface A { static void s() {} ", "}"));
    }
}
