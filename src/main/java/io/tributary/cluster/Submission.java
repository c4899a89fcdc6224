package io.tributary.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hands the job to a cluster as {@code flink run} does, in a process of its own: the job's main may end it, and its
 * classes are those of its jar alone.
 */
final class Submission {
    private static final Pattern SUBMITTED = Pattern.compile("Job has been submitted with JobID ([0-9a-f]{32})");

    private final List<String> java;
    private final Path jar;
    private final Path directory;

    /**
     * @param java the command line of a process of Flink, up to its main class
     * @param directory of the cluster
     */
    Submission(List<String> java, Path jar, Path directory) {
        this.java = java;
        this.jar = jar;
        this.directory = directory;
    }

    /**
     * Starts the job.
     *
     * @param savepoint what it goes on from, null to start anew
     * @param parallelism null for that of the configuration
     * @param arguments of the job's main
     * @return the job's ID; empty if its main was told only to look and found nothing wrong
     */
    String run(@Nullable String savepoint, @Nullable Integer parallelism, List<String> arguments) {
        List<String> line = new ArrayList<>(java);
        line.add("org.apache.flink.client.cli.CliFrontend");
        line.addAll(List.of("run", "-d"));
        if (savepoint != null) {
            line.addAll(List.of("-s", savepoint));
        }
        if (parallelism != null) {
            line.addAll(List.of("-p", parallelism.toString()));
        }
        line.add(jar.toString());
        line.addAll(arguments);
        Path log = directory.resolve("log/run.out");
        try {
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(Path.of("/dev/null").toFile());
            builder.environment()
                    .put("FLINK_CONF_DIR", directory.resolve("conf").toString());
            Process process = builder.start();
            int exit = process.waitFor();
            String said = Files.readString(log, StandardCharsets.UTF_8).strip();
            Matcher submitted = SUBMITTED.matcher(said);
            if (submitted.find()) {
                return submitted.group(1);
            }
            if (exit == 0) {
                return "";
            }
            throw new ClusterException(exit == 1 ? failure(said, log) : said);
        } catch (IOException e) {
            throw new ClusterException("the job cannot be handed to the cluster: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while the job was handed to the cluster", e);
        }
    }

    /** What Flink's client says at length. */
    private static String failure(String said, Path log) {
        return "the job has not been started: " + Causes.innermost(said) + System.lineSeparator()
                + "All that Flink says: " + log;
    }
}
