package io.tributary.kafka;

import io.tributary.model.RawRecord;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Takes a Kafka record as it is, tombstones included. It does not look into the value: what fails here would stop the
 * job, again and again.
 */
final class RawRecordSchema implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1;
    private static final String SOURCE_HEADER = "source";

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<RawRecord> out) {
        long timestamp = kafka.timestamp() < 0 ? RawRecord.NO_TIMESTAMP : kafka.timestamp();
        out.collect(new RawRecord(
                kafka.topic(), kafka.partition(), kafka.offset(), timestamp, source(kafka), kafka.value()));
    }

    private static @Nullable String source(ConsumerRecord<byte[], byte[]> kafka) {
        Header header = kafka.headers().lastHeader(SOURCE_HEADER);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TypeInformation.of(RawRecord.class);
    }
}
