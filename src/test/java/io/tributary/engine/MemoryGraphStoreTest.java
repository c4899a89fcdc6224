package io.tributary.engine;

class MemoryGraphStoreTest extends GraphStoreContractTest {
    @Override
    protected GraphStore emptyStore() {
        return new MemoryGraphStore();
    }
}
