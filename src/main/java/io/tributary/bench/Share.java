package io.tributary.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the job's CPU goes into. A sample belongs to the first of these that has a frame of its stack, so the order says
 * who pays for what is called from several places.
 */
@SuppressWarnings("ImmutableEnumChecker") // marks look at what they are given and nothing else
enum Share {
    COMPILER("JIT compiler", thread("C1 Comp", "C2 Comp"), frame("CompileBroker::")),
    COLLECTOR("garbage collector and VM", thread("GC Thread", "VM Thread", "VM Periodic"), frame("VMThread::")),
    COMPACTION("RocksDB's own threads: flush, compaction", thread("rocksdb:"), frame("rocksdb::BackgroundCall")),
    PRODUCERS("Kafka producers' own threads", thread("kafka-producer-network-thread")),
    FETCH("Kafka fetch", thread("Source Data Fetcher")),
    CHECKPOINT("checkpoints", thread("AsyncOperations"), frame("SubtaskCheckpointCoordinator", "snapshotState")),
    ENCODE("encode records", frame("io/tributary/codec/RecordEncoder")),
    SEND("hand records to the producers", frame("SinkWriterOperator")),
    STORE("RocksDB reads and writes", frame("org/rocksdb/", "state/rocksdb/")),
    STATE("cache and form of state", frame("io/tributary/state/KeyedGraphStore")),
    RESOLVE("decide (the engine)", frame("io/tributary/engine/")),
    OPERATOR("resolving operator around all that", frame("io/tributary/job/ResolveOperator")),
    HAND_OVER("hand observations to the resolving task", thread("OutputFlusher"), frame("RecordWriter")),
    DECODE("decode events", frame("io/tributary/codec/EventDecoder", "io/tributary/job/DecodeFunction")),
    TAKE_OVER("take observations over", frame("StreamTaskNetworkInput", "io/tributary/state/ObservationSerializer")),
    SOURCE("Flink: source to decoding", frame("SourceOperator")),
    TASK("Flink: the tasks' loop", frame("StreamTask.")),
    OTHER("all else", stack -> true);

    private final String words;
    private final List<Predicate<String>> marks;

    @SafeVarargs
    @SuppressWarnings("varargs")
    Share(String words, Predicate<String>... marks) {
        this.words = words;
        this.marks = List.of(marks);
    }

    String words() {
        return words;
    }

    /** A thread's name is a stack's outermost frame: {@code [name tid=17]}. */
    private static Predicate<String> thread(String... names) {
        return line -> {
            String thread = line.substring(0, Math.max(0, line.indexOf(';')));
            return Arrays.stream(names).anyMatch(thread::contains);
        };
    }

    private static Predicate<String> frame(String... parts) {
        return line -> Arrays.stream(parts).anyMatch(line::contains);
    }

    /** @param stack frames parted by semicolons, the outermost first */
    static Share of(String stack) {
        for (Share share : values()) {
            if (share.marks.stream().anyMatch(mark -> mark.test(stack))) {
                return share;
            }
        }
        return OTHER;
    }

    /**
     * Parts of one, in the order of their size.
     *
     * @param lines a stack, a space and the number of its samples each
     */
    static Map<Share, Double> of(List<String> lines) {
        Map<Share, Long> samples = new EnumMap<>(Share.class);
        long all = 0;
        for (String line : lines) {
            int space = line.lastIndexOf(' ');
            long count = Long.parseLong(line.substring(space + 1));
            samples.merge(of(line.substring(0, space)), count, Long::sum);
            all += count;
        }
        Map<Share, Double> parts = new EnumMap<>(Share.class);
        for (Map.Entry<Share, Long> entry : samples.entrySet()) {
            parts.put(entry.getKey(), (double) entry.getValue() / all);
        }
        return parts;
    }
}
