package io.tributary.state;

import io.tributary.engine.Pointer;
import io.tributary.model.Command;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.Profile;
import io.tributary.model.RawRecord;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Every serializer there and back, each with a value as most are. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FormatBenchmark {
    private final ByteWriter out = new ByteWriter(1024);
    private final NameDictionary names = new NameDictionary((name, number) -> {});
    private final GraphKeys keys = new GraphKeys(names, out);
    private final DataOutputSerializer target = new DataOutputSerializer(1024);
    private final DataInputDeserializer source = new DataInputDeserializer();
    private final RandomValues random = new RandomValues(5);

    private final Profile profile = GraphFormatsTest.typicalProfile();
    private final ExternalId id = profile.identifiers().get(0).externalId();
    private final Pointer pointer = new Pointer(profile.id());
    private final Observation observation = random.observation();
    private final Command command = random.command();
    private final RawRecord raw = random.rawRecord();

    private final TypeSerializer<Observation> observations =
            ObservationSerializer.TYPE.createSerializer(new SerializerConfigImpl());
    private final TypeSerializer<Command> commands =
            CommandSerializer.TYPE.createSerializer(new SerializerConfigImpl());
    private final TypeSerializer<RawRecord> raws =
            RawRecordSerializer.TYPE.createSerializer(new SerializerConfigImpl());

    @Benchmark
    public Profile profile() {
        return ProfileFormat.decode(profile.id(), ProfileFormat.encode(profile, names, out), names);
    }

    @Benchmark
    public Pointer pointer() {
        return PointerFormat.decode(PointerFormat.encode(pointer, out));
    }

    @Benchmark
    public Bytes keyOfAnExternalId() {
        return keys.of(GraphPart.POINTERS, id);
    }

    @Benchmark
    public Observation observation() throws IOException {
        return thereAndBack(observations, observation);
    }

    @Benchmark
    public Command command() throws IOException {
        return thereAndBack(commands, command);
    }

    @Benchmark
    public RawRecord rawRecord() throws IOException {
        return thereAndBack(raws, raw);
    }

    private <T> T thereAndBack(TypeSerializer<T> serializer, T value) throws IOException {
        target.clear();
        serializer.serialize(value, target);
        source.setBuffer(target.getSharedBuffer(), 0, target.length());
        return serializer.deserialize(source);
    }
}
