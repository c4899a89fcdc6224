package io.tributary.reference;

import io.tributary.engine.MemoryGraphStore;
import org.junit.jupiter.api.Test;

class EngineAgreesWithReferenceTest {
    @Test
    void engine_and_reference_say_the_same_of_every_event_and_leave_the_same_graph() {
        Agreement.check(MemoryGraphStore::new, Histories.seed(), Histories.count());
    }
}
