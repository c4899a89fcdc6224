package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether others come to the same as Tributary; what it costs them depends on the machine, and nothing is said of it. */
class PeersIT {
    @TempDir
    private Path directory;

    @Test
    void peers_come_to_the_same_persons() throws IOException {
        assumeTrue(PeerRuns.isBuilt(), "NOT RUN, " + PeerRuns.NOT_BUILT);
        BenchSettings settings = new BenchSettings(
                EnumSet.of(Suite.PEERS),
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                20_000,
                1000,
                List.of(500),
                List.of(1000),
                List.of(2000),
                new PeerSettings(5000, null));
        List<String> said = new ArrayList<>();

        List<String> problems = new Bench(settings, directory, "io.tributary.cli.Tributary", said::add).run();

        assertThat(problems).isEmpty();
        JsonNode found = new ObjectMapper()
                .readTree(Files.readAllBytes(directory.resolve("report.json")))
                .at("/findings/peers");
        assertThat(found.at("/own/persons").asInt()).isPositive();
        assertThat(found.at("/runs")).hasSize(Peer.values().length).allSatisfy(run -> {
            assertThat(run.at("/cost/events").asLong()).isPositive();
            assertThat(run.at("/cost/clientMicros").asDouble()).isPositive();
            assertThat(run.at("/sizes/persons").asInt()).isPositive();
        });
        assertThat(found.at("/runs/1/version").asText()).startsWith("PostgreSQL");
        assertThat(found.at("/runs/1/cost/serverMicros").asDouble()).isPositive();
        assertThat(directory.resolve("REPORT.md")).content().contains("What an event costs others", "| equal |");
        assertThat(directory.resolve("peers.svg")).content().contains("postgres-batch");
    }
}
