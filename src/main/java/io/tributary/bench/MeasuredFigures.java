package io.tributary.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What {@code ./tributary bench} has measured: what a size is computed from. What a second costs and what an event costs
 * are told apart by what the latency suite's lowest rate takes and its highest.
 *
 * @param machine in a few words
 * @param jobCores CPU that a TaskManager of two slots takes however few events there are, cores: requests, checkpoints,
 *     what wakes up to look whether there is anything
 * @param jobMicros CPU of the job an event besides, microseconds
 * @param writerMicros what an event takes the thread that resolves its space, microseconds
 * @param brokerCores CPU that the requests of such a TaskManager take a broker, one replica, cores
 * @param brokerMicros CPU of the broker an event besides, one replica, microseconds
 * @param sustained the highest rate that was kept up with, events a second
 * @param bytesPerId RocksDB data an external ID, evidence included
 * @param mostIds external IDs in the largest state that was measured
 * @param eventBytes of an event as Kafka keeps it
 * @param recordBytesPerEvent of all records that an event leads to, as Kafka keeps them
 * @param checkpointBytesPerEvent what incremental checkpoints write an event
 */
public record MeasuredFigures(
        String machine,
        double jobCores,
        double jobMicros,
        double writerMicros,
        double brokerCores,
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
