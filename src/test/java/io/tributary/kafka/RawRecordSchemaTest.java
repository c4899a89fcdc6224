package io.tributary.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RawRecordSchemaTest {
    private static RawRecord read(long timestamp, RecordHeaders headers, byte @Nullable [] value) {
        List<RawRecord> records = new ArrayList<>();
        new RawRecordSchema()
                .deserialize(
                        new ConsumerRecord<>(
                                "events",
                                3,
                                42,
                                timestamp,
                                TimestampType.CREATE_TIME,
                                0,
                                0,
                                null,
                                value,
                                headers,
                                Optional.empty()),
                        new ListCollector<>(records));
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    @Test
    void a_record_comes_with_where_it_lay_and_its_bytes_untouched() {
        byte[] value = {1, 0, -1};
        RawRecord raw = read(1234, new RecordHeaders(), value);
        assertThat(raw.topic()).isEqualTo("events");
        assertThat(raw.partition()).isEqualTo(3);
        assertThat(raw.offset()).isEqualTo(42);
        assertThat(raw.timestamp()).isEqualTo(1234);
        assertThat(raw.value()).isSameAs(value);
    }

    @Test
    void a_tombstone_is_a_record_too() {
        assertThat(read(1, new RecordHeaders(), null).value()).isNull();
    }

    @Test
    void a_record_without_a_timestamp_has_none() {
        assertThat(read(ConsumerRecord.NO_TIMESTAMP, new RecordHeaders(), null).timestamp())
                .isEqualTo(RawRecord.NO_TIMESTAMP);
    }

    @Test
    void the_last_source_header_counts_and_others_do_not() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("source", "old".getBytes(StandardCharsets.UTF_8));
        headers.add("source", "büro".getBytes(StandardCharsets.UTF_8));
        headers.add("Source", "other".getBytes(StandardCharsets.UTF_8));
        assertThat(read(1, headers, null).sourceHeader()).isEqualTo("büro");
        assertThat(read(1, new RecordHeaders(), null).sourceHeader()).isNull();
        RecordHeaders empty = new RecordHeaders();
        empty.add("source", null);
        assertThat(read(1, empty, null).sourceHeader()).isNull();
    }
}
