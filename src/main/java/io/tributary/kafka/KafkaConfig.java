package io.tributary.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How to reach the brokers: their addresses, and settings for every client of the job, such as those of SASL and TLS.
 *
 * <p>These may be secrets, and a job's sources and sinks lie in its graph, in its checkpoints and in what listeners are
 * told of it. So only settings that cannot be secret are in here as they are: those that Kafka defines, but for
 * everything of SASL and TLS, and those of Flink's connector. Every other one is a reference to its place in the file,
 * {@code ${tributary:/path:key}}, which each Kafka client follows for itself ({@link MountedSettings}) when it is made.
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

    private static final List<ConfigDef> KAFKAS =
            List.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());

    /** What Flink's connector reads itself: it follows no reference. */
    private static final Set<String> CONNECTORS = Set.of(
            KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
            KafkaSourceOptions.REGISTER_KAFKA_CONSUMER_METRICS.key(),
            KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(),
            "flink.disable-metrics",
            "register.producer.metrics");

    /** What a setting can be called; a line that has lost its beginning is something else, and may be a secret. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private static final String REFERENCE = "${";

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
        String path = file.toAbsolutePath().normalize().toString();
        if (path.contains(":") || path.contains("}")) {
            throw new IOException(path + ": the path of the file of --kafka-config must not contain : or }");
        }
        Properties found = MountedSettings.read(file);
        Properties settings = new Properties();
        boolean refers = false;
        for (String key : new TreeSet<>(found.stringPropertyNames())) {
            check(file, key);
            if (isOfProviders(key)) {
                continue; // the file's own providers are asked where the file is read
            }
            boolean open = isOpen(key, found.getProperty(key));
            refers |= !open;
            settings.setProperty(
                    key,
                    open ? found.getProperty(key) : REFERENCE + MountedSettings.ALIAS + ":" + path + ":" + key + "}");
        }
        if (refers) {
            settings.setProperty(AbstractConfig.CONFIG_PROVIDERS_CONFIG, MountedSettings.ALIAS);
            settings.setProperty(
                    AbstractConfig.CONFIG_PROVIDERS_CONFIG + "." + MountedSettings.ALIAS + ".class",
                    MountedSettings.class.getName());
        }
        return new KafkaConfig(brokers, settings);
    }

    private static boolean isOfProviders(String key) {
        return key.equals(AbstractConfig.CONFIG_PROVIDERS_CONFIG)
                || key.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG + ".");
    }

    private static void check(Path file, String key) throws IOException {
        if (!NAME.matcher(key).matches()) {
            throw new IOException(file + ": one of its lines begins with what is no name of a setting (letters, digits,"
                    + " . _ -); a value that goes on in the next line needs a \\ at the end of its line");
        }
        String option = RESERVED.get(key);
        if (option != null) {
            throw new IOException(file + ": " + key + " is set with the option " + option + ", remove it here");
        }
    }

    /** Whether a setting is no secret, whatever its value. */
    private static boolean isOpen(String key, String value) {
        if (CONNECTORS.contains(key)) {
            return true;
        }
        return !key.startsWith("sasl.")
                && !key.startsWith("ssl.")
                && !value.contains(REFERENCE)
                && KAFKAS.stream()
                        .map(kafka -> kafka.configKeys().get(key))
                        .anyMatch(known -> known != null && known.type != ConfigDef.Type.PASSWORD);
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
                + Arrays.toString(settings.stringPropertyNames().stream()
                        .filter(key -> !isOfProviders(key))
                        .sorted()
                        .toArray());
    }
}
