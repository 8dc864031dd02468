package io.countersign.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LayerRulesTest {
    private static final String TIME_AND_DICE = "the_core_is_told_the_time_and_the_dice";
    private static final String NO_IO = "the_core_does_no_io_and_waits_for_nobody";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_caught(Mistake mistake) {
        assertThat(broken(mistake.rule(), mistake.place(), mistake.code())).isNotEmpty();
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake(TIME_AND_DICE, "core.token", "Object a() { return java.time.Instant.now(); }"),
                new Mistake(TIME_AND_DICE, "core.token", "Object a() { return java.time.LocalDate.now(); }"),
                new Mistake(TIME_AND_DICE, "core.token", "java.util.function.Supplier<?> a = java.time.Instant::now;"),
                new Mistake(TIME_AND_DICE, "core.token", "Object a() { return java.time.Clock.systemUTC(); }"),
                new Mistake(TIME_AND_DICE, "core.token", "Object a() { return java.time.InstantSource.system(); }"),
                new Mistake(TIME_AND_DICE, "core.token", "long a() { return System.currentTimeMillis(); }"),
                new Mistake(TIME_AND_DICE, "core.token", "long a() { return System.nanoTime(); }"),
                new Mistake(TIME_AND_DICE, "core.token", "Object a() { return System.getenv(\"A\"); }"),
                new Mistake(TIME_AND_DICE, "core.token", "Object a() { return System.getProperty(\"a\"); }"),
                new Mistake(TIME_AND_DICE, "core.token", "Object a() { return java.util.UUID.randomUUID(); }"),
                new Mistake(TIME_AND_DICE, "core.token", "double a() { return Math.random(); }"),
                new Mistake(NO_IO, "core.token", "Object a() { return new java.security.SecureRandom(); }"),
                new Mistake(NO_IO, "core.token", "Object a() { return new java.util.Random(); }"),
                new Mistake(NO_IO, "core.token", "void a(java.net.URI to) {}"),
                new Mistake(NO_IO, "core.token", "void a(java.nio.file.Path file) {}"),
                new Mistake(NO_IO, "core.token", "void a(java.io.File file) {}"),
                new Mistake(NO_IO, "core.token", "void a(java.sql.Connection store) {}"),
                new Mistake(NO_IO, "core.token", "void a(java.util.concurrent.ExecutorService workers) {}"),
                new Mistake(NO_IO, "core.token", "void a() { Thread.onSpinWait(); }"),
                new Mistake("the_core_needs_no_library", "core.token", "org.slf4j.Logger log;"),
                new Mistake("packages_know_only_whom_they_may", "core.tenant", "io.countersign.core.token.Lifespan a;"),
                new Mistake("packages_know_only_whom_they_may", "core.tenant", "io.countersign.Main a;"),
                new Mistake("each_class_has_its_place", "util", ""),
                new Mistake("each_class_has_its_place", "core", ""),
                new Mistake("each_class_has_its_place", "core.model", ""));
    }

    @Test
    void each_rule_is_shown_a_mistake() {
        assertThat(mistakes().map(Mistake::rule).distinct())
                .containsExactlyInAnyOrderElementsOf(LayerRules.ALL.keySet());
    }

    @Test
    void a_core_class_that_is_handed_everything_breaks_no_rule() {
        var code = "java.time.Instant later(java.time.Instant now, byte[][] data) throws java.io.IOException"
                + " { return now.plusSeconds(new java.io.ByteArrayInputStream(data[0]).read()); }"
                + " io.countersign.core.tenant.TenantId tenant;";

        for (var rule : LayerRules.ALL.keySet()) {
            assertThat(broken(rule, "core.token", code)).as(rule).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "core.token, core.trust, true",
        "core.token, core.user, false",
        "core.tenant, core.token, false",
        "core.trust, core.trust.inner, true",
        "core.token, edge.http, false",
        "edge.http, core.token, true",
        "edge.http, edge.telemetry, true",
        "edge.telemetry, edge.http, false",
        "edge.http, edge.tls, false",
        "edge.http.api, edge.http, true",
        "edge.http, edge.http.api, true",
        "edge.http.api, edge.store.sqlite, false",
        "edge.cli, '', false",
        "core.token, '', false",
        "'', edge.http, true",
        "'', core.token, true",
    })
    void the_arrows_run_this_way(String from, String to, boolean allowed) {
        assertThat(Layers.objection(packageOf(from), packageOf(to)).isEmpty()).isEqualTo(allowed);
    }

    private List<String> broken(String rule, String place, String code) {
        var name = packageOf(place);
        var file = folder.resolve("Example.java");
        try {
            Files.writeString(file, "package " + name + "; class Example { " + code + " }");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var classes = folder.resolve("classes");
        int outcome = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-nowarn", "-d", classes.toString(), file.toString());
        assertThat(outcome).as("the example compiles").isZero();

        var example = new ClassFileImporter().importPath(classes);
        return Objects.requireNonNull(LayerRules.ALL.get(rule))
                .evaluate(example)
                .getFailureReport()
                .getDetails();
    }

    private static String packageOf(String place) {
        return place.isEmpty() ? Layers.ROOT : Layers.ROOT + "." + place;
    }

    /// One line of code that breaks one rule.
    record Mistake(String rule, String place, String code) {
        @Override
        public String toString() {
            return rule + ": " + place + " " + code;
        }
    }
}
