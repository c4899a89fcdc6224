package io.tributary.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What {@code ./tributary bench} has measured: what a size is computed from.
 *
 * @param machine in a few words
 * @param jobMicros CPU of the job an event, microseconds
 * @param writerMicros the part of it that the thread takes that resolves a space
 * @param brokerMicros CPU of the broker an event, one replica, microseconds
 * @param sustained the highest rate that was kept up with, events a second
 * @param bytesPerId RocksDB data an external ID, evidence included
 * @param mostIds external IDs in the largest state that was measured
 * @param eventBytes of an event as Kafka keeps it
 * @param recordBytesPerEvent of all records that an event leads to, as Kafka keeps them
 * @param checkpointBytesPerEvent what incremental checkpoints write an event
 */
public record MeasuredFigures(
        String machine,
        double jobMicros,
        double writerMicros,
        double brokerMicros,
        double sustained,
        double bytesPerId,
        double mostIds,
        double eventBytes,
        double recordBytesPerEvent,
        double checkpointBytesPerEvent) {

    private static final String FILE = "measured.json";

    /** Those that this version was measured with. */
    public static MeasuredFigures shipped() {
        try (InputStream in = MeasuredFigures.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not in the jar");
            }
            return new ObjectMapper().readValue(in, MeasuredFigures.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
