package io.tributary.jmh;

import io.tributary.codec.EventDecoder;
import io.tributary.codec.RecordEncoder;
import io.tributary.engine.Decision;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Resolver;
import io.tributary.model.Observation;
import io.tributary.model.OutputRecord;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Bytes in and bytes out, an event each, in the mix of a shop's traffic. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CodecBenchmark {
    private static final int EVENTS = 10_000;

    private final List<RawRecord> events = Traffic.events(EVENTS, 2000);
    private final EventDecoder decoder = new EventDecoder(Traffic.RULES, false);
    private final RecordEncoder encoder = new RecordEncoder(Traffic.RULES.fingerprint());
    private final List<List<OutputRecord>> told = told();

    private static List<List<OutputRecord>> told() {
        MemoryGraphStore graph = new MemoryGraphStore();
        Resolver resolver = new Resolver(Traffic.RULES.spaces().get(0));
        List<List<OutputRecord>> told = new ArrayList<>(EVENTS);
        for (Observation observation : Traffic.observations(EVENTS, 2000)) {
            Decision decision = resolver.resolve(graph, observation);
            graph.apply(decision.change());
            told.add(decision.records());
        }
        return told;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void decode(Blackhole to) {
        EventDecoder.Output output = new EventDecoder.Output() {
            @Override
            public void observation(Observation observation) {
                to.consume(observation);
            }

            @Override
            public void rejected(Rejected rejected) {
                to.consume(rejected);
            }
        };
        for (RawRecord event : events) {
            decoder.decode(event, output);
        }
    }

    /** All records that an event leads to. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void encode(Blackhole to) {
        for (List<OutputRecord> records : told) {
            for (OutputRecord record : records) {
                to.consume(encoder.encode(record));
            }
        }
    }
}
