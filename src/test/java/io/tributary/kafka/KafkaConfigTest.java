package io.tributary.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tributary.model.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConfigTest {
    @TempDir
    Path temp;

    private Path file(String text) throws IOException {
        return Files.writeString(temp.resolve("client.properties"), text);
    }

    @Test
    void the_users_settings_win_over_the_jobs_defaults() throws IOException {
        KafkaConfig config = KafkaConfig.load("b:1", file("linger.ms=7\n"));
        assertThat(config.client(Map.of("linger.ms", "0", "compression.type", "lz4")))
                .containsEntry("linger.ms", "7")
                .containsEntry("compression.type", "lz4")
                .containsEntry("bootstrap.servers", "b:1");
    }

    @Test
    void settings_are_named_but_never_shown() throws IOException {
        KafkaConfig config = KafkaConfig.load("b:1", file("sasl.jaas.config=secret of mine\n"));
        assertThat(config).hasToString("b:1 [sasl.jaas.config]");
    }

    @Test
    void a_file_that_cannot_be_read_is_not_quoted() throws IOException {
        Path file = file("sasl.jaas.config=secret\\u00zz\n");
        assertThat(catchThrowable(() -> KafkaConfig.load("b:1", file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("client.properties: cannot be read as Java properties")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void mixed_delivery_commits_facts_and_sends_the_rest() {
        assertThat(Topic.values()).allSatisfy(topic -> {
            assertThat(Delivery.MIXED.guarantee(topic))
                    .isEqualTo(topic.isFact() ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE);
            assertThat(Delivery.EXACTLY_ONCE.guarantee(topic)).isEqualTo(DeliveryGuarantee.EXACTLY_ONCE);
            assertThat(Delivery.AT_LEAST_ONCE.guarantee(topic)).isEqualTo(DeliveryGuarantee.AT_LEAST_ONCE);
        });
    }
}
