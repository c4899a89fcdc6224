package io.tributary.jmh;

import io.tributary.engine.Decision;
import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Resolver;
import io.tributary.model.Command;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.rules.SpaceRules;
import io.tributary.state.RocksDbGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What deciding costs, by what is decided, on a graph of 50,000 persons of whom each has two external IDs. But for {@link
 * #hitAndApply} and {@link #write} nothing is applied, so that the graph stays what it is and each decision is made as for
 * the first time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ResolveBenchmark {
    private static final int PERSONS = 50_000;
    private static final long START = 1_772_359_200_000L;

    /** {@code rocksdb-cold}: without the read cache. */
    @Param({"heap", "rocksdb", "rocksdb-cold"})
    public String store;

    private final SpaceRules rules = Traffic.RULES.spaces().get(0);
    private final Resolver resolver = new Resolver(rules);
    private final ExternalId[] user = users();
    private final ExternalId[] device = devices(0);
    private final ExternalId[] newDevice = devices(1);
    private final ExternalId lone = ExternalId.user("anonymous_id", "lone");
    private RocksDbGraph rocksDb;
    private GraphStore graph;
    private int next;

    @Setup(Level.Trial)
    public void fill() throws Exception {
        if (store.equals("heap")) {
            graph = new MemoryGraphStore();
        } else {
            rocksDb = new RocksDbGraph(rules.id(), store.equals("rocksdb") ? 4 * PERSONS : 0);
            graph = rocksDb.graph();
        }
        for (int person = 0; person < PERSONS; person++) {
            apply(user[person], device[person]);
        }
        apply(lone);
        // The first person was two, whom one device has brought together.
        ExternalId email = ExternalId.user("email", "jane@example.com");
        apply(newDevice[0], email);
        apply(user[0], newDevice[0]);
    }

    private void apply(ExternalId... ids) {
        graph.apply(resolver.resolve(graph, event(ids)).change());
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        if (rocksDb != null) {
            rocksDb.close();
        }
    }

    @Benchmark
    public Decision hit() {
        int person = person();
        return resolver.resolve(graph, event(user[person], device[person]));
    }

    @Benchmark
    public Decision hitAndApply() {
        Decision decision = hit();
        graph.apply(decision.change());
        return decision;
    }

    /** A pointer and a profile, but for the first time the same as they are already. */
    @Benchmark
    public void write(Extensions extensions) {
        graph.apply(extensions.changes[1 + person() % (PERSONS - 1)]);
    }

    @Benchmark
    public Decision create() {
        return resolver.resolve(graph, event(newDevice[1 + person() % (PERSONS - 1)]));
    }

    @Benchmark
    public Decision extend() {
        return extend(1 + person() % (PERSONS - 1));
    }

    private Decision extend(int person) {
        return resolver.resolve(graph, event(user[person], newDevice[person]));
    }

    /** Two persons, of whom one has no user_id. */
    @Benchmark
    public Decision merge() {
        return resolver.resolve(graph, event(device[person()], lone));
    }

    /** Somebody else's device: its anonymous_id stays with its owner. */
    @Benchmark
    public Decision demote() {
        int person = person();
        return resolver.resolve(graph, event(user[person], device[(person + 1) % PERSONS]));
    }

    /** What only the first person is made of falls into two. */
    @Benchmark
    public Decision split() {
        return resolver.execute(
                graph, new Command("c", rules.id(), Command.Kind.DETACH, newDevice[0], null, null, START, null));
    }

    /** What is to be written of each person but the first, whom an event gives a new external ID. */
    @State(Scope.Benchmark)
    public static class Extensions {
        private final GraphChange[] changes = new GraphChange[PERSONS];

        @Setup(Level.Trial)
        public void decide(ResolveBenchmark graph) {
            for (int person = 1; person < PERSONS; person++) {
                changes[person] = graph.extend(person).change();
            }
        }
    }

    /** Far from the one before, so that no cache of the processor has it. */
    private int person() {
        next = (next + 7919) % PERSONS;
        return next;
    }

    private Observation event(ExternalId... ids) {
        return new Observation(
                rules.id(),
                ids[0].value(),
                EventType.TRACK,
                START,
                RawRecord.NO_TIMESTAMP,
                "web",
                null,
                List.of(ids),
                List.of(),
                0,
                Map.of(),
                0,
                null);
    }

    private static ExternalId[] users() {
        ExternalId[] users = new ExternalId[PERSONS];
        Arrays.setAll(users, person -> ExternalId.user("user_id", "usr_" + person));
        return users;
    }

    private static ExternalId[] devices(int number) {
        ExternalId[] devices = new ExternalId[PERSONS];
        Arrays.setAll(
                devices,
                person -> ExternalId.user(
                        "anonymous_id", String.format("67e55044-10b1-426f-%04x-%012x", number, person)));
        return devices;
    }
}
