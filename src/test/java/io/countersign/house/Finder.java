package io.countersign.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Walks through a parsed file and asks a question at each part of one kind.
final class Finder {
    private Finder() {}

    /// What `question` finds at the parts of the type `kind`. It is given the part and the type that it stands in,
    /// which is empty for a type of the outermost level.
    static <T extends Tree> Stream<HouseRule.Finding> at(
            Class<T> kind, SourceFile file, BiFunction<T, Optional<ClassTree>, Optional<String>> question) {
        List<HouseRule.Finding> found = new ArrayList<>();
        Deque<ClassTree> around = new ArrayDeque<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void scan(Tree part, Void nothing) {
                if (kind.isInstance(part)) {
                    question.apply(kind.cast(part), Optional.ofNullable(around.peek()))
                            .ifPresent(what -> found.add(new HouseRule.Finding(file.firstLineOf(part), what)));
                }
                return super.scan(part, null);
            }

            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                around.push(type);
                super.visitClass(type, null);
                around.pop();
                return null;
            }
        }.scan(file.tree(), null);
        return found.stream();
    }

    /// The lines, counted from 1, of which `question` says something.
    static Stream<HouseRule.Finding> inLines(SourceFile file, BiFunction<Integer, String, Optional<String>> question) {
        List<HouseRule.Finding> found = new ArrayList<>();
        List<String> lines = file.lines();
        for (int number = 1; number <= lines.size(); number++) {
            int line = number;
            question.apply(line, lines.get(line - 1)).ifPresent(what -> found.add(new HouseRule.Finding(line, what)));
        }
        return found.stream();
    }

    /// `text`, if `condition`.
    static Optional<String> when(boolean condition, String text) {
        return condition ? Optional.of(text) : Optional.empty();
    }
}
