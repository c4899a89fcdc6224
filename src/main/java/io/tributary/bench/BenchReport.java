package io.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that was found.
 *
 * @param machine in words, by what it is
 * @param settings in words, by their names
 * @param findings of the suites that were measured, by their names, in order
 * @param failures of what could not be measured to its end
 */
record BenchReport(
        Map<String, String> machine,
        Map<String, String> settings,
        Map<String, Finding> findings,
        List<String> failures) {

    /** Whatever makes the figures worth nothing, empty if nothing does. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(failures);
        findings.forEach(
                (suite, finding) -> finding.problems().forEach(problem -> problems.add(suite + ": " + problem)));
        return problems;
    }
}
