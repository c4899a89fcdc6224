import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Keeps a table of which profile is which by now, from the topics merges and aliases:
 *
 * <pre>
 *   java -cp 'target/lib/*:target/flink/*' deploy/consumers/CanonicalProfiles.java HOST:PORT TABLE [PREFIX [WITHDRAWN...]]
 * </pre>
 *
 * What makes it right:
 *
 * <ul>
 *   <li>It reads committed records alone, so it never sees what a failed attempt of the job had written.
 *   <li>The table and how far it has read are one file, replaced as a whole: after a crash it goes on from where the table
 *       is, not from where Kafka believes that it was. In a database both go into one transaction.
 *   <li>A record that comes again is left out: a space's records come in the order of (sequence, ordinal).
 *   <li>Records under rules that were withdrawn, by going back to a savepoint of before, are left out. They are named by
 *       the fingerprint that each record carries; the table has to be made anew for it, from the beginning of the topics.
 *   <li>A merge says whose child a profile has become; it stays so until a split takes it back. Who a profile is by now is
 *       looked up along that chain, so that a split needs to change one row, not all that once followed it.
 * </ul>
 */
public final class CanonicalProfiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Set<String> withdrawn;
    /** By space and profile ID: the profile that it has become part of. Who is not in it is canonical. */
    private final Map<String, String> parents = new HashMap<>();
    /** By space and previous ID, of users: the ID that took its place. */
    private final Map<String, String> aliases = new HashMap<>();
    /** By topic and space: sequence and ordinal of the newest record that is in the table. */
    private final Map<String, long[]> applied = new HashMap<>();
    /** By topic and partition: the offset to read next. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private CanonicalProfiles(Path file, Set<String> withdrawn) throws IOException {
        this.file = file;
        this.withdrawn = withdrawn;
        if (Files.exists(file)) {
            load(JSON.readTree(file.toFile()));
        }
    }

    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.err.println("usage: CanonicalProfiles HOST:PORT TABLE [PREFIX [WITHDRAWN...]]");
            System.exit(2);
        }
        Set<String> withdrawn = Set.of(Arrays.copyOfRange(args, Math.min(3, args.length), args.length));
        new CanonicalProfiles(Path.of(args[1]), withdrawn).run(args[0], args.length > 2 ? args[2] : "tributary.");
    }

    private void run(String brokers, String prefix) throws IOException {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", brokers);
        settings.put("group.id", "tributary-reader");
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(prefix + "merges", prefix + "aliases"), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    partitions.forEach(partition -> consumer.seek(partition, next.getOrDefault(partition, 0L)));
                }
            });
            while (true) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(500));
                for (ConsumerRecord<String, String> record : records) {
                    apply(record.topic().substring(prefix.length()), JSON.readTree(record.value()));
                    next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                }
                if (!records.isEmpty()) {
                    save();
                }
            }
        }
    }

    private void apply(String topic, JsonNode record) {
        JsonNode place = topic.equals("aliases") ? record.path("context") : record;
        if (withdrawn.contains(place.path("rules").asText())) {
            return;
        }
        String space = place.path("space").asText();
        long[] position = {place.path("sequence").asLong(), place.path("ordinal").asLong()};
        long[] newest = applied.get(topic + "/" + space);
        if (newest != null && (position[0] < newest[0] || (position[0] == newest[0] && position[1] <= newest[1]))) {
            return;
        }
        applied.put(topic + "/" + space, position);
        if (topic.equals("aliases")) {
            aliases.put(space + "/" + record.path("previousId").asText(), record.path("userId").asText());
        } else if (record.path("change").asText().equals("merge")) {
            parents.put(space + "/" + record.path("from").asText(), record.path("into").asText());
        } else {
            // A split: the part is a profile of its own from now on, whether it was one before or is new.
            parents.remove(space + "/" + record.path("into").asText());
        }
    }

    /** Who a profile is by now. */
    String canonical(String space, String profile) {
        String known = profile;
        for (String parent = parents.get(space + "/" + known); parent != null; parent = parents.get(space + "/" + known)) {
            known = parent;
        }
        return known;
    }

    private void load(JsonNode saved) {
        saved.path("parents").fields().forEachRemaining(row -> parents.put(row.getKey(), row.getValue().asText()));
        saved.path("aliases").fields().forEachRemaining(row -> aliases.put(row.getKey(), row.getValue().asText()));
        saved.path("applied").fields().forEachRemaining(row -> applied.put(
                row.getKey(),
                new long[] {row.getValue().path(0).asLong(), row.getValue().path(1).asLong()}));
        saved.path("next").fields().forEachRemaining(row -> {
            int dash = row.getKey().lastIndexOf('-');
            next.put(
                    new TopicPartition(
                            row.getKey().substring(0, dash), Integer.parseInt(row.getKey().substring(dash + 1))),
                    row.getValue().asLong());
        });
    }

    private void save() throws IOException {
        ObjectNode all = JSON.createObjectNode();
        parents.forEach(all.putObject("parents")::put);
        aliases.forEach(all.putObject("aliases")::put);
        ObjectNode positions = all.putObject("applied");
        applied.forEach((space, position) -> positions.putArray(space).add(position[0]).add(position[1]));
        ObjectNode offsets = all.putObject("next");
        next.forEach((partition, offset) -> offsets.put(partition.toString(), offset));
        ObjectNode canonical = all.putObject("canonical");
        parents.keySet().forEach(key -> {
            int slash = key.indexOf('/');
            canonical.put(key, canonical(key.substring(0, slash), key.substring(slash + 1)));
        });
        Path whole = Files.write(file.resolveSibling(file.getFileName() + ".next"), JSON.writeValueAsBytes(all));
        try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
