package io.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the Flink operator refuses when it validates a deployment, and what it accepts though it would cost the state.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-stable/">Flink Kubernetes Operator</a>
 */
final class OperatorRules {
    private static final Set<String> FORBIDDEN =
            Set.of("kubernetes.namespace", "kubernetes.cluster-id", "high-availability.cluster-id");

    private static final int LONGEST_NAME = 45;

    private final List<String> problems = new ArrayList<>();
    private final JsonNode spec;
    private final JsonNode conf;
    private final String name;

    private OperatorRules(JsonNode deployment) {
        spec = deployment.path("spec");
        conf = spec.path("flinkConfiguration");
        name = deployment.at("/metadata/name").asText();
    }

    static List<String> problems(JsonNode deployment) {
        OperatorRules rules = new OperatorRules(deployment);
        rules.refused();
        rules.dear();
        return rules.problems;
    }

    private void refused() {
        expect(
                name.matches("[a-z]([-a-z0-9]*[a-z0-9])?") && name.length() <= LONGEST_NAME,
                "metadata.name: must be a DNS label of " + LONGEST_NAME + " characters at most");
        FORBIDDEN.forEach(key -> expect(!conf.has(key), key + ": is the operator's to set"));
        expect(spec.at("/job/parallelism").asInt() > 0, "job.parallelism: must be set and positive");
        expect(
                spec.at("/job/jarURI").asText().startsWith("local:///"),
                "job.jarURI: in application mode the jar is in the image, local:///");
        for (String role : List.of("jobManager", "taskManager")) {
            expect(
                    spec.path(role).at("/resource/memory").asText().matches("\\d+(\\.\\d+)?[mgMG]i?b?"),
                    role + ".resource.memory: must be set, such as 2g");
        }
        int replicas = spec.at("/jobManager/replicas").asInt(1);
        boolean highlyAvailable = conf.has("high-availability.type");
        expect(replicas == 1 || highlyAvailable, "jobManager.replicas: more than one needs high availability");
        expect(
                !spec.at("/job/upgradeMode").asText().equals("last-state") || highlyAvailable,
                "job.upgradeMode: last-state needs high availability");
        boolean rollback = is("kubernetes.operator.deployment.rollback.enabled", "true");
        expect(!rollback || highlyAvailable, "rollback needs high availability");
        expect(
                !highlyAvailable || conf.has("high-availability.storageDir"),
                "high-availability.storageDir: is missing");
        expect(
                !spec.at("/job/upgradeMode").asText().equals("savepoint")
                        || conf.has("execution.checkpointing.savepoint-dir"),
                "execution.checkpointing.savepoint-dir: upgradeMode savepoint needs it");
        expect(conf.has("execution.checkpointing.dir"), "execution.checkpointing.dir: is missing");
    }

    private void dear() {
        expect(
                spec.at("/job/upgradeMode").asText().equals("savepoint"),
                "job.upgradeMode: anything but savepoint has no way back");
        expect(
                !spec.at("/job/allowNonRestoredState").asBoolean(),
                "job.allowNonRestoredState: drops state without a word");
        expect(
                is("kubernetes.operator.job.upgrade.last-state-fallback.enabled", "false"),
                "last-state-fallback: must be off");
        expect(is("kubernetes.operator.job.savepoint-on-deletion", "true"), "savepoint-on-deletion: must be on");
        expect(is("kubernetes.operator.deployment.rollback.enabled", "true"), "rollback: must be on");
        expect(
                conf.path("kubernetes.operator.savepoint.history.max.age")
                        .asText()
                        .matches("[2-9] d|[1-9]\\d+ d"),
                "savepoint.history.max.age: must be well above a day");
        conf.properties()
                .forEach(entry -> expect(
                        entry.getValue().isTextual(), entry.getKey() + ": must be quoted, it is a text for Flink"));
        spec.at("/podTemplate/spec/containers")
                .forEach(container -> expect(
                        container.path("name").asText().equals("flink-main-container"),
                        "podTemplate: the container of Flink is called flink-main-container"));
    }

    private boolean is(String key, String value) {
        return conf.path(key).asText().equals(value);
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            problems.add("FlinkDeployment " + name + ": " + otherwise);
        }
    }
}
