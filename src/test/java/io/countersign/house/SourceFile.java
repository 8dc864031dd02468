package io.countersign.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// One Java file, read and parsed, but not compiled.
///
/// @param path where it lies below the folder of the project, with `/` between the names
record SourceFile(String path, String text, CompilationUnitTree tree, SourcePositions positions) {
    static SourceFile parsed(String path, String text) {
        return parsed(List.of(new Text(path, text))).getFirst();
    }

    /// Every Java file of the project in `root`.
    static List<SourceFile> allIn(Path root) {
        try (var main = Files.walk(root.resolve("src/main/java"));
                var test = Files.walk(root.resolve("src/test/java"))) {
            return parsed(Stream.concat(main, test)
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(file -> new Text(root.relativize(file).toString(), textOf(file)))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SourceFile> parsed(List<Text> texts) {
        // The compiler hands its own wrapping of a text back, so a text is found by its name.
        var byName = texts.stream().collect(Collectors.toMap(Text::toUri, Function.identity()));
        var task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, texts);
        var positions = Trees.instance(task).getSourcePositions();
        List<SourceFile> files = new ArrayList<>();
        try {
            for (var tree : task.parse()) {
                var text =
                        Objects.requireNonNull(byName.get(tree.getSourceFile().toUri()));
                files.add(new SourceFile(text.path, text.text, tree, positions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return text.lines().toList();
    }

    boolean isProduction() {
        return path.startsWith("src/main/");
    }

    boolean isPackageInfo() {
        return path.endsWith("/package-info.java");
    }

    String folder() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /// The name of the package, as the folder tells it.
    String packageName() {
        return folder().replaceFirst("^src/(main|test)/java/?", "").replace('/', '.');
    }

    /// The line in which `part` begins, counted from 1; annotations and modifiers belong to it.
    int firstLineOf(Tree part) {
        return lineAt(positions.getStartPosition(tree, part));
    }

    /// How many lines a method has, without what is written above its head: annotations with a table are no code.
    int lengthOf(MethodTree method) {
        long afterModifiers = positions.getEndPosition(tree, method.getModifiers());
        long start = afterModifiers < 0 ? positions.getStartPosition(tree, method) : afterModifiers;
        while (Character.isWhitespace(text.charAt((int) start))) {
            start++;
        }
        return lineAt(positions.getEndPosition(tree, method)) - lineAt(start) + 1;
    }

    private int lineAt(long position) {
        return (int) tree.getLineMap().getLineNumber(position);
    }

    /// A file in memory, as the compiler wants it.
    private static final class Text extends SimpleJavaFileObject {
        private final String path;
        private final String text;

        Text(String path, String text) {
            super(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
