package io.tributary.savepoint;

import static io.tributary.savepoint.Invariant.LISTED;
import static io.tributary.savepoint.Invariant.ONE_CANONICAL;
import static io.tributary.savepoint.Invariant.OWNED_BY_CANONICAL;
import static io.tributary.savepoint.Invariant.READABLE;
import static io.tributary.savepoint.Invariant.SEQUENCE;
import static io.tributary.savepoint.Invariant.SOUND_MARKS;
import static io.tributary.savepoint.Invariant.TRAITS;

import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Fingerprint;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import io.tributary.state.GraphPart;
import io.tributary.state.StoredGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Holds every graph of a savepoint to the {@link Invariant}s, in one pass; only where one is found to be
 * broken, in a second one that tells by which entries.
 */
public final class GraphVerifier implements SpaceVisitor {
    private final Progress progress;
    private final Violations violations = new Violations();
    private final List<Checked> checked = new ArrayList<>();

    public GraphVerifier(Progress progress) {
        this.progress = progress;
    }

    /**
     * How much was looked at.
     *
     * @param sequence of the last event or command in it
     */
    public record Checked(String space, long sequence, long profiles, long externalIds) {}

    /** Of the spaces that were visited. */
    public Violations violations() {
        return violations;
    }

    /** The spaces that were visited, by name. */
    public List<Checked> checked() {
        return checked.stream().sorted(Comparator.comparing(Checked::space)).toList();
    }

    @Override
    public void visit(String space, StoredGraph graph) {
        Graph its = new Graph(space, graph);
        its.verify();
        checked.add(new Checked(space, its.sequence, its.profiles, its.pointers));
    }

    private final class Graph {
        private final String space;
        private final StoredGraph graph;
        private final long sequence;
        private final ProfileChecks checks;
        private long profiles;
        private long pointers;
        private long owned;
        private long traits;

        Graph(String space, StoredGraph graph) {
            this.space = space;
            this.graph = graph;
            this.sequence = graph.sequence();
            this.checks = new ProfileChecks(graph, this::report);
        }

        void verify() {
            each("entries", graph.entries(), this::check);
            for (Map.Entry<String, Long> command : graph.commands()) {
                if (command.getValue() > sequence) {
                    report(SEQUENCE, "command " + command.getKey());
                }
            }
            if (checks.listed != owned) {
                each("pointers again", graph.entries(GraphPart.POINTERS), this::checkOwner);
            }
            if (checks.behind != checks.merged) {
                each("profiles again", graph.entries(GraphPart.PROFILES), entry -> checkMerged(graph.profile(entry)));
            }
            if (checks.withTraits != traits) {
                each("traits again", graph.entries(GraphPart.TRAITS), entry -> checkOwner(graph.profileId(entry)));
            }
        }

        private void check(StoredGraph.Entry entry) {
            switch (entry.part()) {
                case PROFILES -> {
                    profiles++;
                    checks.check(graph.profile(entry));
                }
                case POINTERS -> checkPointer(entry);
                case TRAITS -> checkTraits(entry);
                case ANCHORS -> {
                    graph.externalId(entry);
                    graph.anchors(entry);
                }
                case SEQUENCE -> {} // it has been read
            }
        }

        private void checkPointer(StoredGraph.Entry entry) {
            pointers++;
            ExternalId id = graph.externalId(entry);
            Pointer pointer = graph.pointer(entry);
            boolean isOwned = pointer.profile() != null;
            owned += isOwned ? 1 : 0;
            if (pointer.isNothing() || (isOwned && (pointer.is(Pointer.BLOCKED) || pointer.is(Pointer.DISCARDED)))) {
                report(SOUND_MARKS, Fingerprint.of(id));
            }
        }

        private void checkOwner(StoredGraph.Entry entry) {
            ProfileId owner = graph.pointer(entry).profile();
            if (owner == null) {
                return;
            }
            ExternalId id = graph.externalId(entry);
            Profile profile = graph.profile(owner);
            if (profile == null || !profile.isCanonical()) {
                report(OWNED_BY_CANONICAL, Fingerprint.of(id) + " of " + owner);
                return;
            }
            for (Identifier identifier : profile.identifiers()) {
                if (identifier.externalId().equals(id)) {
                    return;
                }
            }
            report(LISTED, Fingerprint.of(id) + " of " + owner);
        }

        private void checkMerged(Profile profile) {
            if (profile.parent() == null) {
                return;
            }
            ProfileId canonical = checks.canonical(profile.id());
            Profile its = canonical == null ? null : graph.profile(canonical);
            if (its == null || !its.merged().contains(profile.id())) {
                report(ONE_CANONICAL, profile.id().toString());
            }
        }

        private void checkTraits(StoredGraph.Entry entry) {
            traits++;
            Map<String, Trait> its = graph.traits(entry);
            if (its.isEmpty()) {
                report(TRAITS, graph.profileId(entry).toString());
            }
            for (Trait trait : its.values()) {
                if (trait.sequence() > sequence) {
                    report(SEQUENCE, "a trait of " + graph.profileId(entry));
                    return;
                }
            }
        }

        private void checkOwner(ProfileId id) {
            Profile profile = graph.profile(id);
            if (profile == null || !(profile.hasTraits() || profile.deleted())) {
                report(TRAITS, id.toString());
            }
        }

        /** What cannot be decoded is one violation, and the others are still looked for. */
        private void each(String what, Iterable<StoredGraph.Entry> entries, Consumer<StoredGraph.Entry> check) {
            for (StoredGraph.Entry entry : progress.watch(space + ": " + what, entries)) {
                try {
                    check.accept(entry);
                } catch (IllegalStateException | IllegalArgumentException e) {
                    report(READABLE, what + " key#" + Fingerprint.of(entry.key().content()) + ": " + e.getMessage());
                }
            }
        }

        private void report(Invariant invariant, String where) {
            violations.add(space, invariant, where);
        }
    }
}
