package io.countersign.edge.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers lines of JSON, one line for one line, each before the next is read. Whatever stands in a line, it is
/// answered, and the next one is read.
final class JsonLines {
    /// The longest line that is looked at, in bytes; of a longer one nothing is kept.
    static final int LINE_BYTES_MAX = 8 << 20;

    private static final int DEPTH_MAX = 20;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxStringLength(LINE_BYTES_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final InputStream in;
    private final PrintWriter out;
    private final Function<JsonNode, Map<String, ?>> answer;

    private JsonLines(InputStream in, PrintWriter out, Function<JsonNode, Map<String, ?>> answer) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.answer = answer;
    }

    /// Answers all lines until the input ends. Blank ones are passed over.
    ///
    /// @param answer what to say to a JSON object
    /// @throws Failure if the input cannot be read
    static void answer(InputStream in, PrintWriter out, Function<JsonNode, Map<String, ?>> answer) {
        try {
            new JsonLines(in, out, answer).answerAll();
        } catch (IOException broken) {
            throw new Failure("Standard input cannot be read: " + broken.getMessage(), broken);
        }
    }

    private void answerAll() throws IOException {
        for (Optional<Line> line = next(); line.isPresent(); line = next()) {
            if (!line.get().isBlank()) {
                out.println(MAPPER.writeValueAsString(answerTo(line.get())));
                out.flush();
            }
        }
    }

    private Map<String, ?> answerTo(Line line) {
        if (line.isTooLong()) {
            return unreadable("A line has at most " + LINE_BYTES_MAX + " bytes.");
        }
        try {
            JsonNode json = MAPPER.readTree(line.kept());
            return json.isObject() ? answer.apply(json) : unreadable("The line is not a JSON object.");
        } catch (JacksonException noJson) {
            return unreadable("The line is no JSON: " + noJson.getOriginalMessage() + ".");
        } catch (RuntimeException fault) { // a fault of ours in one case is no reason to leave the others unanswered
            return rejected(
                    "internal",
                    "The case could not be judged: " + fault.getClass().getSimpleName() + ".");
        }
    }

    private static Map<String, ?> unreadable(String detail) {
        return rejected("unreadable", detail);
    }

    /// A "no" in the form that both commands answer in.
    static Map<String, Object> rejected(String reason, String detail) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("result", "reject");
        answer.put("reason", reason);
        answer.put("detail", detail);
        return answer;
    }

    private Optional<Line> next() throws IOException {
        var bytes = new ByteArrayOutputStream();
        boolean isTooLong = false;
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            isTooLong |= bytes.size() == LINE_BYTES_MAX;
            if (!isTooLong) {
                bytes.write(read);
            }
        }
        return Optional.of(new Line(bytes.toByteArray(), isTooLong));
    }

    /// One line.
    private static final class Line {
        private final byte[] kept;
        private final boolean isTooLong;

        /// @param kept what of it was kept
        Line(byte[] kept, boolean isTooLong) {
            this.kept = kept;
            this.isTooLong = isTooLong;
        }

        byte[] kept() {
            return kept;
        }

        boolean isTooLong() {
            return isTooLong;
        }

        boolean isBlank() {
            for (byte b : kept) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return !isTooLong;
        }
    }
}
