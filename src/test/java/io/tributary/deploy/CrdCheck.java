package io.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks a custom resource of the Flink operator along the schema of its definition, strictly: what the schema does not
 * name is a mistake, where the API server would only drop it.
 */
final class CrdCheck {
    private static final Map<String, JsonNode> SCHEMAS = new HashMap<>();

    private final List<String> problems = new ArrayList<>();
    private final String name;

    private CrdCheck(String name) {
        this.name = name;
    }

    static List<String> problems(JsonNode resource) {
        CrdCheck check = new CrdCheck(Manifests.name(resource));
        JsonNode schema = SCHEMAS.computeIfAbsent(resource.path("kind").asText(), CrdCheck::schema);
        check.walk(resource.path("spec"), schema.path("properties").path("spec"), "spec");
        return check.problems;
    }

    private static JsonNode schema(String kind) {
        String file = "META-INF/fabric8/" + kind.toLowerCase(java.util.Locale.ROOT) + "s.flink.apache.org-v1.yml";
        try (InputStream in = CrdCheck.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError("no definition of " + kind);
            }
            JsonNode definition = Manifests.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .objects()
                    .get(0);
            JsonNode schema = definition
                    .path("spec")
                    .path("versions")
                    .path(0)
                    .path("schema")
                    .path("openAPIV3Schema");
            JsonNode versions = schema.at("/properties/spec/properties/flinkVersion/enum");
            if (versions instanceof ArrayNode known) {
                known.add("v2_2"); // that of operators since 1.13; this definition is of an earlier one
            }
            return schema;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void walk(JsonNode value, JsonNode schema, String path) {
        if (schema.path("enum").isArray() && !contains(schema.path("enum"), value)) {
            problems.add(name + ": " + path + ": " + value + " is none of " + schema.path("enum"));
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> walkObject(value, schema, path);
            case "array" -> {
                expect(value.isArray(), value, "a list", path);
                for (int i = 0; i < value.size(); i++) {
                    walk(value.get(i), schema.path("items"), path + "[" + i + "]");
                }
            }
            case "string" -> expect(value.isTextual(), value, "a text", path);
            case "integer" -> expect(value.isIntegralNumber(), value, "an integer", path);
            case "number" -> expect(value.isNumber(), value, "a number", path);
            case "boolean" -> expect(value.isBoolean(), value, "true or false", path);
            default -> {}
        }
    }

    private void walkObject(JsonNode value, JsonNode schema, String path) {
        expect(value.isObject(), value, "an object", path);
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        value.properties().forEach(field -> {
            String its = path + "." + field.getKey();
            if (properties.has(field.getKey())) {
                walk(field.getValue(), properties.get(field.getKey()), its);
            } else if (others.isObject()) {
                walk(field.getValue(), others, its);
            } else if (!open && !others.asBoolean()) {
                problems.add(name + ": " + its + ": there is no such field");
            }
        });
        schema.path("required").forEach(required -> {
            if (!value.has(required.asText())) {
                problems.add(name + ": " + path + "." + required.asText() + ": is missing");
            }
        });
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode one : values) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private void expect(boolean holds, JsonNode value, String what, String path) {
        if (!holds) {
            problems.add(name + ": " + path + ": " + value + " is not " + what);
        }
    }
}
