package io.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that was found.
 *
 * @param machine in words, by what it is
 * @param settings in words, by their names
 * @param throughput null if it was not measured, and so on
 * @param failures of what could not be measured to its end
 */
record BenchReport(
        Map<String, String> machine,
        Map<String, String> settings,
        @Nullable Throughput throughput,
        @Nullable Sustained sustained,
        @Nullable Latency latency,
        List<String> failures) {

    /** Whatever makes the figures worth nothing, empty if nothing does. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(failures);
        if (throughput != null) {
            problems.addAll(throughput.problems());
        }
        if (sustained != null) {
            sustained.problems().forEach(problem -> problems.add("sustained: " + problem));
        }
        if (latency != null) {
            latency.problems().forEach(problem -> problems.add("latency: " + problem));
        }
        return problems;
    }
}
