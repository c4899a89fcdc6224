package io.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Pods against what a namespace at level {@code restricted} admits.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod security standards</a>
 */
final class PodSecurityCheck {
    private static final List<String> VOLUMES = List.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    private final List<String> problems = new ArrayList<>();
    private final String name;

    private PodSecurityCheck(String name) {
        this.name = name;
    }

    /** @param resource with one pod template that holds for all its pods, and maybe more that add to it */
    static List<String> problems(JsonNode resource) {
        PodSecurityCheck check = new PodSecurityCheck(Manifests.name(resource));
        JsonNode spec = resource.path("spec");
        boolean isFlink = resource.path("kind").asText().equals("FlinkDeployment");
        check.pod((isFlink ? spec.path("podTemplate") : spec.path("template")).path("spec"));
        for (String role : List.of("jobManager", "taskManager")) {
            JsonNode more = spec.path(role).path("podTemplate").path("spec");
            check.volumes(more);
            more.path("containers").forEach(container -> check.loosened(container.path("securityContext")));
        }
        return check.problems;
    }

    private void pod(JsonNode pod) {
        JsonNode context = pod.path("securityContext");
        expect(context.path("runAsNonRoot").asBoolean(), "runAsNonRoot is not true");
        expect(context.path("runAsUser").asInt() > 0, "runAsUser is not set, or root");
        expect(
                context.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                "seccompProfile is not RuntimeDefault");
        for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
            expect(!pod.path(field).asBoolean(), field + " is set");
        }
        volumes(pod);
        expect(!pod.path("containers").isEmpty(), "no container");
        pod.path("containers").forEach(this::container);
        pod.path("initContainers").forEach(this::container);
    }

    private void volumes(JsonNode pod) {
        pod.path("volumes")
                .forEach(volume -> volume.fieldNames().forEachRemaining(field -> {
                    if (!field.equals("name")) {
                        expect(VOLUMES.contains(field), "a volume of type " + field);
                    }
                }));
    }

    private void container(JsonNode container) {
        JsonNode context = container.path("securityContext");
        expect(
                context.has("allowPrivilegeEscalation")
                        && !context.path("allowPrivilegeEscalation").asBoolean(),
                "allowPrivilegeEscalation is not false");
        expect(context.at("/capabilities/drop").toString().contains("\"ALL\""), "not all capabilities are dropped");
        container.path("ports").forEach(port -> expect(!port.has("hostPort"), "a port of the host"));
        loosened(context);
    }

    private void loosened(JsonNode context) {
        expect(!context.path("privileged").asBoolean(), "privileged");
        expect(!context.at("/capabilities").has("add"), "capabilities are added");
        expect(context.path("runAsUser").asInt(1) > 0, "runs as root");
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(name + ": not admitted by pod-security restricted: " + otherwise);
        }
    }
}
