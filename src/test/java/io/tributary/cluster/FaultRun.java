package io.tributary.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** One fault, from a job that is well to a job that is well. */
final class FaultRun {
    private FaultRun() {}

    /** Lets it happen, waits until all is well again, and asserts that no fact was lost, doubled or wrong. */
    static void strike(Fault fault, Bench bench, FaultReport report) throws Exception {
        bench.awaitRecovered();
        Findings before = bench.verifier().findings();
        bench.verifier().listen();
        fault.strike(bench);
        bench.awaitRecovered();
        Duration silence = bench.verifier().silence();
        Findings after = bench.verifier().findings();
        report.add(fault, silence, before, after);
        assertThat(after.compared()).isGreaterThan(before.compared());
        assertThat(after.areClean()).as("%s: %s", fault.title(), after).isTrue();
    }
}
