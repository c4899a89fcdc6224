package io.tributary.kafka;

import io.tributary.model.Topic;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** How records reach their topics. */
public enum Delivery {
    /** Facts exactly once, with each checkpoint; all else at least once, at once. */
    MIXED("mixed"),
    /** Everything exactly once, with each checkpoint. */
    EXACTLY_ONCE("exactly_once"),
    /** Everything at least once, at once. */
    AT_LEAST_ONCE("at_least_once");

    private final String wireName;

    Delivery(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** What Flink has to guarantee for a topic. */
    public DeliveryGuarantee guarantee(Topic topic) {
        boolean transactional = switch (this) {
            case MIXED -> topic.isFact();
            case EXACTLY_ONCE -> true;
            case AT_LEAST_ONCE -> false;
        };
        return transactional ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE;
    }

    /** As options are written: {@code exactly_once}. */
    @Override
    public String toString() {
        return wireName;
    }
}
