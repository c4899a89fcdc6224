package io.tributary.savepoint;

import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import io.tributary.state.GraphPart;
import io.tributary.state.StoredGraph;
import java.util.function.BiConsumer;

/** Tells of each external ID that somebody owns who that is. */
public final class OwnersReader implements SpaceVisitor {
    private final BiConsumer<ExternalId, ProfileId> to;
    private long sequence;

    /** @param to takes external IDs, in no particular order, with their canonical profiles */
    public OwnersReader(BiConsumer<ExternalId, ProfileId> to) {
        this.to = to;
    }

    /** The position of the last event or command of the spaces that were visited. */
    public long sequence() {
        return sequence;
    }

    @Override
    public void visit(String space, StoredGraph graph) {
        sequence = Math.max(sequence, graph.sequence());
        for (StoredGraph.Entry entry : graph.entries(GraphPart.POINTERS)) {
            Pointer pointer = graph.pointer(entry);
            if (pointer.profile() != null) {
                to.accept(graph.externalId(entry), pointer.profile());
            }
        }
    }
}
