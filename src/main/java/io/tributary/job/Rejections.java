package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.RecordEncoder;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Rejected;
import io.tributary.model.RejectionCode;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;

/** What a decoding operator does with records that it cannot use: it counts them by code, and encodes them. */
final class Rejections {
    /** The side output of every decoding operator: encoded rejections. */
    static final OutputTag<TopicRecord> TAG = new OutputTag<>("rejected", TypeInformation.of(TopicRecord.class));

    private final RecordEncoder encoder;
    private final Map<RejectionCode, Counter> counters = new EnumMap<>(RejectionCode.class);

    Rejections(String rulesFingerprint, MetricGroup group) {
        encoder = new RecordEncoder(rulesFingerprint);
        for (RejectionCode code : RejectionCode.values()) {
            counters.put(code, group.addGroup(JobNames.CODE, code.wireName()).counter(JobNames.REJECTED));
        }
    }

    TopicRecord encode(Rejected rejected) {
        requireNonNull(counters.get(rejected.code())).inc();
        return encoder.encode(rejected);
    }
}
