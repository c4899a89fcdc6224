package io.tributary.state;

import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.SetAside;
import io.tributary.model.UnresolvedReason;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bytes of an observation between decode and resolve, at once in a frame: speed comes before size here, so texts are
 * not packed. In an unaligned checkpoint these bytes outlive the process, hence the version.
 *
 * <pre>
 *   | version 1, flags: 1 has a record time, 2 denied, 4 has traits, 8 has an event | space: text | messageId: text |
 *   | event type | ± time | ± recordTime - time, if it has one | source: nullable text | reason, if denied |
 *   | n | n times: external ID |
 *   | n | n times: nullable collection, type, id: nullable texts, reason, violated: nullable text | n: set aside omitted |
 *   | if it has traits: n | n times: name: text, JSON: text | n: traits omitted | if it has an event: nullable bytes |
 * </pre>
 *
 * Enumerations are their codes, numbers varints, ± marks signed ones; see {@link CollectionFormat} for collections and
 * external IDs.
 */
public final class ObservationSerializer extends ImmutableSerializer<Observation> {
    private static final ObservationSerializer INSTANCE = new ObservationSerializer();

    public static final ImmutableTypeInfo<Observation> TYPE = new ImmutableTypeInfo<>(Observation.class, INSTANCE);

    private static final int VERSION = 1;
    private static final int HAS_RECORD_TIME = 1;
    private static final int DENIED = 2;
    private static final int HAS_TRAITS = 4;
    private static final int HAS_EVENT = 8;
    private static final Observation EMPTY =
            new Observation("", "", EventType.TRACK, 0, 0, null, null, List.of(), List.of(), 0, Map.of(), 0, null);

    private ObservationSerializer() {}

    @Override
    public Observation createInstance() {
        return EMPTY;
    }

    @Override
    public void serialize(Observation observation, DataOutputView target) throws IOException {
        ByteWriter out = new ByteWriter(512);
        encode(observation, out);
        writeFrame(out, target);
    }

    @Override
    public Observation deserialize(DataInputView source) throws IOException {
        ByteReader in = new ByteReader(readFrame(source), "an observation");
        Observation observation = decode(in);
        in.end();
        return observation;
    }

    private static void encode(Observation observation, ByteWriter out) {
        boolean hasRecordTime = observation.recordTime() != RawRecord.NO_TIMESTAMP;
        boolean hasTraits = !observation.traits().isEmpty();
        UnresolvedReason denied = observation.denied();
        out.head(
                VERSION,
                (hasRecordTime ? HAS_RECORD_TIME : 0)
                        | (denied != null ? DENIED : 0)
                        | (hasTraits ? HAS_TRAITS : 0)
                        | (observation.event() != null ? HAS_EVENT : 0));
        out.text(observation.space());
        out.text(observation.messageId());
        out.octet(observation.type().code());
        out.signed(observation.time());
        if (hasRecordTime) {
            out.signed(observation.recordTime() - observation.time());
        }
        out.nullableText(observation.source());
        if (denied != null) {
            out.octet(denied.code());
        }
        writeIds(observation.ids(), out);
        writeSetAside(observation.setAside(), out);
        out.varint(observation.setAsideOmitted());
        if (hasTraits) {
            writeTraits(observation.traits(), out);
        }
        out.varint(observation.traitsOmitted());
        if (observation.event() != null) {
            out.nullableBytes(observation.event());
        }
    }

    private static Observation decode(ByteReader in) {
        int flags = in.head(VERSION, HAS_RECORD_TIME | DENIED | HAS_TRAITS | HAS_EVENT);
        String space = in.text();
        String messageId = in.text();
        EventType type = in.coded(EventType::fromCode);
        long time = in.signed();
        return new Observation(
                space,
                messageId,
                type,
                time,
                (flags & HAS_RECORD_TIME) == 0 ? RawRecord.NO_TIMESTAMP : time + in.signed(),
                in.nullableText(),
                (flags & DENIED) == 0 ? null : in.coded(UnresolvedReason::fromCode),
                readIds(in),
                readSetAside(in),
                in.smallVarint(),
                (flags & HAS_TRAITS) == 0 ? Map.of() : readTraits(in),
                in.smallVarint(),
                (flags & HAS_EVENT) == 0 ? null : in.nullableBytes());
    }

    private static void writeIds(List<ExternalId> ids, ByteWriter out) {
        out.varint(ids.size());
        for (ExternalId id : ids) {
            CollectionFormat.writeId(id, out);
        }
    }

    private static List<ExternalId> readIds(ByteReader in) {
        ExternalId[] ids = new ExternalId[in.count()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = CollectionFormat.readId(in);
        }
        return List.of(ids);
    }

    private static void writeSetAside(List<SetAside> setAside, ByteWriter out) {
        out.varint(setAside.size());
        for (SetAside aside : setAside) {
            CollectionFormat.writeNullable(aside.collection(), out);
            out.nullableText(aside.type());
            out.nullableText(aside.id());
            out.octet(aside.reason().code());
            out.nullableText(aside.violated());
        }
    }

    private static List<SetAside> readSetAside(ByteReader in) {
        SetAside[] setAside = new SetAside[in.count()];
        for (int i = 0; i < setAside.length; i++) {
            setAside[i] = new SetAside(
                    CollectionFormat.readNullable(in),
                    in.nullableText(),
                    in.nullableText(),
                    in.coded(SetAside.Reason::fromCode),
                    in.nullableText());
        }
        return List.of(setAside);
    }

    private static void writeTraits(Map<String, String> traits, ByteWriter out) {
        out.varint(traits.size());
        for (Map.Entry<String, String> trait : traits.entrySet()) {
            out.text(trait.getKey());
            out.text(trait.getValue());
        }
    }

    private static Map<String, String> readTraits(ByteReader in) {
        Map<String, String> traits = new LinkedHashMap<>();
        for (int i = in.count(); i > 0; i--) {
            traits.put(in.text(), in.text());
        }
        return Collections.unmodifiableMap(traits);
    }

    @Override
    public TypeSerializerSnapshot<Observation> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormatSnapshot<Observation> {
        public Snapshot() {
            super(INSTANCE, VERSION);
        }
    }
}
