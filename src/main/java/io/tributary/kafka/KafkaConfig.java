package io.tributary.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How to reach the brokers: their addresses, and settings for every client of the job, such as those of SASL and TLS.
 * These may be secrets, so nothing prints them.
 */
public final class KafkaConfig {
    /** Settings that the job's own options make, with the option. */
    private static final Map<String, String> RESERVED = new TreeMap<>(Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            "--brokers",
            CommonClientConfigs.GROUP_ID_CONFIG,
            "--group-id",
            "transactional.id",
            "--transactional-id-prefix",
            "auto.offset.reset",
            "--from"));

    private final String brokers;
    private final Properties settings;

    private KafkaConfig(String brokers, Properties settings) {
        this.brokers = brokers;
        this.settings = settings;
    }

    /** @param brokers {@code host:port}, several separated by commas */
    public static KafkaConfig of(String brokers) {
        return new KafkaConfig(brokers, new Properties());
    }

    /**
     * @param brokers {@code host:port}, several separated by commas
     * @param file client settings as Java properties
     * @throws IOException if the file cannot be read or sets what an option of the job sets; the message says what to do
     */
    public static KafkaConfig load(String brokers, Path file) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // Not the cause's message: it may quote the file.
            throw new IOException(file + ": cannot be read as Java properties in UTF-8 ("
                    + e.getClass().getSimpleName() + ")");
        }
        for (String key : new TreeSet<>(settings.stringPropertyNames())) {
            String option = RESERVED.get(key);
            if (option != null) {
                throw new IOException(file + ": " + key + " is set with the option " + option + ", remove it here");
            }
        }
        return new KafkaConfig(brokers, settings);
    }

    public String brokers() {
        return brokers;
    }

    /** The settings of one client: these defaults, what the user set instead, the brokers. */
    Properties client(Map<String, String> defaults) {
        Properties client = new Properties();
        client.putAll(defaults);
        client.putAll(settings);
        client.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        return client;
    }

    /** The settings of a client for which the job has no defaults, an admin client for example. */
    public Properties client() {
        return client(Map.of());
    }

    /** The brokers and which settings there are, but not what they are. */
    @Override
    public String toString() {
        return brokers + " "
                + Arrays.toString(
                        settings.stringPropertyNames().stream().sorted().toArray());
    }
}
