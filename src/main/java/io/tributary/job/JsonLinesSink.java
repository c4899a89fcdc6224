package io.tributary.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;

/**
 * Files of JSON lines in place of the output topics: a directory each, a line {@code {"key":...,"record":...}} a
 * record, {@code null} for what Kafka would have no bytes for. A file gets its final name, {@code *.jsonl}, when no
 * failure can change it any more: at 256 MiB, or at the end of the input. Hidden files are none of the output: they are
 * being written, or a failure has cut them off.
 */
public final class JsonLinesSink {
    private static final MemorySize FILE_SIZE = MemorySize.ofMebiBytes(256);

    /** Never by time: a run over the same input makes the same files, however long it takes. */
    private static final Duration NEVER = Duration.ofDays(365 * 100L);

    private JsonLinesSink() {}

    /** @param directory a path or a URI of a file system that Flink knows */
    public static FileSink<TopicRecord> in(String directory) {
        Path path = new Path(directory);
        URI uri = path.toUri();
        return FileSink.forRowFormat(new Path(uri.getScheme(), uri.getAuthority(), Path.SEPARATOR), new Lines())
                .withBucketAssigner(new ByTopic(path))
                .withRollingPolicy(DefaultRollingPolicy.builder()
                        .withMaxPartSize(FILE_SIZE)
                        .withRolloverInterval(NEVER)
                        .withInactivityInterval(NEVER)
                        .build())
                .withOutputFileConfig(
                        OutputFileConfig.builder().withPartSuffix(".jsonl").build())
                .build();
    }

    /**
     * A bucket is a directory by its whole path, from the root of its file system on: a job that starts from the state of
     * a run with another output finishes that run's files there, and writes its own here.
     */
    private static final class ByTopic implements BucketAssigner<TopicRecord, String> {
        private static final long serialVersionUID = 1;

        private final EnumMap<Topic, String> buckets = new EnumMap<>(Topic.class);

        ByTopic(Path directory) {
            for (Topic topic : Topic.values()) {
                buckets.put(topic, new Path(directory, topic.topicName()).getPath());
            }
        }

        @Override
        public String getBucketId(TopicRecord record, Context context) {
            return requireNonNull(buckets.get(record.topic()));
        }

        @Override
        public SimpleVersionedSerializer<String> getSerializer() {
            return SimpleVersionedStringSerializer.INSTANCE;
        }
    }

    static final class Lines implements Encoder<TopicRecord> {
        private static final long serialVersionUID = 1;
        private static final byte[] KEY = bytes("{\"key\":");
        private static final byte[] RECORD = bytes(",\"record\":");
        private static final byte[] END = bytes("}\n");
        private static final byte[] NULL = bytes("null");

        @Override
        public void encode(TopicRecord record, OutputStream out) throws IOException {
            byte[] key = record.key();
            byte[] value = record.value();
            ByteArrayOutputStream line = new ByteArrayOutputStream(value == null ? 64 : value.length + 128);
            line.writeBytes(KEY);
            line.writeBytes(key == null ? NULL : quoted(key));
            line.writeBytes(RECORD);
            line.writeBytes(value == null ? NULL : value);
            line.writeBytes(END);
            line.writeTo(out); // at once: the file's stream has no buffer
        }

        private static byte[] quoted(byte[] key) {
            String text = new String(key, StandardCharsets.UTF_8);
            return bytes('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"');
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
