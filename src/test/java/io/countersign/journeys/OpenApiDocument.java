package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// `docs/api/openapi.yaml`, read strictly: where it names the fields of an object, there are no others.
final class OpenApiDocument {
    private static final Path FILE = Path.of("docs", "api", "openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "delete");

    private final JsonNode root;
    private final SchemaRegistry schemas;

    private OpenApiDocument(JsonNode root) {
        this.root = root;
        this.schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    }

    static OpenApiDocument read() {
        JsonNode root = new YAMLMapper().readTree(FILE.toFile());
        close(root.path("components").path("schemas"));
        return new OpenApiDocument(root);
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(OpenApiDocument::close);
    }

    /// An operation by its method and path: `GET /tenant/tenants/{tenant}`.
    Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        root.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        operations.put(method.toUpperCase(Locale.ROOT) + " " + path, operation);
                    }
                }));
        return operations;
    }

    /// The parameters in the path of an operation, as far as they are documented.
    List<String> pathParameters(String operation) {
        String path = operation.substring(operation.indexOf(' ') + 1);
        return root.path("paths")
                .path(path)
                .path("parameters")
                .valueStream()
                .map(this::resolve)
                .filter(parameter -> parameter.path("in").asString().equals("path"))
                .map(parameter -> parameter.path("name").asString())
                .toList();
    }

    /// A part of the document, behind its reference if it is one.
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asString().substring(1)) : node;
    }

    /// An operation; fails if it is not documented.
    JsonNode operation(String name) {
        return Optional.ofNullable(operations().get(name))
                .orElseThrow(() -> new AssertionError(name + " is not documented"));
    }

    /// The documented answer of an operation with a status; fails if there is none.
    JsonNode response(String operation, int status) {
        JsonNode response = resolve(operation(operation).path("responses").path(Integer.toString(status)));
        assertThat(response.isMissingNode())
                .as("%s is documented to answer %d", operation, status)
                .isFalse();
        return response;
    }

    /// Fails unless the value is as the schema says.
    void check(String what, JsonNode schema, JsonNode value) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", root.path("components"));
        assertThat(schemas.getSchema(whole).validate(value))
                .as("%s: %s", what, value)
                .isEmpty();
    }

    /// The schema of that name.
    JsonNode schema(String name) {
        return root.path("components").path("schemas").path(name);
    }

    /// All parts that other parts refer to.
    Set<String> references() {
        return new TreeSet<>(root.findValuesAsString("$ref"));
    }

    /// All parts that are there to be referred to.
    Set<String> components() {
        Set<String> components = new TreeSet<>();
        for (String kind : List.of("headers", "parameters", "responses", "schemas")) {
            root.path("components")
                    .path(kind)
                    .propertyNames()
                    .forEach(name -> components.add("#/components/" + kind + "/" + name));
        }
        return components;
    }
}
