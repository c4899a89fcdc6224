package io.tributary.savepoint;

import io.tributary.engine.Pointer;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.rules.Level;
import io.tributary.state.GraphPart;
import io.tributary.state.StateNames;
import io.tributary.state.StoredGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what lies in a savepoint, in one pass. */
public final class StatsReader implements SpaceVisitor {
    private static final int LARGEST = 5;

    /** Types that are told apart: as many as have a number in state, and some more. */
    private static final int MAX_TYPES = 5000;

    private final Progress progress;
    private final List<SpaceStats> spaces = new ArrayList<>();

    public StatsReader(Progress progress) {
        this.progress = progress;
    }

    /** Of the spaces that were visited, by name. */
    public List<SpaceStats> spaces() {
        return spaces.stream().sorted(Comparator.comparing(SpaceStats::space)).toList();
    }

    @Override
    public void visit(String space, StoredGraph graph) {
        Counter counter = new Counter();
        for (StoredGraph.Entry entry : progress.watch(space + ": entries", graph.entries())) {
            GraphPart part = entry.part();
            if (part != GraphPart.SEQUENCE) {
                counter.size(part.label(), entry.size());
            }
            if (part == GraphPart.PROFILES) {
                counter.count(graph.profile(entry));
            } else if (part == GraphPart.POINTERS) {
                counter.count(graph.externalId(entry), graph.pointer(entry));
            }
        }
        for (Map.Entry<String, Long> command : graph.commands()) {
            counter.size(StateNames.COMMANDS, command.getKey().length() + Long.BYTES);
        }
        spaces.add(counter.stats(space, graph.sequence()));
    }

    /** Of one space. */
    private static final class Counter {
        private static final int LIVE = 0;
        private static final int MERGED = 1;
        private static final int DELETED = 2;
        private static final Comparator<SpaceStats.Large> BY_SIZE =
                Comparator.comparingInt(SpaceStats.Large::externalIds).thenComparing(SpaceStats.Large::profile);

        private final SortedMap<String, long[]> profiles = new TreeMap<>();
        private final Map<Type, long[]> types = new HashMap<>();
        private final SortedMap<String, long[]> sizes = new TreeMap<>();
        private final PriorityQueue<SpaceStats.Large> largest = new PriorityQueue<>(BY_SIZE);
        private final long[] marks = new long[Pointer.SUPPRESSED + 1];
        private long otherTypes;
        private long links;
        private long members;
        private long relations;
        private long keptApart;

        private record Type(Collection collection, String name) {}

        void size(String state, int bytes) {
            long[] size = sizes.computeIfAbsent(state, name -> new long[2]);
            size[0]++;
            size[1] += bytes;
        }

        void count(Profile profile) {
            int state = profile.deleted() ? DELETED : profile.parent() != null ? MERGED : LIVE;
            profiles.computeIfAbsent(graphOf(profile), name -> new long[3])[state]++;
            links += profile.links().size();
            relations += profile.accounts().size();
            keptApart += profile.keptApart().size();
            for (Identifier boundary : profile.boundaries()) {
                add(boundary.externalId(), 1);
            }
            int ids = profile.identifiers().size() + profile.boundaries().size();
            if (ids > 0) {
                largest.add(new SpaceStats.Large(profile.id(), ids, profile.merges()));
                if (largest.size() > LARGEST) {
                    largest.remove();
                }
            }
        }

        /** A group's level is only told by its external IDs, for the kinds of their IDs are three. */
        private static String graphOf(Profile profile) {
            if (!profile.identifiers().isEmpty()) {
                return profile.identifiers().get(0).externalId().collection().wireName();
            }
            return switch (profile.id().kind()) {
                case USER -> Collection.USERS.wireName();
                case ACCOUNT -> Collection.ACCOUNTS.wireName();
                case HOUSEHOLD -> "household";
                case ORGANIZATION -> "organization";
                case GROUP -> ProfileId.Kind.GROUP.prefix() + " without external IDs";
            };
        }

        void count(ExternalId id, Pointer pointer) {
            if (pointer.profile() != null) {
                add(id, 0);
                members += id.collection().isLevel() && id.type().equals(Level.MEMBER) ? 1 : 0;
            }
            for (int mark = Pointer.BLOCKED; mark <= Pointer.SUPPRESSED; mark <<= 1) {
                marks[mark] += pointer.is(mark) ? 1 : 0;
            }
        }

        private void add(ExternalId id, int what) {
            Type type = new Type(id.collection(), id.type());
            long[] count = types.get(type);
            if (count == null && types.size() >= MAX_TYPES) {
                otherTypes += what == 0 ? 1 : 0;
                return;
            }
            if (count == null) {
                count = new long[2];
                types.put(type, count);
            }
            count[what]++;
        }

        SpaceStats stats(String space, long sequence) {
            SortedMap<String, SpaceStats.Profiles> profileCounts = new TreeMap<>();
            profiles.forEach((name, count) ->
                    profileCounts.put(name, new SpaceStats.Profiles(count[LIVE], count[MERGED], count[DELETED])));
            SortedMap<String, SpaceStats.Size> stateSizes = new TreeMap<>();
            sizes.forEach((name, size) -> stateSizes.put(name, new SpaceStats.Size(size[0], size[1])));
            return new SpaceStats(
                    space,
                    sequence,
                    profileCounts,
                    typeCounts(),
                    otherTypes,
                    largest.stream().sorted(BY_SIZE.reversed()).toList(),
                    links,
                    members,
                    relations,
                    keptApart,
                    marks[Pointer.BLOCKED],
                    marks[Pointer.DISCARDED],
                    marks[Pointer.SUPPRESSED],
                    entries(GraphPart.ANCHORS.label()),
                    entries(StateNames.COMMANDS),
                    stateSizes);
        }

        private long entries(String state) {
            return sizes.getOrDefault(state, new long[2])[0];
        }

        private List<SpaceStats.TypeCount> typeCounts() {
            return types.entrySet().stream()
                    .map(entry -> new SpaceStats.TypeCount(
                            entry.getKey().collection(),
                            entry.getKey().name(),
                            entry.getValue()[0],
                            entry.getValue()[1]))
                    .sorted(Comparator.comparing((SpaceStats.TypeCount type) ->
                                    type.collection().wireName())
                            .thenComparing(type -> -type.owned() - type.boundaries())
                            .thenComparing(SpaceStats.TypeCount::type))
                    .toList();
        }
    }
}
