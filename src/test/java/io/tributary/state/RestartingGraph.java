package io.tributary.state;

import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.jspecify.annotations.Nullable;

/** A graph in keyed state whose operator is replaced by a restored one after each change. */
final class RestartingGraph implements GraphStore {
    private static final String SPACE = "acme";

    private final StateBackend backend;
    private final int cacheSize;
    private final int seenBound;
    private GraphHarness harness;

    RestartingGraph(StateBackend backend, int cacheSize, int seenBound) throws Exception {
        this.backend = backend;
        this.cacheSize = cacheSize;
        this.seenBound = seenBound;
        this.harness = new GraphHarness(backend, cacheSize, seenBound, null);
    }

    /** The same, in which nothing has happened any more. */
    GraphStore emptied() {
        restart(null);
        return this;
    }

    @Override
    public void apply(GraphChange change) {
        harness.graph(SPACE).apply(change);
        try {
            restart(harness.snapshot());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void restart(@Nullable OperatorSubtaskState state) {
        try {
            harness.close();
            harness = new GraphHarness(backend, cacheSize, seenBound, state);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void close() throws Exception {
        harness.close();
    }

    @Override
    public long sequence() {
        return harness.graph(SPACE).sequence();
    }

    @Override
    public @Nullable Pointer pointer(ExternalId id) {
        return harness.graph(SPACE).pointer(id);
    }

    @Override
    public @Nullable Profile profile(ProfileId id) {
        return harness.graph(SPACE).profile(id);
    }

    @Override
    public Map<String, Trait> traits(ProfileId id) {
        return harness.graph(SPACE).traits(id);
    }

    @Override
    public Anchors anchors(ExternalId id) {
        return harness.graph(SPACE).anchors(id);
    }

    @Override
    public Set<String> levels() {
        return harness.graph(SPACE).levels();
    }

    @Override
    public long command(String commandId) {
        return harness.graph(SPACE).command(commandId);
    }
}
