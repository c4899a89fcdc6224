package io.tributary.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What is written down about a cluster, so that the next command finds it.
 *
 * @param restPort where the JobManager answers
 * @param zooKeeperPort 0 without high availability
 * @param brokerPort 0 without a broker
 * @param members in the order in which they are started
 */
record ClusterFile(int restPort, int zooKeeperPort, int brokerPort, List<Member> members) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "cluster.json";

    static Optional<ClusterFile> read(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), ClusterFile.class));
        } catch (JsonProcessingException e) {
            throw new ClusterException(file + ": is not what 'cluster up' wrote; end its processes by hand", e);
        } catch (IOException e) {
            throw new ClusterException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    void write(Path directory) {
        try {
            Path next = Files.write(
                    directory.resolve(NAME + ".next"),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(next, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ClusterException(directory.resolve(NAME) + ": cannot be written: " + e.getMessage(), e);
        }
    }

    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
    }

    ClusterFile with(Member changed) {
        List<Member> all = members.stream()
                .map(member -> member.name().equals(changed.name()) ? changed : member)
                .toList();
        return new ClusterFile(restPort, zooKeeperPort, brokerPort, all);
    }
}
