package io.tributary.codec;

import io.tributary.model.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is written to Kafka.
 *
 * @param key UTF-8
 * @param value JSON, UTF-8; null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way out are never compared
public record TopicRecord(Topic topic, byte[] key, byte @Nullable [] value) {}
