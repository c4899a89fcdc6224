package io.tributary.hostile;

import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what an event asks of a graph and changes in it, and what the largest profile is like. */
final class CountingGraphStore implements GraphStore {
    private final MemoryGraphStore graph = new MemoryGraphStore();
    private int reads;
    private int mostReads;
    private int mostWrites;
    private int mostIdentifiers;
    private int mostLinks;
    private int mostMerged;

    /** The most that any one event has asked and changed, and the largest profile, since this was asked last. */
    Counts since() {
        Counts counts = new Counts(mostReads, mostWrites, mostIdentifiers, mostLinks, mostMerged);
        mostReads = 0;
        mostWrites = 0;
        mostIdentifiers = 0;
        mostLinks = 0;
        mostMerged = 0;
        return counts;
    }

    /**
     * @param reads of one event: external IDs, profiles, traits, who shares a value
     * @param writes of one event
     */
    record Counts(int reads, int writes, int identifiers, int links, int merged) {
        Counts max(Counts other) {
            return new Counts(
                    Math.max(reads, other.reads),
                    Math.max(writes, other.writes),
                    Math.max(identifiers, other.identifiers),
                    Math.max(links, other.links),
                    Math.max(merged, other.merged));
        }
    }

    @Override
    public long sequence() {
        return graph.sequence();
    }

    @Override
    public @Nullable Pointer pointer(ExternalId id) {
        reads++;
        return graph.pointer(id);
    }

    @Override
    public @Nullable Profile profile(ProfileId id) {
        reads++;
        return graph.profile(id);
    }

    @Override
    public Map<String, Trait> traits(ProfileId id) {
        reads++;
        return graph.traits(id);
    }

    @Override
    public Set<String> levels() {
        return graph.levels();
    }

    @Override
    public Anchors anchors(ExternalId id) {
        reads++;
        return graph.anchors(id);
    }

    @Override
    public long command(String commandId) {
        return graph.command(commandId);
    }

    @Override
    public void apply(GraphChange change) {
        graph.apply(change);
    }

    /** Takes down what an event has cost, once its change has been applied. */
    void note(GraphChange change) {
        int writes = change.profiles().size()
                + change.pointers().size()
                + change.seen().size()
                + change.traits().size()
                + change.anchors().size();
        for (Profile profile : change.profiles()) {
            mostIdentifiers = Math.max(mostIdentifiers, profile.identifiers().size());
            mostLinks = Math.max(mostLinks, profile.links().size());
            mostMerged = Math.max(mostMerged, profile.merged().size());
        }
        mostReads = Math.max(mostReads, reads);
        mostWrites = Math.max(mostWrites, writes);
        reads = 0;
    }
}
