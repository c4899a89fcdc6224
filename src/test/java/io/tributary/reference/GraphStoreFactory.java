package io.tributary.reference;

import io.tributary.engine.GraphStore;

/** Makes the graph that a history is resolved in. */
@FunctionalInterface
public interface GraphStoreFactory {
    /** A graph in which nothing has happened; the one before is not used any more. */
    GraphStore empty();
}
