package io.tributary.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sink of Kafka's whose writers do not throw when they are closed.
 *
 * <p>The connector's throw then what their producer has failed with and nobody has asked for yet. When brokers are in
 * trouble, several sinks of one task fail at once: the first fails the task, and the others' errors come when the task
 * is cleaned up. What is thrown there ends the whole TaskManager process, with all that runs in it, where the failed task
 * alone would be started again. Nothing is lost by it: a writer is asked for its errors before every checkpoint and at
 * the end of its input, so what a checkpoint counts as sent has been sent.
 *
 * @param <IN> what is written
 * @param <S> state of the connector's writer
 * @param <C> what the connector commits
 */
final class QuietlyClosedSink<IN, S, C>
        implements TwoPhaseCommittingStatefulSink<IN, S, C>, SupportsPostCommitTopology<C> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(QuietlyClosedSink.class);

    private final TwoPhaseCommittingStatefulSink<IN, S, C> sink;
    private final SupportsPostCommitTopology<C> topology;

    private QuietlyClosedSink(TwoPhaseCommittingStatefulSink<IN, S, C> sink, SupportsPostCommitTopology<C> topology) {
        this.sink = sink;
        this.topology = topology;
    }

    static <IN, S, C, K extends TwoPhaseCommittingStatefulSink<IN, S, C> & SupportsPostCommitTopology<C>>
            Sink<IN> around(K sink) {
        return new QuietlyClosedSink<>(sink, sink);
    }

    @Override
    public PrecommittingStatefulSinkWriter<IN, S, C> createWriter(WriterInitContext context) throws IOException {
        return new Writer<>(sink.createWriter(context));
    }

    @Override
    public PrecommittingStatefulSinkWriter<IN, S, C> restoreWriter(WriterInitContext context, Collection<S> state)
            throws IOException {
        return new Writer<>(sink.restoreWriter(context, state));
    }

    @Override
    public SimpleVersionedSerializer<S> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<C> createCommitter(CommitterInitContext context) throws IOException {
        return sink.createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<C> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<C>> committables) {
        topology.addPostCommitTopology(committables);
    }

    private record Writer<IN, S, C>(PrecommittingStatefulSinkWriter<IN, S, C> writer)
            implements PrecommittingStatefulSinkWriter<IN, S, C> {
        @Override
        public void write(IN element, Context context) throws IOException, InterruptedException {
            writer.write(element, context);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            writer.flush(endOfInput);
        }

        @Override
        public Collection<C> prepareCommit() throws IOException, InterruptedException {
            return writer.prepareCommit();
        }

        @Override
        public List<S> snapshotState(long checkpointId) throws IOException {
            return writer.snapshotState(checkpointId);
        }

        @Override
        public void close() {
            try {
                writer.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("A sink had failed by the time that it was closed", e);
            }
        }
    }
}
