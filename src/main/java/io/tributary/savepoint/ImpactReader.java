package io.tributary.savepoint;

import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RuleChange;
import io.tributary.state.GraphPart;
import io.tributary.state.StoredGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts who in a savepoint is outside new rules, in one pass over the profiles of each space whose rules change. */
public final class ImpactReader implements SpaceVisitor {
    private final List<Count> counts = new ArrayList<>();
    private final Map<String, Long> live = new HashMap<>();
    private final Progress progress;

    /** @param changes from the rules before to those after */
    public ImpactReader(List<RuleChange> changes, RuleBook before, RuleBook after, Progress progress) {
        this.progress = progress;
        for (RuleChange change : changes) {
            String space = change.space();
            counts.add(new Count(new OutsideRule(change, before.space(space), after.space(space))));
        }
    }

    /** Whether there is anything to count. */
    public boolean counts() {
        return counts.stream().anyMatch(count -> count.rule.counts());
    }

    /** One for each change, in their order. */
    public List<Impact> impacts() {
        return counts.stream().map(Count::impact).toList();
    }

    /** Live profiles, accounts and groups of a space, 0 if it was not counted. */
    public long live(String space) {
        return live.getOrDefault(space, 0L);
    }

    @Override
    public void visit(String space, StoredGraph graph) {
        List<Count> its = counts.stream()
                .filter(count -> count.rule.change().space().equals(space) && count.rule.counts())
                .toList();
        if (its.isEmpty()) {
            return;
        }
        boolean needsNewest = its.stream().anyMatch(count -> count.rule.needsNewest());
        Known known = new Stored(graph, needsNewest ? newest(space, graph) : 0);
        long profiles = 0;
        for (StoredGraph.Entry entry : progress.watch(space + ": profiles", graph.entries(GraphPart.PROFILES))) {
            Profile profile = graph.profile(entry);
            if (profile.isCanonical()) {
                profiles++;
                its.forEach(count -> count.add(profile, known));
            }
        }
        live.put(space, profiles);
    }

    private long newest(String space, StoredGraph graph) {
        long newest = Long.MIN_VALUE;
        for (StoredGraph.Entry entry :
                progress.watch(space + ": profiles for the newest time", graph.entries(GraphPart.PROFILES))) {
            Profile profile = graph.profile(entry);
            newest = profile.isCanonical() ? Math.max(newest, profile.lastSeen()) : newest;
        }
        for (StoredGraph.Entry entry :
                progress.watch(space + ": pointers for the newest time", graph.entries(GraphPart.POINTERS))) {
            newest = Math.max(newest, graph.pointer(entry).lastSeen());
        }
        return newest;
    }

    /** What a space in a savepoint answers. */
    private record Stored(StoredGraph graph, long newest) implements Known {
        @Override
        public @Nullable Pointer pointer(ExternalId id) {
            return graph.pointer(id);
        }

        @Override
        public int sharedBy(ExternalId id) {
            return graph.anchors(id).size();
        }
    }

    /** Of one change. */
    private static final class Count {
        private static final int EXAMPLES = 5;
        private static final int IDS_OF_EXAMPLE = 3;

        final OutsideRule rule;
        private final List<Impact.Example> examples = new ArrayList<>();
        private long profiles;
        private long externalIds;

        Count(OutsideRule rule) {
            this.rule = rule;
        }

        void add(Profile profile, Known known) {
            List<ExternalId> outside = rule.outside(profile, known);
            if (outside == null) {
                return;
            }
            profiles++;
            externalIds += outside.size();
            if (examples.size() < EXAMPLES) {
                List<ExternalId> ids = outside.stream().limit(IDS_OF_EXAMPLE).toList();
                examples.add(new Impact.Example(profile.id(), outside.size(), ids));
            }
        }

        Impact impact() {
            return new Impact(
                    rule.change(), rule.counts(), profiles, externalIds, rule.untold(), List.copyOf(examples));
        }
    }
}
