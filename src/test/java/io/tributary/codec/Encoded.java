package io.tributary.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.model.OutputRecord;
import io.tributary.model.ProfileId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records as they are written. */
final class Encoded {
    static final String RULES = "sha256:" + "a".repeat(64);

    /** 2026-03-01T10:00:00Z. */
    static final long TIME = 1772359200000L;

    static final ProfileId CHILD = ProfileId.at(ProfileId.Kind.USER, TIME, 1, 1);
    static final ProfileId PARENT = ProfileId.at(ProfileId.Kind.USER, TIME, 2, 2);
    static final ProfileId ACCOUNT = ProfileId.at(ProfileId.Kind.ACCOUNT, TIME, 3, 3);
    static final ProfileId HOUSEHOLD = ProfileId.at(ProfileId.Kind.HOUSEHOLD, TIME, 4, 4);
    static final ProfileId GROUP = ProfileId.at(ProfileId.Kind.GROUP, TIME, 5, 5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private Encoded() {}

    /** The record as JSON, after it has been found valid. */
    static JsonNode json(OutputRecord record) {
        return json(new RecordEncoder(RULES), record);
    }

    static JsonNode json(RecordEncoder encoder, OutputRecord record) {
        TopicRecord encoded = encoder.encode(record);
        byte[] value = Objects.requireNonNull(encoded.value());
        assertThat(value).hasSizeLessThan(RecordJson.MAX_RECORD_BYTES);
        assertThat(Utf8.firstInvalid(value)).isEqualTo(-1);
        try {
            JsonNode json = JSON.readTree(value);
            SchemaCheck.isValid(encoded.topic(), json);
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(new String(value, StandardCharsets.UTF_8), e);
        }
    }

    /** JSON with single quotes for double ones and the names of this class for their values. */
    static JsonNode expected(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"')
                    .replace("CHILD", CHILD.toString())
                    .replace("PARENT", PARENT.toString())
                    .replace("ACCOUNT", ACCOUNT.toString())
                    .replace("HOUSEHOLD", HOUSEHOLD.toString())
                    .replace("GROUP", GROUP.toString())
                    .replace("RULES", RULES)
                    .replace("TIME", "2026-03-01T10:00:00.000Z"));
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    static @Nullable String key(OutputRecord record) {
        byte[] key = new RecordEncoder(RULES).encode(record).key();
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    /** The key of a record that must be a tombstone. */
    static @Nullable String tombstone(OutputRecord record) {
        assertThat(new RecordEncoder(RULES).encode(record).value()).isNull();
        return key(record);
    }
}
