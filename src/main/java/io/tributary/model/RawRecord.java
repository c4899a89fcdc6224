package io.tributary.model;

import org.jspecify.annotations.Nullable;

/**
 * An input record as it arrived, before anything has looked into it.
 *
 * @param topic the Kafka topic, or the file's name
 * @param offset the Kafka offset, or the line in the file, counted from 1
 * @param timestamp the record's timestamp in epoch milliseconds, {@link #NO_TIMESTAMP} if it has none
 * @param sourceHeader the record header {@code source}, if there is one
 * @param value null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // bytes pass through untouched and are never compared
public record RawRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        @Nullable String sourceHeader,
        byte @Nullable [] value) {
    /** The record has no timestamp: input from a file. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    /** The partition of records that come from a file. */
    public static final int FILE_PARTITION = -1;
}
