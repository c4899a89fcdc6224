package io.tributary.cli;

import io.tributary.kafka.KafkaConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a command that was told {@code --brokers} and maybe {@code --kafka-config} reaches Kafka. */
final class KafkaSettings {
    private KafkaSettings() {}

    /** @throws CommandFailure if the file cannot be used; the message says why */
    static KafkaConfig of(String brokers, @Nullable Path file) {
        try {
            return file == null ? KafkaConfig.of(brokers) : KafkaConfig.load(brokers, file);
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }
}
