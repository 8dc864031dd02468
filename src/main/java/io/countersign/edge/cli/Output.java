package io.countersign.edge.cli;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// What a command has to show: a table or sentence for people, JSON for machines.
final class Output {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final PrintWriter out;
    private final boolean asJson;

    Output(PrintWriter out, boolean asJson) {
        this.out = out;
        this.asJson = asJson;
    }

    /// A column of a table.
    ///
    /// @param field the field of each object whose value it shows
    record Column(String title, String field) {}

    /// A list of objects.
    void list(List<JsonNode> objects, Column... columns) {
        if (asJson) {
            json(JSON.valueToTree(objects));
            return;
        }
        var table = new Table(List.of(columns).stream().map(Column::title).toArray(String[]::new));
        for (JsonNode object : objects) {
            table.add(List.of(columns).stream()
                    .map(column -> object.path(column.field()).asString("-"))
                    .toArray(String[]::new));
        }
        table.print(out);
        out.flush();
    }

    /// One object, which a sentence tells of.
    void done(JsonNode object, String sentence) {
        if (asJson) {
            json(object);
        } else {
            line(sentence);
        }
    }

    /// A line for people, nothing for machines.
    void note(String line) {
        if (!asJson) {
            line(line);
        }
    }

    private void line(String line) {
        out.println(Table.printable(line));
        out.flush();
    }

    private void json(JsonNode node) {
        out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
        out.flush();
    }
}
