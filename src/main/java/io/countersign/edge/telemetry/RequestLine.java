package io.countersign.edge.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.slf4j.spi.LoggingEventBuilder;

/// The one log line of a request: filled along the way, written at its end. It holds no token, password or certificate.
public final class RequestLine {
    private static final Logger LOG = LoggerFactory.getLogger("request");
    private static final int VALUE_MAX = 300;
    private static final int SERVER_FAULT = 500;

    private final List<KeyValuePair> fields = new ArrayList<>();

    /// Adds a field, each once. Text from outside is cut and freed of control characters, so that no line can be
    /// forged.
    public RequestLine with(String field, String value) {
        fields.add(new KeyValuePair(field, plain(value)));
        return this;
    }

    /// Writes the line.
    public void write(int status, Duration took) {
        LoggingEventBuilder event = status >= SERVER_FAULT ? LOG.atError() : LOG.atInfo();
        event = event.addKeyValue("status", status).addKeyValue("micros", took.toNanos() / 1000);
        for (KeyValuePair field : fields) {
            event = event.addKeyValue(field.key, field.value);
        }
        event.log("request");
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f || c == '"') {
                return false;
            }
        }
        return true;
    }

    private static String plain(String value) {
        String cut = value.length() > VALUE_MAX ? value.substring(0, VALUE_MAX) + "…" : value;
        if (isClean(cut)) {
            return cut;
        }
        var text = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> {
            if (c == '"' || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                text.append('?');
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
