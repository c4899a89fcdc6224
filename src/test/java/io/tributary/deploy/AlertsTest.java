package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsTest {
    private static final Path ALERTS = Path.of("deploy/prometheus/alerts.yaml");
    private static final Path TESTS = Path.of("deploy/prometheus/alerts-test.yaml");

    private static JsonNode groups() throws IOException {
        return Manifests.read(ALERTS).objects().get(0).path("groups");
    }

    private static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        groups().forEach(group -> group.path("rules").forEach(alerts::add));
        return alerts;
    }

    @Test
    void those_of_the_cluster_are_those_of_the_laptop() throws IOException {
        JsonNode deployed = Manifests.read(Path.of("k8s/base/prometheusrule.yaml"))
                .objects()
                .get(0);
        assertThat(deployed.at("/spec/groups")).isEqualTo(groups());
    }

    @Test
    void prometheus_takes_them() {
        Tool.PROMTOOL.require("the alerts' syntax");
        Tool.Said said = Tool.PROMTOOL.run("check", "rules", ALERTS.toString());
        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    @Test
    void each_fires_when_it_should_and_none_on_a_healthy_run() {
        Tool.PROMTOOL.require("that each alert fires, and is quiet on a healthy run");
        Tool.Said said = Tool.PROMTOOL.run("test", "rules", TESTS.toString());
        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    @Test
    void each_has_a_test_and_an_entry_in_the_runbook() throws IOException {
        String tests = Files.readString(TESTS);
        String runbook = Files.readString(Path.of("deploy/README.md"));
        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(tests).contains("alertname: " + name + "\n").contains("alertname: " + name + ", exp_alerts: []");
            assertThat(runbook).contains("\n### " + name + "\n");
            assertThat(alert.at("/annotations/runbook").asText())
                    .isEqualTo("deploy/README.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
        });
    }

    @Test
    void a_broken_alert_is_caught(@TempDir Path directory) throws IOException {
        Tool.PROMTOOL.require("the alerts");
        String alerts = Files.readString(ALERTS);
        Path broken = directory.resolve("alerts.yaml");
        Files.copy(TESTS, directory.resolve("alerts-test.yaml"));
        Files.writeString(
                broken, alerts.replace("max(flink_jobmanager_numRunningJobs)", "max(flink_jobmanager_numRunningJobs"));
        assertThat(Tool.PROMTOOL.run("check", "rules", broken.toString()).exitCode())
                .isNotZero();
        Files.writeString(broken, alerts.replace("lagMillis) > 60000", "lagMillis) > 600000"));
        Tool.Said said = Tool.PROMTOOL.run(
                "test", "rules", directory.resolve("alerts-test.yaml").toString());
        assertThat(said.exitCode()).isNotZero();
        assertThat(said.text()).contains("TributaryBehind");
    }
}
