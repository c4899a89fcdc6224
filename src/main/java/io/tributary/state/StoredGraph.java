package io.tributary.state;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * The identity graphs in keyed state for whoever reads all of one, as {@link KeyedGraphStore} has written them: entry by
 * entry, as they lie there, and decoded only when asked. Nothing is kept on the heap but the names, and nothing is ever
 * written.
 *
 * <p>What cannot be decoded is an {@link IllegalStateException} of the method that decodes, so that who looks for damage
 * can go on with the next entry.
 */
public final class StoredGraph {
    private final MapState<Bytes, Bytes> graph;
    private final MapState<String, Long> commands;
    private final MapState<String, Integer> names;
    private final ValueState<Integer> form;
    private final ByteWriter out = new ByteWriter(1024);
    private NameDictionary dictionary = new NameDictionary((name, number) -> {});
    private GraphKeys keys = new GraphKeys(dictionary, out);

    /** @param state of the resolving operator, whose key is the space */
    public StoredGraph(KeyedStateStore state) {
        graph = state.getMapState(KeyedGraphStore.graphState());
        commands = state.getMapState(KeyedGraphStore.commandState());
        names = state.getMapState(KeyedGraphStore.nameState());
        form = state.getState(KeyedGraphStore.formState());
    }

    /** An entry as it lies in state. */
    public record Entry(Bytes key, Bytes value) {
        /** @throws IllegalStateException if it is of none that this release knows */
        public GraphPart part() {
            return GraphPart.of(key);
        }

        /** Bytes of both. */
        public int size() {
            return key.size() + value.size();
        }
    }

    /**
     * Makes this the graph of the space that is Flink's current key by now.
     *
     * @throws IllegalStateException if the names that are kept there are damaged, or the graph is in another form than
     *     this release reads
     */
    public void enter() {
        KeyedGraphStore.requireForm(form);
        Map<String, Integer> kept = new HashMap<>();
        Iterable<Map.Entry<String, Integer>> entries = KeyedGraphStore.read(StateNames.NAMES, names::entries);
        if (entries != null) {
            entries.forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        }
        dictionary = new NameDictionary((name, number) -> {});
        dictionary.restore(kept);
        keys = new GraphKeys(dictionary, out);
    }

    /** The position of the last event or command, 0 before the first. */
    public long sequence() {
        Bytes kept = read(GraphKeys.SEQUENCE);
        return kept == null ? 0 : SequenceFormat.decode(kept);
    }

    /** The types, levels and sources that have a number. */
    public List<String> names() {
        return dictionary.names();
    }

    /** All of it: what an entry is, {@link Entry#part} says. */
    public Iterable<Entry> entries() {
        return () -> stored().map(StoredGraph::entry).iterator();
    }

    /** One part of it. The others are passed over, but it takes a look at each of their keys. */
    public Iterable<Entry> entries(GraphPart part) {
        return () -> stored().filter(entry -> part.isOf(entry.getKey()))
                .map(StoredGraph::entry)
                .iterator();
    }

    private Stream<Map.Entry<Bytes, Bytes>> stored() {
        var entries = requireNonNull(KeyedGraphStore.read(StateNames.GRAPH, graph::entries));
        return StreamSupport.stream(entries.spliterator(), false);
    }

    private static Entry entry(Map.Entry<Bytes, Bytes> stored) {
        return new Entry(stored.getKey(), stored.getValue());
    }

    /** The sequences at which commands had their answers, by their IDs. */
    public Iterable<Map.Entry<String, Long>> commands() {
        return requireNonNull(KeyedGraphStore.read(StateNames.COMMANDS, commands::entries));
    }

    /** Of a pointer or of anchors. */
    public ExternalId externalId(Entry entry) {
        return keys.externalId(entry.key);
    }

    public Pointer pointer(Entry entry) {
        return PointerFormat.decode(entry.value);
    }

    /** Of a profile or of traits. */
    public ProfileId profileId(Entry entry) {
        return GraphKeys.profileId(entry.key);
    }

    public Profile profile(Entry entry) {
        return ProfileFormat.decode(profileId(entry), entry.value, dictionary);
    }

    public Map<String, Trait> traits(Entry entry) {
        return TraitsFormat.decode(profileId(entry), entry.value);
    }

    public Anchors anchors(Entry entry) {
        return AnchorsFormat.decode(entry.value);
    }

    /** What is known of an external ID, null if nothing is. */
    public @Nullable Pointer pointer(ExternalId id) {
        Bytes value = read(keys.ofKnown(GraphPart.POINTERS, id));
        return value == null ? null : PointerFormat.decode(value);
    }

    /** A profile, canonical, merged or deleted, null if there never was one of that ID. */
    public @Nullable Profile profile(ProfileId id) {
        Bytes value = read(keys.of(GraphPart.PROFILES, id));
        return value == null ? null : ProfileFormat.decode(id, value, dictionary);
    }

    /** A profile's traits by name, removed ones included. */
    public Map<String, Trait> traits(ProfileId id) {
        Bytes value = read(keys.of(GraphPart.TRAITS, id));
        return value == null ? Map.of() : TraitsFormat.decode(id, value);
    }

    /** Whether a profile has traits, removed ones included. */
    public boolean hasTraits(ProfileId id) {
        Bytes key = keys.of(GraphPart.TRAITS, id);
        return Boolean.TRUE.equals(KeyedGraphStore.read(StateNames.GRAPH, () -> graph.contains(key)));
    }

    /** Who shares an external ID, {@link Anchors#NONE} if nobody is known to. */
    public Anchors anchors(ExternalId id) {
        Bytes value = read(keys.ofKnown(GraphPart.ANCHORS, id));
        return value == null ? Anchors.NONE : AnchorsFormat.decode(value);
    }

    private @Nullable Bytes read(@Nullable Bytes key) {
        return key == null ? null : KeyedGraphStore.read(StateNames.GRAPH, () -> graph.get(key));
    }
}
