package io.tributary.cluster;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two faults that everybody has, on real processes with events coming all the time. {@link EveryFaultIT} has them all. */
class FaultsIT {
    private static final FaultReport REPORT = new FaultReport();

    static Bench bench;

    @BeforeAll
    static void start() throws Exception {
        bench = Bench.start("faults", new ClusterSettings(2, false, true, Map.of()), Load.rules(""), 1);
        bench.runJob();
    }

    @AfterAll
    static void stop() {
        bench.close();
        System.out.println(REPORT);
    }

    @Test
    void neither_a_killed_task_manager_nor_a_killed_broker_loses_or_doubles_a_fact() throws Exception {
        for (Fault fault : new Fault[] {Fault.TASK_MANAGER_KILLED, Fault.BROKER_KILLED}) {
            FaultRun.strike(fault, bench, REPORT);
        }
        bench.finish(bench.verifier());
    }
}
