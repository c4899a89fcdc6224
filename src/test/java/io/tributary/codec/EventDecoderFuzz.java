package io.tributary.codec;

import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import io.tributary.state.ObservationSerializer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What a coverage-guided fuzzer calls: any bytes are one rejection or an observation a space, the same each time. */
public final class EventDecoderFuzz {
    private static final RuleBook RULES = RulesParser.parse("rules.yaml", """
            spaces:
              - {id: main, extends: segment}
              - {id: other, extends: segmentstream}
            """);
    private static final EventDecoder DECODER = new EventDecoder(RULES, true);
    private static final RecordEncoder ENCODER = new RecordEncoder(RULES.fingerprint());

    private EventDecoderFuzz() {}

    public static void fuzzerTestOneInput(byte[] event) throws Exception {
        RawRecord raw = new RawRecord("events", 0, 1, 1_772_359_200_000L, null, event);
        Decoded decoded = Decoded.of(DECODER, raw);
        if (!Decoded.of(DECODER, raw).equals(decoded)) {
            throw new AssertionError("decoded differently the second time");
        }
        if (decoded.rejections().size() * 2 + decoded.observations().size() != 2) {
            throw new AssertionError("not accounted for in each space");
        }
        decoded.rejections().forEach(ENCODER::encode);
        for (Observation observation : decoded.observations()) {
            travels(observation);
        }
    }

    /** Through the network, as between the decoder and the space's writer. */
    private static void travels(Observation observation) throws Exception {
        var serializer = ObservationSerializer.TYPE.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer.serialize(observation, out);
        Observation arrived = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        if (!arrived.ids().equals(observation.ids()) || !arrived.traits().equals(observation.traits())) {
            throw new AssertionError("arrives as another");
        }
    }
}
