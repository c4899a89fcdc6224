package io.tributary.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The other side of {@link LocalBrokerCommand}: formats the storage if it is new, then is the broker. The standard input
 * of one that is owned is open as long as its owner lives, so it never outlives an owner that was killed.
 */
final class LocalBrokerProcess {
    /** The second argument of one that ends with its owner. */
    static final String OWNED = "owned";

    private LocalBrokerProcess() {}

    public static void main(String[] args) throws Exception {
        Path config = Path.of(args[0]);
        if (args.length > 1 && args[1].equals(OWNED)) {
            Thread owner = new Thread(LocalBrokerProcess::endWithOwner, "owner");
            owner.setDaemon(true);
            owner.start();
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(config)) {
            properties.load(reader);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            format(properties);
        }
        kafka.Kafka.main(new String[] {config.toString()});
    }

    private static void endWithOwner() {
        try (InputStream owner = System.in) {
            owner.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the owner is gone: the same as the end of its stream
        }
        Runtime.getRuntime().halt(0);
    }

    /** Does what {@code kafka-storage.sh format} does, without the JVM of its own that this would take. */
    private static void format(Properties properties) throws Exception {
        String logDirectory = properties.getProperty("log.dirs");
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .addDirectory(logDirectory)
                .setMetadataLogDirectory(logDirectory)
                .run();
    }
}
