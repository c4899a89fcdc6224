package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShareTest {
    private static final String DECODING = "[Source: events -> decode (1/2)#0 tid=7];java/lang/Thread.run;"
            + "org/apache/flink/streaming/runtime/tasks/StreamTask.invoke;"
            + "org/apache/flink/streaming/api/operators/SourceOperator.emitNext;"
            + "io/tributary/job/DecodeFunction.processElement;io/tributary/codec/EventDecoder.decode";
    private static final String RESOLVING = "[resolve (2/2)#0 tid=8];java/lang/Thread.run;"
            + "org/apache/flink/streaming/runtime/tasks/StreamTask.invoke;"
            + "org/apache/flink/streaming/runtime/io/StreamTaskNetworkInput.emitNext;"
            + "io/tributary/job/ResolveOperator.resolve;io/tributary/engine/Resolver.resolve";

    @Test
    void a_sample_belongs_to_the_innermost_part_of_the_job() {
        assertThat(Share.of(DECODING)).isEqualTo(Share.DECODE);
        assertThat(Share.of(DECODING + ";org/apache/flink/runtime/io/network/api/writer/RecordWriter.emit"))
                .isEqualTo(Share.HAND_OVER);
        assertThat(Share.of(RESOLVING)).isEqualTo(Share.RESOLVE);
        assertThat(Share.of(RESOLVING + ";io/tributary/state/KeyedGraphStore.pointer"))
                .isEqualTo(Share.STATE);
        assertThat(Share.of(RESOLVING + ";io/tributary/state/KeyedGraphStore.pointer;org/rocksdb/RocksDB.get"))
                .isEqualTo(Share.STORE);
        assertThat(Share.of("[resolve (2/2)#0 tid=8];org/apache/flink/streaming/runtime/io/StreamTaskNetworkInput.x"))
                .isEqualTo(Share.TAKE_OVER);
    }

    @Test
    void threads_of_their_own_are_told_by_their_names() {
        assertThat(Share.of("[rocksdb:low tid=3];start_thread;rocksdb::DBImpl::BackgroundCallCompaction"))
                .isEqualTo(Share.COMPACTION);
        assertThat(Share.of("[C2 CompilerThre tid=4];start_thread")).isEqualTo(Share.COMPILER);
        assertThat(Share.of("[kafka-producer-network-thread | producer-1 tid=5];java/lang/Thread.run"))
                .isEqualTo(Share.PRODUCERS);
        assertThat(Share.of("[Finalizer tid=6];java/lang/Thread.run")).isEqualTo(Share.OTHER);
    }

    @Test
    void parts_are_of_all_samples() {
        Map<Share, Double> parts = Share.of(List.of(DECODING + " 30", RESOLVING + " 60", DECODING + ";a.b 10"));

        assertThat(parts).containsOnlyKeys(Share.DECODE, Share.RESOLVE);
        assertThat(parts.get(Share.DECODE)).isEqualTo(0.4, offset(1e-9));
    }
}
