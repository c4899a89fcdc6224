package io.tributary.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code REPORT.md} for people, {@code report.json} with every sample, and the pictures of the former. */
final class ReportFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportFiles() {}

    static void write(BenchReport report, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Finding finding : report.findings().values()) {
            for (Map.Entry<String, String> picture : finding.pictures().entrySet()) {
                Files.writeString(directory.resolve(picture.getKey()), picture.getValue());
            }
        }
        Files.write(directory.resolve("report.json"), JSON.writeValueAsBytes(report));
        Files.writeString(directory.resolve("REPORT.md"), ReportText.of(report));
    }
}
