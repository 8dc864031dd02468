package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds docs/threats.md against the tests that it names.
class ThreatsTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "."));
    private static final Path SOURCES = ROOT.resolve("src/test/java");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

    /// The sources of the tests, by the simple name of their class.
    private static Map<String, Path> tests = Map.of();

    record Row(String ids, String tests) {}

    @BeforeAll
    static void find() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            tests = files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), Function.identity()));
        }
    }

    static List<Row> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/threats.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| id "))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[1].strip(), cells[3].strip()))
                .toList();
    }

    @Test
    void there_are_rows_and_each_id_has_one() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(20);
        assertThat(rows().stream().flatMap(row -> Stream.of(row.ids().split(", ", -1))))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void every_test_that_a_row_names_is_there_and_they_say_its_ids(Row row) throws Exception {
        List<String[]> named = NAMED.matcher(row.tests())
                .results()
                .map(test -> new String[] {test.group(1), test.group(2)})
                .toList();
        var sources = new StringBuilder();
        for (String[] test : named) {
            assertThat(tests).as("test classes").containsKey(test[0]);
            Path file = tests.getOrDefault(test[0], SOURCES);
            assertThat(testsOf(file)).as("tests of %s", test[0]).contains(test[1]);
            sources.append(Files.readString(file));
        }
        assertThat(row.tests().split(", ", -1))
                .as("names of tests, and nothing else")
                .hasSize(named.size());
        for (String id : row.ids().split(", ", -1)) {
            assertThat(sources.toString().toLowerCase(Locale.ROOT).contains(id.toLowerCase(Locale.ROOT)))
                    .as("one of the tests says %s", id)
                    .isTrue();
        }
    }

    private static List<String> testsOf(Path file) throws ClassNotFoundException {
        String name = SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
        return Stream.of(Class.forName(name).getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .map(Method::getName)
                .toList();
    }
}
