package io.tributary.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The words that records are made of, written to one buffer that is used again. Everything it writes is valid UTF-8,
 * whatever the text. Not thread-safe.
 */
final class RecordJson {
    /** Bytes that no record goes over: what Kafka is told to take. */
    static final int MAX_RECORD_BYTES = 4 << 20;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .rootValueSeparator("")
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final char[] time = new char[Iso8601.FORMATTED_CHARS];
    private final JsonGenerator generator;

    RecordJson() {
        try {
            generator = FACTORY.createGenerator(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /** Begins a record. */
    void begin() throws IOException {
        bytes.reset();
        generator.writeStartObject();
    }

    /** Ends the record and gives it away. */
    byte[] end() throws IOException {
        generator.writeEndObject();
        generator.flush();
        return bytes.toByteArray();
    }

    /** How many bytes of the record are written so far. */
    int size() {
        return bytes.size() + generator.getOutputBuffered();
    }

    void beginObject() throws IOException {
        generator.writeStartObject();
    }

    void beginObject(String name) throws IOException {
        generator.writeObjectFieldStart(name);
    }

    void endObject() throws IOException {
        generator.writeEndObject();
    }

    void beginArray(String name) throws IOException {
        generator.writeArrayFieldStart(name);
    }

    void endArray() throws IOException {
        generator.writeEndArray();
    }

    /** A field with text, left out if there is none. */
    void text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            generator.writeStringField(name, Surrogates.replaceLone(value));
        }
    }

    /** A field whose text is the same in every record and was made ready once. */
    void text(String name, SerializableString value) throws IOException {
        generator.writeFieldName(name);
        generator.writeString(value);
    }

    /** A member of an array. */
    void text(String value) throws IOException {
        generator.writeString(Surrogates.replaceLone(value));
    }

    void noText(String name) throws IOException {
        generator.writeNullField(name);
    }

    void number(String name, long value) throws IOException {
        generator.writeNumberField(name, value);
    }

    /** A field that counts what was left out; it is not there if nothing was. */
    void omitted(String name, int count) throws IOException {
        if (count > 0) {
            generator.writeNumberField(name, count);
        }
    }

    void flag(String name, boolean value) throws IOException {
        generator.writeBooleanField(name, value);
    }

    void yes(String name) throws IOException {
        generator.writeBooleanField(name, true);
    }

    /** @param millis epoch milliseconds, 0 to 9999-12-31T23:59:59.999Z */
    void time(String name, long millis) throws IOException {
        Iso8601.format(millis, time);
        generator.writeFieldName(name);
        generator.writeString(time, 0, time.length);
    }

    void profile(String name, ProfileId id) throws IOException {
        generator.writeStringField(name, id.toString());
    }

    /** The field {@code collection}: a level's keys are external IDs of users. */
    void collection(Collection collection) throws IOException {
        text("collection", (collection.isLevel() ? Collection.USERS : collection).wireName());
    }

    /** The field {@code level}, left out for users and accounts. */
    void level(Collection collection) throws IOException {
        text("level", collection.isLevel() ? collection.wireName() : null);
    }

    /** The fields {@code collection}, {@code type} and {@code id}. */
    void externalId(ExternalId id) throws IOException {
        collection(id.collection());
        typeAndId(id);
    }

    /** The fields {@code type} and {@code id}. */
    void typeAndId(ExternalId id) throws IOException {
        text("type", id.type());
        text("id", id.value());
    }

    /** A field with an external ID that says its collection. */
    void externalId(String name, ExternalId id) throws IOException {
        beginObject(name);
        externalId(id);
        endObject();
    }

    /** A field with {@code type} and {@code id} of each. */
    void typesAndIds(String name, Iterable<ExternalId> ids) throws IOException {
        beginArray(name);
        for (ExternalId id : ids) {
            beginObject();
            typeAndId(id);
            endObject();
        }
        endArray();
    }

    /** The field {@code externalIds}. */
    void externalIds(Iterable<ExternalId> ids) throws IOException {
        beginArray("externalIds");
        for (ExternalId id : ids) {
            beginObject();
            externalId(id);
            endObject();
        }
        endArray();
    }

    /** A field whose value is JSON already. */
    void json(String name, String value) throws IOException {
        generator.writeFieldName(Surrogates.replaceLone(name));
        generator.writeRawValue(Surrogates.replaceLone(value));
    }

    /** A field whose value is JSON already, in UTF-8. */
    void json(String name, byte[] value) throws IOException {
        generator.writeFieldName(name);
        generator.writeRawValue("");
        generator.flush();
        bytes.write(value, 0, value.length);
    }

    void base64(String name, byte[] value, int length) throws IOException {
        generator.writeFieldName(name);
        generator.writeBinary(value, 0, length);
    }
}
