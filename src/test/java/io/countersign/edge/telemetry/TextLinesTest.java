package io.countersign.edge.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;

class TextLinesTest {
    private static final Instant NOW = Instant.parse("2026-11-28T20:39:22.117Z");

    private final LoggerContext context = new LoggerContext();
    private final EncoderBase<ILoggingEvent> lines = new TextLines();
    private final PatternLayoutEncoder pattern = new PatternLayoutEncoder();

    @BeforeEach
    void start() {
        lines.start();
        pattern.setContext(context);
        pattern.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{24}: %msg %kvp%n");
        pattern.setCharset(UTF_8);
        pattern.start();
    }

    private LoggingEvent event(String logger, Level level, String message, @Nullable Throwable thrown) {
        var event = new LoggingEvent("here", context.getLogger(logger), level, message, thrown, new Object[0]);
        event.setInstant(NOW);
        return event;
    }

    private String line(ILoggingEvent event) {
        return new String(lines.encode(event), UTF_8);
    }

    private String patternLine(ILoggingEvent event) {
        return new String(pattern.encode(event), UTF_8);
    }

    @Test
    void it_has_time_level_logger_message_and_fields() {
        LoggingEvent event = event("request", Level.INFO, "request", null);
        event.addKeyValuePair(new KeyValuePair("status", 200));
        event.addKeyValuePair(new KeyValuePair("device", "grün"));

        assertThat(line(event))
                .endsWith(" INFO  request: request status=\"200\" device=\"grün\"\n")
                .isEqualTo(patternLine(event));
    }

    @ParameterizedTest
    @CsvSource({
        "request, INFO",
        "io.countersign.edge.http.Exchange, ERROR",
        "io.countersign.A, DEBUG",
        "a.logger.whose.name.is.longer.than.its.room, WARN",
    })
    void without_fields_it_ends_after_the_message(String logger, String level) {
        LoggingEvent event = event(logger, Level.valueOf(level), "said", null);

        assertThat(line(event))
                .endsWith(": said\n")
                .isEqualTo(patternLine(event).replace(" \n", "\n"));
    }

    @Test
    void what_was_thrown_follows_with_its_causes() {
        var thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        LoggingEvent event = event("request", Level.ERROR, "failed", thrown);

        assertThat(line(event))
                .contains(": failed\njava.lang.IllegalStateException: outer\n\tat ")
                .contains("Caused by: java.lang.IllegalArgumentException: inner\n")
                .isEqualTo(patternLine(event).replace(" \n", "\n"));
    }
}
