package io.tributary.codec;

import io.tributary.model.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The published form of every record: a JSON Schema (2020-12) a topic. */
public final class RecordSchemas {
    private RecordSchemas() {}

    /** The schema that every record of the topic is valid against, as JSON text. */
    public static String json(Topic topic) {
        String resource = "schemas/" + topic.topicName() + ".schema.json";
        try (InputStream in = RecordSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: io/tributary/codec/" + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read io/tributary/codec/" + resource, e);
        }
    }
}
