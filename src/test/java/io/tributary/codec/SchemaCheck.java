package io.tributary.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tributary.model.Topic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Records against the schemas of their topics. */
final class SchemaCheck {
    private static final Map<Topic, Schema> SCHEMAS = new EnumMap<>(Topic.class);

    static {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (Topic topic : Topic.values()) {
            SCHEMAS.put(topic, registry.getSchema(RecordSchemas.json(topic), InputFormat.JSON));
        }
    }

    private SchemaCheck() {}

    static void isValid(Topic topic, JsonNode record) {
        assertThat(errors(topic, record)).as("%s against its schema", topic).isEmpty();
    }

    static List<Error> errors(Topic topic, JsonNode record) {
        Schema schema = SCHEMAS.get(topic);
        if (schema == null) {
            throw new IllegalStateException("no schema of " + topic);
        }
        return schema.validate(record);
    }
}
