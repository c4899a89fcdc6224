package io.tributary.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tributary.model.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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

    /** What a Kafka client makes of settings. */
    private static Map<String, Object> asAClientSeesThem(Properties settings) {
        return new ConsumerConfig(settings).originals();
    }

    private static Properties consumer(KafkaConfig config) {
        return config.client(Map.of(
                "key.deserializer", ByteArrayDeserializer.class.getName(),
                "value.deserializer", ByteArrayDeserializer.class.getName()));
    }

    @Test
    void what_may_be_secret_is_a_reference_that_a_client_follows() throws IOException {
        Path file = file("""
                security.protocol=SASL_SSL
                partition.discovery.interval.ms=5
                linger.ms=7
                sasl.jaas.config=x required password="secret";
                ssl.truststore.location=/trust
                ssl.key.password=secret
                some.plugin.token=secret
                """);
        Properties settings = consumer(KafkaConfig.load("b:1", file));
        assertThat(settings)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("partition.discovery.interval.ms", "5")
                .containsEntry("linger.ms", "7")
                .containsEntry("sasl.jaas.config", "${tributary:" + file + ":sasl.jaas.config}")
                .containsEntry("some.plugin.token", "${tributary:" + file + ":some.plugin.token}");
        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(asAClientSeesThem(settings))
                .containsEntry("sasl.jaas.config", "x required password=\"secret\";")
                .containsEntry("ssl.truststore.location", "/trust")
                .containsEntry("ssl.key.password", "secret")
                .containsEntry("some.plugin.token", "secret");
    }

    @Test
    void every_setting_of_kafkas_own_that_is_a_password_is_a_reference() throws IOException {
        StringBuilder text = new StringBuilder();
        for (ConfigDef kafka : List.of(ConsumerConfig.configDef(), ProducerConfig.configDef())) {
            kafka.configKeys().values().stream()
                    .filter(key -> key.type == ConfigDef.Type.PASSWORD)
                    .forEach(key -> text.append(key.name).append("=secret\n"));
        }
        assertThat(text.toString()).contains("ssl.keystore.key=", "sasl.jaas.config=");
        assertThat(KafkaConfig.load("b:1", file(text.toString())).client().toString())
                .doesNotContain("hush-hush");
    }

    @Test
    void a_file_may_refer_to_secrets_elsewhere_with_providers_of_its_own() throws IOException {
        Path elsewhere = Files.createDirectory(temp.resolve("secrets"));
        Files.writeString(elsewhere.resolve("password"), "secret");
        Path file = file("""
                config.providers=dir
                config.providers.dir.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
                config.providers.dir.param.allowed.paths=%s
                sasl.jaas.config=x required password="${dir:%s:password}";
                client.id=${dir:%s:password}
                client.rack=${nobody:knows}
                """.formatted(elsewhere, elsewhere, elsewhere));
        Properties settings = consumer(KafkaConfig.load("b:1", file));
        assertThat(settings).containsEntry("config.providers", "tributary");
        assertThat(settings.toString())
                .doesNotContain("DirectoryConfigProvider")
                .doesNotContain("${dir");
        assertThat(asAClientSeesThem(settings))
                .containsEntry("sasl.jaas.config", "x required password=\"secret\";")
                .containsEntry("client.id", "secret")
                .containsEntry("client.rack", "${nobody:knows}");
    }

    @Test
    void a_changed_file_is_read_again_by_the_next_client() throws IOException {
        Properties settings = consumer(KafkaConfig.load("b:1", file("ssl.key.password=old\n")));
        assertThat(asAClientSeesThem(settings)).containsEntry("ssl.key.password", "old");
        file("ssl.key.password=new\n");
        assertThat(asAClientSeesThem(settings)).containsEntry("ssl.key.password", "new");
    }

    @Test
    void a_setting_or_file_that_is_gone_is_named_with_what_to_do() throws IOException {
        Path file = file("ssl.key.password=secret\n");
        Properties settings = consumer(KafkaConfig.load("b:1", file));
        file("ssl.keystore.type=PKCS12\n");
        assertThat(catchThrowable(() -> asAClientSeesThem(settings)))
                .hasMessageContaining("client.properties: no longer has ssl.key.password")
                .hasMessageContaining("put it back");
        Files.delete(file);
        assertThat(catchThrowable(() -> asAClientSeesThem(settings)))
                .hasMessageContaining("client.properties: cannot be read")
                .hasMessageContaining("on every JobManager and TaskManager")
                .hasNoCause();
    }

    @Test
    void a_line_that_is_no_setting_is_refused_without_being_quoted() throws IOException {
        Path file = file("sasl.jaas.config=x required\n\"secret\";\n");
        assertThat(catchThrowable(() -> KafkaConfig.load("b:1", file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no name of a setting")
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_path_that_a_reference_cannot_name_is_refused() throws IOException {
        Path file = Files.writeString(temp.resolve("a:b.properties"), "ssl.key.password=x\n");
        assertThat(catchThrowable(() -> KafkaConfig.load("b:1", file))).hasMessageContaining("must not contain : or }");
    }

    @Test
    void without_secrets_nothing_is_a_reference() throws IOException {
        assertThat(KafkaConfig.load("b:1", file("linger.ms=7\n")).client())
                .containsOnlyKeys("linger.ms", "bootstrap.servers");
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
