package io.tributary.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Tributary's directory, and in it what a cluster is started from. */
record Home(Path directory) {
    /** Flink's own distribution has these too; here the job's jar needs them, so they lie with what it bundles. */
    private static final String DISTRIBUTED = "{slf4j-api,snakeyaml-engine,commons-lang3,snappy-java,lz4-java}-*.jar";

    private static final String BUILD = "; build it: mvn package -Dmaven.test.skip=true";

    static Home find() {
        return new Home(Path.of(Objects.requireNonNullElse(System.getenv("TRIBUTARY_HOME"), ""))
                .toAbsolutePath());
    }

    /** The class path of a Flink cluster. */
    String flink() {
        List<Path> path = jars("target/flink", "*.jar");
        path.addAll(jars("target/lib", DISTRIBUTED));
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The job, as it is given to a cluster. */
    Path jobJar() {
        return jars("target", "tributary-*-job.jar").get(0);
    }

    /** Where the shipped configuration lies. */
    Path conf() {
        Path conf = directory.resolve("flink-conf");
        if (!Files.isReadable(conf.resolve("config.yaml"))) {
            throw new ClusterException(
                    "no " + conf.resolve("config.yaml") + "; set TRIBUTARY_HOME to Tributary's directory");
        }
        return conf;
    }

    private List<Path> jars(String in, String glob) {
        Path parent = directory.resolve(in);
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(parent, glob)) {
            matching.forEach(jars::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw new ClusterException("no " + parent + BUILD, e);
        }
        if (jars.isEmpty()) {
            throw new ClusterException("no " + parent.resolve(glob) + BUILD);
        }
        return jars;
    }
}
