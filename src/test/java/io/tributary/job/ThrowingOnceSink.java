package io.tributary.job;

import io.tributary.codec.TopicRecord;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Collects like another sink, but fails on the first record that it is ever given. */
final class ThrowingOnceSink implements Sink<TopicRecord> {
    private static final long serialVersionUID = 1;
    private static final AtomicBoolean THROWN = new AtomicBoolean();

    private final CollectingSink sink = new CollectingSink();

    ThrowingOnceSink() {
        THROWN.set(false);
    }

    static boolean hasThrown() {
        return THROWN.get();
    }

    CollectingSink.Collected collected() {
        return sink.collected();
    }

    void forget() {
        sink.forget();
    }

    @Override
    @SuppressWarnings("try") // Flink declares close() so
    public SinkWriter<TopicRecord> createWriter(WriterInitContext context) {
        SinkWriter<TopicRecord> writer = sink.createWriter(context);
        return new SinkWriter<>() {
            @Override
            public void write(TopicRecord record, Context at) throws IOException, InterruptedException {
                if (THROWN.compareAndSet(false, true)) {
                    throw new IOException("a failure on purpose");
                }
                writer.write(record, at);
            }

            @Override
            public void flush(boolean endOfInput) throws IOException, InterruptedException {
                writer.flush(endOfInput);
            }

            @Override
            public void close() throws Exception {
                writer.close();
            }
        };
    }
}
