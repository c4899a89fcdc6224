package io.tributary.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tributary.model.Bounds;

/**
 * How events are read: byte by byte, as UTF-8 and nothing else.
 *
 * <p>An event's size and nesting are bounded; what is inside those bounds is never refused for the length of a number,
 * a string or a name. Names are not interned and a symbol table that fills up is rebuilt instead of failing: whether an
 * event is taken must not depend on the events before it.
 */
final class EventJson {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Bounds.MAX_NESTING)
                    .maxNumberLength(Bounds.MAX_EVENT_BYTES)
                    .maxStringLength(Bounds.MAX_EVENT_BYTES)
                    .maxNameLength(Bounds.MAX_EVENT_BYTES)
                    .build())
            .build();

    private EventJson() {}
}
