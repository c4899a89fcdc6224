package io.tributary.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Reads the settings that {@link KafkaConfig} refers to, for each Kafka client where and when it is made: Kafka makes one
 * of these itself, by the name of its class.
 *
 * <p>Kafka's own provider for files would leave out what it does not find, so that a client would take the reference for
 * the password; and it would not see that the file may refer to secrets that lie elsewhere, with providers that it names
 * itself.
 */
public final class MountedSettings implements ConfigProvider {
    /** How settings name it. */
    static final String ALIAS = "tributary";

    /** Kafka makes it. */
    public MountedSettings() {}

    @Override
    public void configure(Map<String, ?> none) {}

    @Override
    public ConfigData get(String path) {
        return new ConfigData(resolved(path));
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> all = resolved(path);
        Map<String, String> wanted = new HashMap<>();
        for (String key : keys) {
            String value = all.get(key);
            if (value == null) {
                throw new ConfigException(path + ": no longer has " + key
                        + ", which it had as the job was started; put it back, or start the job anew without it");
            }
            wanted.put(key, value);
        }
        return new ConfigData(wanted);
    }

    private static Map<String, String> resolved(String path) {
        Properties settings;
        try {
            settings = read(Path.of(path));
        } catch (IOException e) {
            // Not as a cause: clients show the innermost message.
            throw new ConfigException(e.getMessage() + "; the file of --kafka-config has to be readable at this path"
                    + " wherever the job runs, on every JobManager and TaskManager");
        }
        Map<String, String> resolved = new HashMap<>();
        new AbstractConfig(new ConfigDef(), settings, false)
                .originals()
                .forEach((key, value) -> resolved.put(key, value.toString()));
        return resolved;
    }

    /** @throws IOException if there is no such file of Java properties; the message names it but quotes nothing of it */
    static Properties read(Path file) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
            return settings;
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": cannot be read as Java properties in UTF-8 ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public void close() {}
}
