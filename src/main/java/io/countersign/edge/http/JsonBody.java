package io.countersign.edge.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The JSON object in a request's body, read field by field. Fields that nobody asks for are ignored, as clients send
/// back what they were given.
public final class JsonBody {
    private static final int SHOWN_MAX = 100;

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /// @throws Rejected with 400 if it is no JSON object
    public static JsonBody of(byte[] text) {
        try {
            JsonNode node = Json.read(text);
            if (node != null && node.isObject()) {
                return new JsonBody(node);
            }
        } catch (JacksonException noJson) {
            throw new Rejected(Problem.unreadable("The body is no readable JSON.")
                    .detail(noJson.getOriginalMessage() + ", line " + lineOf(noJson) + "."));
        }
        throw new Rejected(Problem.unreadable("The body is not a JSON object."));
    }

    private static long lineOf(JacksonException noJson) {
        return noJson.getLocation() == null ? 1 : noJson.getLocation().getLineNr();
    }

    /// A text that must be there.
    ///
    /// @throws Rejected with 422 if it is missing, null or of another type
    public String text(String field) {
        return optionalText(field)
                .orElseThrow(() -> new Rejected(Problem.invalid("general", "'" + field + "' is missing.")));
    }

    /// A text that may be missing or null.
    ///
    /// @throws Rejected with 422 if it is of another type
    public Optional<String> optionalText(String field) {
        return present(field).map(node -> {
            if (!node.isString()) {
                throw wrongType(field, "a text", node);
            }
            return node.stringValue();
        });
    }

    /// A truth value, which clients also send as text (contract.md 2.1), or missing.
    ///
    /// @throws Rejected with 422 if it is anything else
    public Optional<Boolean> optionalFlag(String field) {
        return present(field).map(node -> {
            String text = node.isString() ? node.stringValue() : node.toString();
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrongType(field, "true or false", node);
            };
        });
    }

    /// All fields, each a text.
    ///
    /// @throws Rejected with 422 if one is of another type
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        object.propertyNames().forEach(field -> texts.put(field, text(field)));
        return texts;
    }

    /// A list of objects that must be there.
    ///
    /// @throws Rejected with 422 if it is missing, no list, or something else is in it
    public List<JsonBody> objects(String field) {
        JsonNode list = present(field)
                .orElseThrow(() -> new Rejected(Problem.invalid("general", "'" + field + "' is missing.")));
        if (!list.isArray() || list.valueStream().anyMatch(node -> !node.isObject())) {
            throw wrongType(field, "a list of objects", list);
        }
        return list.valueStream().map(JsonBody::new).toList();
    }

    /// Whether the field is there, null or not.
    public boolean has(String field) {
        return object.has(field);
    }

    /// An object or list in it, for what the methods above do not read.
    public Optional<JsonNode> present(String field) {
        return Optional.ofNullable(object.get(field)).filter(node -> !node.isNull());
    }

    private static Rejected wrongType(String field, String wanted, JsonNode node) {
        String shown = node.toString();
        return new Rejected(Problem.invalid(
                "general",
                "'" + field + "' is " + wanted + ", not "
                        + (shown.length() > SHOWN_MAX ? shown.substring(0, SHOWN_MAX) + "…" : shown) + "."));
    }
}
