package io.tributary.kafka;

import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Where a job without a savepoint or checkpoint begins to read. A restored one goes on where it was. */
public enum StartFrom {
    EARLIEST("earliest"),
    LATEST("latest"),
    /** After what the consumer group has committed; where it has committed nothing, from the earliest on. */
    COMMITTED("committed");

    private final String wireName;

    StartFrom(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    @SuppressWarnings("deprecation") // the connector asks for this type of the Kafka clients
    OffsetsInitializer offsets() {
        return switch (this) {
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
        };
    }

    /** As options are written: {@code committed}. */
    @Override
    public String toString() {
        return wireName;
    }
}
