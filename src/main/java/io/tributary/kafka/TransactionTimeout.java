package io.tributary.kafka;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/**
 * How long a transaction may stay open is asked for by the job and granted by the brokers. One that asks for more than
 * they grant is refused, again and again, from its first transaction on.
 */
public final class TransactionTimeout {
    private static final String GRANTED = "transaction.max.timeout.ms";

    private TransactionTimeout() {}

    /**
     * What is wrong with what the job asks for, with what to do; empty if nothing is, or if the brokers do not say what
     * they grant.
     */
    public static List<String> problems(KafkaConfig config) {
        Properties client = config.client(Topics.DEFAULTS);
        String setting = config.client(RecordSinks.DEFAULTS).getProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        long asked;
        try {
            asked = Long.parseLong(setting.trim());
        } catch (NumberFormatException e) {
            return List.of(
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG + " in --kafka-config is no number of milliseconds");
        }
        try (Admin admin = Admin.create(client)) {
            long granted = granted(admin);
            return asked <= granted
                    ? List.of()
                    : List.of(
                            ("%s is %d, but the brokers grant %s=%d at most: set it in --kafka-config to no more than that,"
                                            + " or raise the brokers' setting")
                                    .formatted(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, asked, GRANTED, granted));
        } catch (ExecutionException e) {
            return List.of(); // not every user may read the brokers' settings
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException(config, e);
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new KafkaUnavailableException(config, e);
        }
    }

    private static long granted(Admin admin) throws ExecutionException, InterruptedException {
        for (Node node : admin.describeCluster().nodes().get()) {
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
            Config settings = admin.describeConfigs(List.of(broker)).all().get().get(broker);
            ConfigEntry entry = settings == null ? null : settings.get(GRANTED);
            if (entry != null && entry.value() != null) {
                return Long.parseLong(entry.value());
            }
        }
        return Long.MAX_VALUE;
    }
}
