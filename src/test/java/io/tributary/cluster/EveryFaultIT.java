package io.tributary.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of fault once, on real processes under high availability with events coming all the time. */
@Tag("faults")
class EveryFaultIT {
    private static final FaultReport REPORT = new FaultReport();

    static FaultBench bench;

    @BeforeAll
    static void start() throws Exception {
        bench = FaultBench.start("every-fault", 2);
    }

    @AfterAll
    static void stop() throws Exception {
        bench.close();
        System.out.println(REPORT);
    }

    @ParameterizedTest
    @EnumSource
    void no_fault_loses_or_doubles_a_fact(Fault fault) throws Exception {
        assumeTrue(bench.canHappen(fault), () -> fault.title() + " cannot be tried here: " + bench.whyNoDisk());
        FaultRun.strike(fault, bench.bench(), REPORT);
    }
}
