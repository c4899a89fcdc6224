package io.tributary.codec;

import io.tributary.codec.SpaceExtractor.Envelope;
import io.tributary.model.Bounds;
import io.tributary.model.EventType;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.RejectionCode;
import io.tributary.rules.Path;
import io.tributary.rules.RuleBook;
import io.tributary.rules.Scalar;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Intake: one record in, one {@link Observation} a space out, or one {@link Rejected}. Section 3 of the resolution spec.
 *
 * <pre>
 *   bytes --EventReader--> slots --SpaceExtractor (one a space)--> observation
 *            one pass,      one a place         conditions, then each value: TypeIntake
 *            all spaces     that a rule reads   then context.externalIds: CustomIds
 *                                               then, of identify and group calls,
 *                                               TraitReader
 * </pre>
 *
 * The event is read once for all spaces. Only two things are read again, from the slices of it that the first pass has
 * located: traits, because {@code type} may follow them, and custom IDs, because there may be any number of them.
 *
 * <p>Never throws on account of a record. Not thread-safe.
 */
public final class EventDecoder {
    /** Takes what a record decodes to. */
    public interface Output {
        void observation(Observation observation);

        void rejected(Rejected rejected);
    }

    private static final Path TYPE = new Path(List.of("type"));
    private static final Path MESSAGE_ID = new Path(List.of("messageId"));
    private static final Path WRITE_KEY = new Path(List.of("writeKey"));
    private static final Path SOURCE_ID = new Path(List.of("context", "source", "id"));

    private final boolean keepEvent;
    private final EventReader event;
    private final EventTime eventTime;
    private final int typeSlot;
    private final int messageIdSlot;
    private final int writeKeySlot;
    private final int sourceIdSlot;
    private final List<SpaceExtractor> spaces = new ArrayList<>();

    /** @param keepEvent whether observations carry the event's bytes */
    public EventDecoder(RuleBook rules, boolean keepEvent) {
        this.keepEvent = keepEvent;
        List<Path> wanted = new ArrayList<>(List.of(TYPE, MESSAGE_ID, WRITE_KEY, SOURCE_ID));
        wanted.addAll(EventTime.PATHS);
        for (SpaceRules space : rules.spaces()) {
            wanted.addAll(SpaceExtractor.paths(space));
        }
        List<Path> located = List.of(TraitReader.TRAITS, TraitReader.CONTEXT_TRAITS, CustomIds.PATH);
        PathTrie trie = new PathTrie(wanted, located);
        this.event = new EventReader(trie);
        this.eventTime = new EventTime(trie);
        this.typeSlot = trie.slot(TYPE);
        this.messageIdSlot = trie.slot(MESSAGE_ID);
        this.writeKeySlot = trie.slot(WRITE_KEY);
        this.sourceIdSlot = trie.slot(SOURCE_ID);
        Sha256 sha256 = new Sha256();
        for (SpaceRules space : rules.spaces()) {
            spaces.add(new SpaceExtractor(space, trie, sha256));
        }
    }

    /** Tells {@code out} one observation for every space that takes the event's source, or one rejection. */
    public void decode(RawRecord raw, Output out) {
        byte[] value = raw.value();
        if (value == null) {
            reject(raw, RejectionCode.MALFORMED_JSON, "no value: a tombstone", out);
            return;
        }
        if (value.length > Bounds.MAX_EVENT_BYTES) {
            String detail = value.length + " bytes, at most " + Bounds.MAX_EVENT_BYTES + " are taken";
            reject(raw, RejectionCode.TOO_LARGE, detail, out);
            return;
        }
        EventReader.Fault fault = event.read(value);
        if (fault != null) {
            reject(raw, fault.code(), fault.detail(), out);
            return;
        }
        EventType type = type();
        if (type == null) {
            reject(raw, RejectionCode.UNKNOWN_TYPE, "type is none of Segment's six calls", out);
            return;
        }
        route(raw, type, out);
    }

    private void route(RawRecord raw, EventType type, Output out) {
        String source = source(raw);
        if (!isTaken(source)) {
            String detail =
                    source == null ? "no source named, and no space takes events without" : "no space takes its source";
            reject(raw, RejectionCode.UNKNOWN_SOURCE, detail, out);
            return;
        }
        long recordTime = EventTime.recordTime(raw);
        long time = eventTime.of(event, recordTime);
        if (time == EventTime.NONE) {
            reject(raw, RejectionCode.NO_TIMESTAMP, "no usable time in the event, and the record has none", out);
            return;
        }
        Envelope envelope = new Envelope(messageId(raw), type, time, recordTime, source);
        for (SpaceExtractor space : spaces) {
            if (space.takes(source)) {
                out.observation(space.observe(event, envelope, keepEvent ? event.bytes() : null));
            }
        }
    }

    private boolean isTaken(@Nullable String source) {
        for (SpaceExtractor space : spaces) {
            if (space.takes(source)) {
                return true;
            }
        }
        return false;
    }

    private static void reject(RawRecord raw, RejectionCode code, String detail, Output out) {
        out.rejected(new Rejected(raw, code, detail));
    }

    private @Nullable EventType type() {
        Scalar type = event.value(typeSlot);
        return type == null || type.kind() != Scalar.Kind.STRING ? null : EventType.fromWireName(type.text());
    }

    private @Nullable String source(RawRecord raw) {
        String source = name(event.value(writeKeySlot));
        if (source == null) {
            source = name(event.value(sourceIdSlot));
        }
        String header = raw.sourceHeader();
        if (source == null && header != null && isName(header)) {
            source = Surrogates.replaceLone(header);
        }
        return source;
    }

    private String messageId(RawRecord raw) {
        String messageId = name(event.value(messageIdSlot));
        if (messageId != null) {
            return messageId;
        }
        return raw.partition() == RawRecord.FILE_PARTITION
                ? raw.topic() + "-" + raw.offset()
                : raw.topic() + "-" + raw.partition() + "-" + raw.offset();
    }

    /** A name that an event gives: a string or a number, neither empty nor too long. */
    private static @Nullable String name(@Nullable Scalar value) {
        if (value == null || (value.kind() != Scalar.Kind.STRING && value.kind() != Scalar.Kind.NUMBER)) {
            return null;
        }
        return isName(value.text()) ? value.text() : null;
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= Bounds.MAX_NAME_CHARS;
    }
}
