package io.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Kubernetes objects as they were written or rendered. */
record Manifests(List<JsonNode> objects) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path OVERLAYS = Path.of("k8s/overlays");
    private static final Map<String, String> RENDERED = new HashMap<>();

    static final List<String> NAMES_OF_OVERLAYS = List.of("local", "staging", "prod");

    static Manifests parse(String yaml) {
        List<JsonNode> objects = new ArrayList<>();
        for (Object document :
                new Load(LoadSettings.builder().setMaxAliasesForCollections(100).build()).loadAllFromString(yaml)) {
            if (document != null) {
                objects.add(JSON.valueToTree(document));
            }
        }
        return new Manifests(objects);
    }

    static Manifests read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /** What an overlay comes to, as YAML; rendered once. */
    static String rendered(String overlay) {
        return RENDERED.computeIfAbsent(overlay, name -> kustomize(OVERLAYS.resolve(name)));
    }

    static Manifests of(String overlay) {
        return parse(rendered(overlay));
    }

    static String kustomize(Path directory) {
        Tool.KUBECTL.require("that the manifests can be rendered, and all that is checked of them");
        Tool.Said said = Tool.KUBECTL.run("kustomize", directory.toString());
        if (said.exitCode() != 0) {
            throw new AssertionError(directory + " cannot be rendered: " + said.text());
        }
        return said.text();
    }

    List<JsonNode> ofKind(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    JsonNode deployment() {
        List<JsonNode> found = ofKind("FlinkDeployment");
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " FlinkDeployments");
        }
        return found.get(0);
    }

    /** As messages name it. */
    static String name(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return object.path("kind").asText() + " "
                + metadata.path("name").asText(metadata.path("generateName").asText());
    }
}
