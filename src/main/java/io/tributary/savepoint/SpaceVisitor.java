package io.tributary.savepoint;

import io.tributary.state.StoredGraph;

/** Reads the graph of one space after the other. */
@FunctionalInterface
public interface SpaceVisitor {
    /** @param graph of the space, for as long as this call takes */
    void visit(String space, StoredGraph graph);
}
