package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.job.JobOptions;
import io.tributary.rules.RulesParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of every overlay, rendered as {@code kubectl apply -k} would. */
class ManifestsTest {
    static final List<String> OVERLAYS = Manifests.NAMES_OF_OVERLAYS;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void the_definitions_of_the_operator_know_every_field(String overlay) {
        assertThat(CrdCheck.problems(Manifests.of(overlay).deployment())).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void the_types_of_all_others_know_every_field(String overlay) {
        List<String> problems = new ArrayList<>();
        for (JsonNode object : Manifests.of(overlay).objects()) {
            if (!object.path("apiVersion").asText().startsWith("flink.apache.org/")) {
                problems.addAll(TypedCheck.problems(object));
            }
        }
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void the_operator_takes_the_deployment_and_loses_no_state(String overlay) {
        assertThat(OperatorRules.problems(Manifests.of(overlay).deployment())).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void a_restricted_namespace_admits_the_pods(String overlay) {
        assertThat(PodSecurityCheck.problems(Manifests.of(overlay).deployment()))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void settings_are_those_of_the_shipped_configuration(String overlay) {
        assertThat(ConfigurationAgrees.problems(
                        Manifests.of(overlay).deployment(), GlobalConfiguration.loadConfiguration("flink-conf")))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void names_ports_labels_mounts_and_rights_agree(String overlay) {
        assertThat(Agreement.problems(Manifests.of(overlay))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void the_jobs_main_takes_its_arguments(String overlay) {
        List<String> args = new ArrayList<>();
        Manifests.of(overlay).deployment().at("/spec/job/args").forEach(arg -> args.add(arg.asText()));
        assertThatCode(() -> new picocli.CommandLine(new JobOptions()).parseArgs(args.toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void the_rules_are_rules(String overlay) {
        JsonNode map = Manifests.of(overlay).ofKind("ConfigMap").stream()
                .filter(one -> one.path("data").has("rules.yaml"))
                .findFirst()
                .orElseThrow();
        assertThatCode(() -> RulesParser.parse(
                        "rules.yaml", map.at("/data/rules.yaml").asText()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void no_overlay_loses_a_mount_or_a_variable(String overlay) throws IOException {
        JsonNode base = Manifests.read(Path.of("k8s/base/flinkdeployment.yaml")).deployment();
        JsonNode rendered = Manifests.of(overlay).deployment();
        for (String container : List.of("/spec/podTemplate/spec", "/spec/taskManager/podTemplate/spec")) {
            for (String list : List.of("/volumes", "/containers/0/volumeMounts", "/containers/0/ports")) {
                assertThat(names(rendered.at(container + list)))
                        .as(container + list)
                        .containsAll(names(base.at(container + list)));
            }
        }
        assertThat(rendered.at("/spec/flinkConfiguration").properties().stream().map(java.util.Map.Entry::getKey))
                .containsAll(base.at("/spec/flinkConfiguration").properties().stream()
                        .map(java.util.Map.Entry::getKey)
                        .toList());
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(element -> names.add(element.path("name").asText()));
        return names;
    }

    @Test
    void the_same_logging_is_configured_as_in_the_image() throws IOException {
        String deployed = Manifests.read(Path.of("k8s/base/flinkdeployment.yaml"))
                .deployment()
                .at("/spec/logConfiguration")
                .path("log4j-console.properties")
                .asText();
        assertThat(deployed).isEqualTo(Files.readString(Path.of("flink-conf/log4j-console.properties")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k8s/jobs/backup.yaml", "k8s/jobs/validate.yaml"})
    void what_is_created_by_hand_is_as_strict(String file) throws IOException {
        for (JsonNode object : Manifests.read(Path.of(file)).objects()) {
            assertThat(
                            object.path("kind").asText().equals("Job")
                                    ? TypedCheck.problems(object)
                                    : CrdCheck.problems(object))
                    .isEmpty();
        }
    }

    @Test
    void the_validation_is_admitted_and_told_what_the_job_is_told() throws IOException {
        JsonNode validation =
                Manifests.read(Path.of("k8s/jobs/validate.yaml")).objects().get(0);
        assertThat(PodSecurityCheck.problems(validation)).isEmpty();
        JsonNode container = validation.at("/spec/template/spec/containers/0");
        List<String> args = new ArrayList<>();
        container.path("args").forEach(arg -> args.add(arg.asText()));
        List<String> ofJob = new ArrayList<>();
        JsonNode prod = Manifests.of("prod").deployment();
        prod.at("/spec/job/args").forEach(arg -> ofJob.add(arg.asText()));
        assertThat(args).containsAll(ofJob).contains("--validate");
        assertThat(container.path("image")).isEqualTo(prod.at("/spec/image"));
        assertThat(container.path("env")).isEqualTo(prod.at("/spec/podTemplate/spec/containers/0/env"));
        assertThat(container.at("/command/1").asText() + " " + prod.at("/spec/job/jarURI"))
                .contains("/opt/flink/bin/flink")
                .contains(args.get(2));
    }

    /** Only the name of the rules' ConfigMap changes, and what refers to it: the operator then upgrades the job. */
    @Test
    void an_edit_of_the_rules_changes_the_name_of_their_map_and_what_refers_to_it(@TempDir Path copy)
            throws IOException {
        copy(Path.of("k8s"), copy);
        Path rules = copy.resolve("overlays/prod/rules.yaml");
        Files.writeString(rules, Files.readString(rules) + "# an edit\n");
        List<String> before = Manifests.rendered("prod").lines().toList();
        List<String> after =
                Manifests.kustomize(copy.resolve("overlays/prod")).lines().toList();
        List<String> gone = new ArrayList<>(before);
        after.forEach(gone::remove);
        List<String> come = new ArrayList<>(after);
        before.forEach(come::remove);
        assertThat(gone).hasSize(2).allMatch(line -> line.matches(" +name: tributary-rules-[a-z0-9]+"));
        assertThat(come).hasSize(3);
        assertThat(come.stream().filter(line -> line.matches(" +name: tributary-rules-[a-z0-9]+")))
                .hasSize(2);
        assertThat(come).anyMatch(line -> line.contains("# an edit"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    /** What stands for a secret is resolved by each client when it is made, from files, and so is never told to Flink. */
    @ParameterizedTest
    @ValueSource(strings = {"kafka-mtls", "kafka-scram"})
    void kafkas_clients_read_secrets_from_the_mounted_files(String component, @TempDir Path directory)
            throws IOException {
        Properties settings = new Properties();
        String text = Files.readString(Path.of("k8s/components", component, "client.properties"));
        settings.load(new java.io.StringReader(text.replace("/opt/tributary", directory.toString())));
        for (String file : List.of(
                "kafka-user/user.crt", "kafka-user/user.key", "kafka-user/sasl.jaas.config", "kafka-ca/ca.crt")) {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.writeString(directory.resolve(file), "content of " + file);
        }
        settings.put("bootstrap.servers", "127.0.0.1:9093");
        var config = new org.apache.kafka.clients.admin.AdminClientConfig(settings);
        String secret = component.equals("kafka-mtls") ? "ssl.keystore.key" : "sasl.jaas.config";
        assertThat(text).contains(secret + "=${dir:");
        assertThat(String.valueOf(config.originals().get(secret))).startsWith("content of kafka-user/");
        assertThat(String.valueOf(config.originals().get("ssl.truststore.certificates")))
                .isEqualTo("content of kafka-ca/ca.crt");
    }
}
