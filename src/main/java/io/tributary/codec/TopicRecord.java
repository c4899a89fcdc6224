package io.tributary.codec;

import io.tributary.model.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is written to Kafka.
 *
 * @param key UTF-8; null where there is nothing to group by: an unresolved event
 * @param value JSON, UTF-8; null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way out are never compared
public record TopicRecord(Topic topic, byte @Nullable [] key, byte @Nullable [] value) {}
