package io.countersign.house;

import static io.countersign.house.Finder.when;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// Habits that cost more than they save.
final class HabitRules {
    private static final Pattern CONSOLE = Pattern.compile("System\\.(out|err)|.*\\.printStackTrace");
    private static final Pattern SLEEP = Pattern.compile("(Thread|TimeUnit\\.\\w+)\\.sleep");
    private static final Pattern SKIPPING = Pattern.compile("(\\w+\\.)*(Disabled\\w*|EnabledI?[fO]\\w*)");
    private static final Set<String> ASSUMING =
            Set.of("Assumptions", "assumeTrue", "assumeFalse", "assumeThat", "assumingThat");

    static final List<HouseRule> ALL = List.of(
            new HouseRule(
                    "only_the_command_line_writes_to_the_console",
                    "Log it (SLF4J), return it, or write it to the writer that the command was given.",
                    HabitRules::consoleWrites),
            new HouseRule(
                    "a_test_does_not_sleep",
                    "Hand in the time, or wait for the thing itself: Awaitility, a latch, a future with a limit.",
                    HabitRules::sleeps),
            new HouseRule(
                    "no_test_is_skipped",
                    "Make it run wherever the build runs, or delete it; what needs foreign data gets a @Tag.",
                    HabitRules::skippedTests),
            new HouseRule(
                    "no_state_is_static",
                    "Keep it in an object that Main makes and hands on; constants are final.",
                    HabitRules::staticState));

    private HabitRules() {}

    private static Stream<HouseRule.Finding> consoleWrites(SourceFile file) {
        boolean mayWrite = !file.isProduction()
                || file.path().endsWith("/io/countersign/Main.java")
                || file.folder().contains("/io/countersign/edge/cli");
        return mayWrite ? Stream.empty() : selections(file, CONSOLE, "uses ");
    }

    private static Stream<HouseRule.Finding> sleeps(SourceFile file) {
        return file.isProduction() ? Stream.empty() : selections(file, SLEEP, "calls ");
    }

    private static Stream<HouseRule.Finding> selections(SourceFile file, Pattern forbidden, String verb) {
        return Finder.at(MemberSelectTree.class, file, (selection, _) -> {
            String text = selection.toString();
            return when(forbidden.matcher(text).matches(), verb + text);
        });
    }

    private static Stream<HouseRule.Finding> skippedTests(SourceFile file) {
        var annotations = Finder.at(AnnotationTree.class, file, (annotation, _) -> {
            String name = annotation.getAnnotationType().toString();
            return when(SKIPPING.matcher(name).matches(), "is @" + name);
        });
        var assumptions = Finder.at(IdentifierTree.class, file, (identifier, _) -> {
            String name = identifier.getName().toString();
            return when(ASSUMING.contains(name), "calls " + name);
        });
        return file.isProduction() ? Stream.empty() : Stream.concat(annotations, assumptions);
    }

    /// JUnit hands a test class what its tests share (`@BeforeAll`, `@TempDir`) in static fields.
    private static Stream<HouseRule.Finding> staticState(SourceFile file) {
        if (!file.isProduction()) {
            return Stream.empty();
        }
        return Finder.at(VariableTree.class, file, (variable, type) -> {
            var flags = variable.getModifiers().getFlags();
            return when(
                    isMemberOfClass(variable, type)
                            && flags.contains(Modifier.STATIC)
                            && !flags.contains(Modifier.FINAL),
                    variable.getName() + " is static and not final");
        });
    }

    private static boolean isMemberOfClass(VariableTree variable, Optional<ClassTree> type) {
        return type.filter(it ->
                        it.getKind() != Tree.Kind.INTERFACE && it.getMembers().contains(variable))
                .isPresent();
    }
}
