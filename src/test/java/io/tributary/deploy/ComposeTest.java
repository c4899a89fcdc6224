package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All of it on a laptop. */
class ComposeTest {
    private static final Path FILE = Path.of("deploy/docker-compose.yaml");

    private static JsonNode services() throws IOException {
        return Manifests.read(FILE).objects().get(0).path("services");
    }

    @Test
    void there_is_a_broker_a_store_a_cluster_and_who_watches() throws IOException {
        assertThat(services().fieldNames())
                .toIterable()
                .contains("kafka", "minio", "jobmanager", "taskmanager-1", "taskmanager-2", "prometheus", "grafana");
    }

    @Test
    void every_file_that_is_mounted_is_there() throws IOException {
        List<String> files = new ArrayList<>();
        services()
                .forEach(service -> service.path("volumes")
                        .forEach(volume -> files.add(volume.asText().replaceFirst(":.*", ""))));
        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Path.of("deploy").resolve(file)).exists());
    }

    @Test
    void nothing_is_open_to_the_network() throws IOException {
        services()
                .forEach(service -> service.path("ports")
                        .forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
    }

    @Test
    void prometheus_asks_the_processes_of_flink() throws IOException {
        JsonNode targets = Manifests.read(Path.of("deploy/prometheus/prometheus.yml"))
                .objects()
                .get(0)
                .at("/scrape_configs/0/static_configs/0/targets");
        List<String> hosts = new ArrayList<>();
        targets.forEach(target -> hosts.add(target.asText().replace(":9249", "")));
        assertThat(hosts).containsExactly("jobmanager", "taskmanager-1", "taskmanager-2");
        assertThat(services().fieldNames()).toIterable().containsAll(hosts);
    }

    @Test
    void the_job_reads_the_topics_brokers_as_the_others_do() throws IOException {
        String brokers = services().at("/jobmanager/command").toString();
        assertThat(brokers).contains("--brokers=kafka:19092").contains("io.tributary.job.Main");
        assertThat(services().at("/topics/command").toString()).contains("kafka:19092");
        assertThat(Files.isExecutable(Path.of("deploy/create-topics.sh"))).isTrue();
    }
}
