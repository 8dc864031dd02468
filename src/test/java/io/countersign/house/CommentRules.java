package io.countersign.house;

import static io.countersign.house.Finder.when;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// What has to be said in words, and how.
final class CommentRules {
    private static final Pattern NAKED_TODO = Pattern.compile("\\b(FIX" + "ME|TO" + "DO(?!\\(#\\d+\\)))");

    static final List<HouseRule> ALL = List.of(
            new HouseRule(
                    "a_public_type_says_what_it_means",
                    "Write a sentence above it, in lines that begin with ///.",
                    CommentRules::silentTypes),
            new HouseRule(
                    "a_package_info_has_a_sentence_and_is_null_marked",
                    "Say in a sentence (///, with a full stop) what the package is for, and put @NullMarked below.",
                    CommentRules::poorPackageInfos),
            new HouseRule(
                    "comments_are_markdown",
                    "Begin each line with /// and use markdown in it.",
                    file -> Finder.inLines(
                            file, (_, line) -> when(line.strip().startsWith("/*" + "*"), "opens a /*" + "*"))),
            new HouseRule(
                    "a_todo_carries_the_number_of_its_issue",
                    "Open an issue and write TODO(#12), or do it now.",
                    file -> Finder.inLines(
                            file,
                            (_, line) -> when(NAKED_TODO.matcher(line).find(), "puts work off without an issue"))),
            new HouseRule(
                    "a_suppression_carries_its_reason",
                    "Say in a // comment, on the line or above it, why the warning is wrong here.",
                    CommentRules::suppressionsWithoutReason));

    private CommentRules() {}

    private static Stream<HouseRule.Finding> silentTypes(SourceFile file) {
        if (!file.isProduction()) {
            return Stream.empty();
        }
        return Finder.at(ClassTree.class, file, (type, around) -> {
            boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
            boolean isSilent = !lineAbove(file, file.firstLineOf(type)).startsWith("///");
            return when(around.isEmpty() && isPublic && isSilent, type.getSimpleName() + " has no comment");
        });
    }

    private static Stream<HouseRule.Finding> poorPackageInfos(SourceFile file) {
        if (!file.isPackageInfo()) {
            return Stream.empty();
        }
        boolean hasSentence = file.lines().stream().anyMatch(line -> line.matches("///.*\\w.*\\.( .*)?"));
        boolean isNullMarked =
                file.lines().stream().anyMatch(line -> line.strip().equals("@NullMarked"));
        return Stream.of(when(!hasSentence, "has no sentence"), when(!isNullMarked, "is not @NullMarked"))
                .flatMap(Optional::stream)
                .map(what -> new HouseRule.Finding(1, what));
    }

    private static Stream<HouseRule.Finding> suppressionsWithoutReason(SourceFile file) {
        return Finder.at(AnnotationTree.class, file, (annotation, _) -> {
            int line = file.firstLineOf(annotation);
            boolean hasReason = file.lines().get(line - 1).contains("// ")
                    || lineAbove(file, line).startsWith("// ");
            return when(
                    annotation.getAnnotationType().toString().equals("SuppressWarnings") && !hasReason,
                    "suppresses without a reason");
        });
    }

    private static String lineAbove(SourceFile file, int line) {
        return line < 2 ? "" : file.lines().get(line - 2).strip();
    }

    /// The packages of `files` that no package-info describes, in the sources of the program or of its tests.
    static List<String> undescribedPackages(List<SourceFile> files) {
        var described = files.stream()
                .filter(SourceFile::isPackageInfo)
                .map(SourceFile::packageName)
                .toList();
        return files.stream()
                .map(SourceFile::packageName)
                .distinct()
                .filter(name -> !described.contains(name))
                .toList();
    }
}
