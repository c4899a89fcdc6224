package io.tributary.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.jspecify.annotations.Nullable;

/** The shipped Flink configuration, for a cluster inside this process. */
public final class LocalConf {
    private static final String FILE = "config.yaml";

    private static final String REPORTERS = "metrics.reporter";

    private LocalConf() {}

    /**
     * The configuration of {@code config.yaml} with everything that Flink writes put under one directory, and nobody who
     * reports metrics to the outside.
     *
     * @param work for checkpoints, savepoints and temporary files; created if absent
     * @throws IOException if there is no such file; the message says where it was looked for
     */
    public static Configuration load(Path work) throws IOException {
        Configuration conf = GlobalConfiguration.loadConfiguration(directory().toString());
        // Whoever runs a job in a process reads its metrics there; a port would be open to the network.
        List.copyOf(conf.keySet()).stream()
                .filter(key -> key.startsWith(REPORTERS))
                .forEach(key -> conf.removeKey(key));
        Path temporary = Files.createDirectories(work.resolve("tmp"));
        conf.set(CoreOptions.TMP_DIRS, temporary.toString());
        // No URI: Flink takes these as they are, so that what is %20 in one would be in the directory's name.
        String there = "file://" + work.toAbsolutePath();
        conf.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, there + "/checkpoints");
        conf.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, there + "/savepoints");
        return conf;
    }

    /** Where the shipped configuration lies. */
    private static Path directory() throws IOException {
        Path directory = directory(System.getenv("FLINK_CONF_DIR"), System.getenv("TRIBUTARY_HOME"));
        if (!Files.isReadable(directory.resolve(FILE))) {
            throw new IOException("no " + directory.resolve(FILE)
                    + "; set TRIBUTARY_HOME to Tributary's directory, or FLINK_CONF_DIR to that of a " + FILE);
        }
        return directory;
    }

    static Path directory(@Nullable String flinkConfDir, @Nullable String tributaryHome) {
        if (flinkConfDir != null) {
            return Path.of(flinkConfDir);
        }
        return Path.of(tributaryHome == null ? "" : tributaryHome).resolve("flink-conf");
    }
}
