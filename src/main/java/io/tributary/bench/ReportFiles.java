package io.tributary.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code REPORT.md} for people, {@code report.json} with every sample, and the pictures of the former. */
final class ReportFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportFiles() {}

    static void write(BenchReport report, Path directory) throws IOException {
        Files.createDirectories(directory);
        if (report.throughput() != null) {
            Files.writeString(directory.resolve("throughput.svg"), Plots.of(report.throughput()));
        }
        if (report.sustained() != null) {
            Files.writeString(directory.resolve("sustained.svg"), Plots.of(report.sustained()));
        }
        if (report.latency() != null) {
            Files.writeString(directory.resolve("latency.svg"), Plots.of(report.latency()));
        }
        Files.write(directory.resolve("report.json"), JSON.writeValueAsBytes(report));
        Files.writeString(directory.resolve("REPORT.md"), ReportText.of(report));
    }
}
