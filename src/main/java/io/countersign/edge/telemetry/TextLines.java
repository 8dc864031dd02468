package io.countersign.edge.telemetry;

import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/// The log for people, a line for each event:
///
/// ```
/// 2026-11-28T20:39:22.117Z INFO  request: request status="200" micros="431" listener="device"
/// ```
///
/// It does what Logback's pattern layout would do, in about half of the time: each request writes a line, and on an
/// open connection the layout took 7 % of what an answer costs.
public final class TextLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    private static final int LEVEL_LETTERS = 5;
    private static final int LOGGER_LETTERS = 24;
    private static final int USUAL_LETTERS = 512;

    private final CachingDateFormatter times = new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    private final TargetLengthBasedClassNameAbbreviator abbreviator =
            new TargetLengthBasedClassNameAbbreviator(LOGGER_LETTERS);

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new StringBuilder(USUAL_LETTERS);
        String level = event.getLevel().toString();
        line.append(times.format(event.getTimeStamp())).append(' ').append(level);
        line.repeat(' ', LEVEL_LETTERS - level.length() + 1);
        line.append(shortened(event.getLoggerName())).append(": ").append(event.getFormattedMessage());
        List<KeyValuePair> fields = event.getKeyValuePairs();
        if (fields != null) {
            for (KeyValuePair field : fields) {
                line.append(' ')
                        .append(field.key)
                        .append("=\"")
                        .append(field.value)
                        .append('"');
            }
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String shortened(String logger) {
        return logger.length() <= LOGGER_LETTERS ? logger : abbreviator.abbreviate(logger);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
