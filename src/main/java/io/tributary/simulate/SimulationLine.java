package io.tributary.simulate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.codec.TopicRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A record as a line of text: {@code {"topic":"merges","key":"main","record":{...}}}. The topic goes without a
 * deployment's prefix; {@code key} is null where the record has none, {@code record} for a tombstone.
 */
public final class SimulationLine {
    private static final JsonFactory JSON = new JsonFactory();

    private SimulationLine() {}

    /** The line's bytes, UTF-8, without a line break. */
    public static byte[] of(TopicRecord record) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        byte[] key = record.key();
        byte[] value = record.value();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("topic", record.topic().topicName());
            json.writeStringField("key", key == null ? null : new String(key, StandardCharsets.UTF_8));
            json.writeFieldName("record");
            json.writeRawValue(value == null ? "null" : new String(value, StandardCharsets.UTF_8));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return line.toByteArray();
    }
}
