package io.tributary.reference;

import io.tributary.engine.MemoryGraphStore;
import org.junit.jupiter.api.Test;

/** The reference alone, in the engine's place: what it leaves behind is a graph, and it says twice the same. */
class ReferenceKeepsInvariantsTest {
    @Test
    void the_reference_keeps_the_invariants_and_repeats_itself() {
        Agreement agreement = new Agreement(MemoryGraphStore::new, ReferenceSubject::new);
        Histories.forEach(Histories.seed() + 1_000_000, 300, agreement::check);
    }
}
