package io.countersign.house;

import static io.countersign.house.Finder.when;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Names are words of the domain and say what, not how.
final class NameRules {
    private static final Set<String> EMPTY_WORDS =
            Set.of("Manager", "Impl", "Util", "Utils", "Utility", "Helper", "Helpers", "Dto", "DTO");
    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");

    static final List<HouseRule> ALL = List.of(
            new HouseRule(
                    "a_type_is_named_for_what_it_is",
                    "Manager, Service, Impl, Util, Helper, Dto and Abstract say nothing: name the thing, the deed or "
                            + "what is special about this implementation (PostgresDevices).",
                    NameRules::emptyTypeNames),
            new HouseRule(
                    "no_method_gets",
                    "Name it for what it returns (chain.leaf()), or for the work it does (read, fetch, find).",
                    NameRules::getters),
            new HouseRule(
                    "a_test_is_named_by_a_sentence",
                    "Say in snake case what holds: a_disabled_device_gets_no_token.",
                    NameRules::testsWithoutSentence));

    private NameRules() {}

    private static Stream<HouseRule.Finding> emptyTypeNames(SourceFile file) {
        return Finder.at(ClassTree.class, file, (type, _) -> {
            String name = type.getSimpleName().toString();
            List<String> words = Arrays.asList(name.split("(?<=[a-z0-9])(?=[A-Z])"));
            return when(
                    words.stream().anyMatch(EMPTY_WORDS::contains)
                            || words.getLast().equals("Service")
                            || words.getFirst().equals("Abstract"),
                    "declares " + name);
        });
    }

    private static Stream<HouseRule.Finding> getters(SourceFile file) {
        return Finder.at(MethodTree.class, file, (method, _) -> {
            String name = method.getName().toString();
            boolean free = Annotations.of(method).anyMatch("Override"::equals);
            return when(!free && name.matches("get[A-Z].*"), "declares " + name);
        });
    }

    private static Stream<HouseRule.Finding> testsWithoutSentence(SourceFile file) {
        return Finder.at(MethodTree.class, file, (method, _) -> {
            String name = method.getName().toString();
            boolean isTest = Annotations.of(method).anyMatch(TESTS::contains);
            return when(isTest && !name.matches("[a-zA-Z0-9]+(_[a-zA-Z0-9]+)+"), "names a test " + name);
        });
    }
}
