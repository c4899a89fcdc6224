package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;

/** A mistake of each kind, planted into the manifests of production, and the check that catches it. */
class PlantedMistakesTest {
    private static Manifests with(String right, String wrong) {
        String rendered = Manifests.rendered("prod");
        assertThat(rendered).as("what the mistake is planted into").contains(right);
        return Manifests.parse(rendered.replace(right, wrong));
    }

    private static void assertCaught(List<String> problems, String words) {
        assertThat(problems).anySatisfy(problem -> assertThat(problem).contains(words));
    }

    private static List<String> ofDeployment(String right, String wrong, Function<JsonNode, List<String>> check) {
        return check.apply(with(right, wrong).deployment());
    }

    private static List<String> ofKind(String kind, String right, String wrong) {
        return with(right, wrong).ofKind(kind).stream()
                .flatMap(object -> TypedCheck.problems(object).stream())
                .toList();
    }

    private static List<String> configuration(JsonNode deployment) {
        return ConfigurationAgrees.problems(deployment, GlobalConfiguration.loadConfiguration("flink-conf"));
    }

    @Test
    void an_unknown_field_of_the_deployment() {
        assertCaught(
                ofDeployment("    resource:\n      cpu: 2", "    resources:\n      cpu: 2", CrdCheck::problems),
                "spec.taskManager.resources: there is no such field");
        assertCaught(
                ofDeployment("volumeMounts:", "volumeMount:", CrdCheck::problems),
                "volumeMount: there is no such field");
    }

    @Test
    void a_wrong_word_of_an_enumeration() {
        assertCaught(
                ofDeployment("upgradeMode: savepoint", "upgradeMode: save-point", CrdCheck::problems), "is none of");
        assertCaught(ofDeployment("flinkVersion: v2_2", "flinkVersion: v2.2", CrdCheck::problems), "is none of");
    }

    @Test
    void a_value_of_another_type() {
        assertCaught(ofDeployment("parallelism: 4", "parallelism: four", CrdCheck::problems), "is not an integer");
    }

    @Test
    void an_unknown_field_of_other_kinds() {
        assertCaught(ofKind("NetworkPolicy", "policyTypes:", "policyType:"), "policyType: there is no such field");
        assertCaught(ofKind("KafkaTopic", "partitions: 16", "partition: 16"), "partition: there is no such field");
        assertCaught(ofKind("KafkaUser", "patternType: prefix", "pattern: prefix"), "pattern: there is no such field");
        assertCaught(ofKind("PodMonitor", "scrapeTimeout:", "timeout:"), "timeout: there is no such field");
        assertCaught(ofKind("PodDisruptionBudget", "maxUnavailable:", "maxUnavailables:"), "there is no such field");
        assertCaught(ofKind("Role", "verbs:", "verb:"), "verb: there is no such field");
    }

    @Test
    void a_lost_mount_or_a_lost_map() {
        assertCaught(
                Agreement.problems(with(
                        "        - mountPath: /opt/tributary/rules\n          name: rules\n          readOnly: true\n",
                        "")),
                "--rules=/opt/tributary/rules/rules.yaml: no such file is mounted");
        assertCaught(
                Agreement.problems(with(
                        "          - mountPath: /opt/flink/state\n            name: state\n",
                        "          - mountPath: /mnt\n            name: state\n")),
                "RocksDB's directory /opt/flink/state is no volume");
        assertCaught(
                Agreement.problems(with(
                        "      - configMap:\n          name: tributary-rules-",
                        "      - configMap:\n          name: old-rules-")),
                "ConfigMap old-rules-");
    }

    @Test
    void ports_labels_secrets_and_rights_that_do_not_agree() {
        assertCaught(
                Agreement.problems(
                        with("  - interval: 15s\n    port: metrics", "  - interval: 15s\n    port: prometheus")),
                "which no container has");
        assertCaught(
                Agreement.problems(with("      component: jobmanager", "      component: job-manager")),
                "no pod is labelled so");
        assertCaught(
                Agreement.problems(with("secretName: tributary-kafka-ca", "secretName: kafka-ca")), "secret kafka-ca");
        assertCaught(Agreement.problems(with("  - configmaps\n", "  - configmaps\n  - secrets\n")), "may read secrets");
        assertCaught(
                Agreement.problems(with("kafka-bootstrap.kafka:9093", "kafka-bootstrap.kafka:9095")),
                "nothing out to port 9095");
        assertCaught(Agreement.problems(with("--group-id=tributary", "--group-id=identity")), "ACL: group tributary");
        assertCaught(
                Agreement.problems(with("--transactional-id-prefix=tributary", "--transactional-id-prefix=identity")),
                "ACL: transactional id");
    }

    @Test
    void a_drifted_or_unknown_setting() {
        assertCaught(
                ofDeployment(
                        "checkpointing.interval: 1 s",
                        "checkpointing.interval: 10 s",
                        PlantedMistakesTest::configuration),
                "flink-conf/config.yaml says '1 s', the deployment '10 s'");
        assertCaught(
                ofDeployment("    pipeline.object-reuse: \"true\"\n", "", PlantedMistakesTest::configuration),
                "pipeline.object-reuse: flink-conf/config.yaml says 'true', the deployment nothing");
        assertCaught(
                ofDeployment("jobmanager.scheduler:", "jobmanager.schedulers:", PlantedMistakesTest::configuration),
                "jobmanager.schedulers: neither Flink nor the operator knows it");
    }

    @Test
    void what_would_cost_the_state() {
        assertCaught(
                ofDeployment("upgradeMode: savepoint", "upgradeMode: stateless", OperatorRules::problems),
                "upgradeMode");
        assertCaught(
                ofDeployment("allowNonRestoredState: false", "allowNonRestoredState: true", OperatorRules::problems),
                "allowNonRestoredState");
        assertCaught(
                ofDeployment("    high-availability.type: kubernetes\n", "", OperatorRules::problems),
                "needs high availability");
        assertCaught(
                ofDeployment("history.max.age: 14 d", "history.max.age: 12 h", OperatorRules::problems),
                "well above a day");
        assertCaught(
                ofDeployment(
                        "pipeline.max-parallelism: \"128\"", "pipeline.max-parallelism: 128", OperatorRules::problems),
                "must be quoted");
        assertCaught(
                ofDeployment(
                        "    metrics.reporters: prom\n",
                        "    metrics.reporters: prom\n    kubernetes.cluster-id: x\n",
                        OperatorRules::problems),
                "is the operator's to set");
    }

    @Test
    void pods_that_a_restricted_namespace_does_not_admit() {
        assertCaught(
                ofDeployment("runAsNonRoot: true", "runAsNonRoot: false", PodSecurityCheck::problems), "runAsNonRoot");
        assertCaught(
                ofDeployment(
                        "allowPrivilegeEscalation: false",
                        "allowPrivilegeEscalation: true",
                        PodSecurityCheck::problems),
                "allowPrivilegeEscalation");
        assertCaught(
                ofDeployment("            - ALL", "            - NET_RAW", PodSecurityCheck::problems), "capabilities");
        assertCaught(
                ofDeployment("type: RuntimeDefault", "type: Unconfined", PodSecurityCheck::problems), "seccompProfile");
        assertCaught(
                ofDeployment(
                        "      - emptyDir:\n          sizeLimit: 2Gi",
                        "      - hostPath:\n          path: /tmp",
                        PodSecurityCheck::problems),
                "hostPath");
    }
}
