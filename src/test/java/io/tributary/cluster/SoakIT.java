package io.tributary.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many faults of all kinds one after another, picked at random: {@code -Dsoak.faults=60 -Dsoak.seed=7}. It prints what
 * each kind has cost.
 */
@Tag("faults")
class SoakIT {
    private static final int FAULTS = Integer.getInteger("soak.faults", 8);
    private static final long SEED = Long.getLong("soak.seed", 1);

    @Test
    void faults_of_all_kinds_one_after_another_lose_and_double_nothing() throws Exception {
        System.out.printf("soak.faults=%d soak.seed=%d%n", FAULTS, SEED);
        Random random = new Random(SEED);
        FaultReport report = new FaultReport();
        Instant start = Instant.now();
        try (FaultBench soak = FaultBench.start("soak", SEED)) {
            List<Fault> kinds =
                    Stream.of(Fault.values()).filter(soak::canHappen).toList();
            for (int i = 1; i <= FAULTS; i++) {
                Fault fault = kinds.get(random.nextInt(kinds.size()));
                FaultRun.strike(fault, soak.bench(), report);
                System.out.printf(
                        "%d of %d after %s: %s%n", i, FAULTS, Duration.between(start, Instant.now()), fault.title());
            }
            System.out.println(soak.bench().finish(soak.bench().verifier()));
        } finally {
            System.out.println(report);
        }
    }
}
