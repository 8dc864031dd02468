package io.countersign.house;

import static com.sun.source.tree.Tree.Kind.INTERFACE;
import static com.sun.source.tree.Tree.Kind.RECORD;
import static io.countersign.house.Finder.when;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// How big a thing may grow before nobody can hold it in mind.
final class SizeRules {
    static final int LINES_OF_FILE_MAX = 300;
    static final int LINES_OF_METHOD_MAX = 40;
    static final int METHODS_OF_INTERFACE_MAX = 7;
    static final int PARAMETERS_MAX = 5;
    static final int COLUMNS_MAX = 120;

    static final List<HouseRule> ALL = List.of(
            new HouseRule(
                    "a_file_has_at_most_300_lines",
                    "Give one of the things in it a file of its own.",
                    SizeRules::longFiles),
            new HouseRule(
                    "a_method_has_at_most_40_lines",
                    "Give one of its steps a name and a method of its own.",
                    SizeRules::longMethods),
            new HouseRule(
                    "an_interface_has_at_most_7_methods",
                    "Split it by the callers that need it.",
                    SizeRules::wideInterfaces),
            new HouseRule(
                    "a_method_takes_at_most_5_parameters",
                    "Make a record of those that belong together.",
                    SizeRules::longParameterLists),
            new HouseRule(
                    "a_line_has_at_most_120_characters",
                    "Break it: make fmt does so for code, not for comments and texts.",
                    SizeRules::longLines));

    private SizeRules() {}

    private static Stream<HouseRule.Finding> longFiles(SourceFile file) {
        int lines = file.lines().size();
        return when(lines > LINES_OF_FILE_MAX, "has " + lines + " lines").stream()
                .map(what -> new HouseRule.Finding(LINES_OF_FILE_MAX + 1, what));
    }

    private static Stream<HouseRule.Finding> longMethods(SourceFile file) {
        return Finder.at(MethodTree.class, file, (method, _) -> {
            int lines = file.lengthOf(method);
            return when(lines > LINES_OF_METHOD_MAX, method.getName() + " has " + lines + " lines");
        });
    }

    private static Stream<HouseRule.Finding> wideInterfaces(SourceFile file) {
        return Finder.at(ClassTree.class, file, (type, _) -> {
            long methods = type.getMembers().stream()
                    .filter(MethodTree.class::isInstance)
                    .map(MethodTree.class::cast)
                    .map(method -> method.getModifiers().getFlags())
                    .filter(flags -> !flags.contains(Modifier.STATIC) && !flags.contains(Modifier.PRIVATE))
                    .count();
            return when(
                    type.getKind() == INTERFACE && methods > METHODS_OF_INTERFACE_MAX,
                    type.getSimpleName() + " has " + methods + " methods");
        });
    }

    /// Records may have more components, the columns of a test's table are no parameters that anyone passes, and an
    /// overriding method cannot choose.
    private static Stream<HouseRule.Finding> longParameterLists(SourceFile file) {
        return Finder.at(MethodTree.class, file, (method, type) -> {
            int parameters = method.getParameters().size();
            boolean free = isConstructorOfRecord(method, type)
                    || Annotations.of(method).anyMatch(List.of("Override", "ParameterizedTest")::contains);
            return when(!free && parameters > PARAMETERS_MAX, method.getName() + " takes " + parameters);
        });
    }

    private static boolean isConstructorOfRecord(MethodTree method, Optional<ClassTree> type) {
        return method.getReturnType() == null
                && type.filter(it -> it.getKind() == RECORD).isPresent();
    }

    private static Stream<HouseRule.Finding> longLines(SourceFile file) {
        return Finder.inLines(file, (_, line) -> when(line.length() > COLUMNS_MAX, "has " + line.length()));
    }
}
