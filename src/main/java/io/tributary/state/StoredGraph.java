package io.tributary.state;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
    private final MapState<Bytes, Bytes> pointers;
    private final MapState<Bytes, Bytes> profiles;
    private final MapState<Bytes, Bytes> traits;
    private final MapState<Bytes, Bytes> anchors;
    private final MapState<String, Long> commands;
    private final MapState<String, Integer> names;
    private final ValueState<Long> sequence;
    private final ByteWriter out = new ByteWriter(1024);
    private NameDictionary dictionary = new NameDictionary((name, number) -> {});

    /** @param state of the resolving operator, whose key is the space */
    public StoredGraph(KeyedStateStore state) {
        pointers = state.getMapState(KeyedGraphStore.graphState(StateNames.POINTERS));
        profiles = state.getMapState(KeyedGraphStore.graphState(StateNames.PROFILES));
        traits = state.getMapState(KeyedGraphStore.graphState(StateNames.TRAITS));
        anchors = state.getMapState(KeyedGraphStore.graphState(StateNames.ANCHORS));
        commands = state.getMapState(KeyedGraphStore.commandState());
        names = state.getMapState(KeyedGraphStore.nameState());
        sequence = state.getState(KeyedGraphStore.sequenceState());
    }

    /** An entry as it lies in state. */
    public record Entry(Bytes key, Bytes value) {
        /** Bytes of both. */
        public int size() {
            return key.size() + value.size();
        }
    }

    /**
     * Makes this the graph of the space that is Flink's current key by now.
     *
     * @throws IllegalStateException if the names that are kept there are damaged
     */
    public void enter() {
        Map<String, Integer> kept = new HashMap<>();
        Iterable<Map.Entry<String, Integer>> entries = KeyedGraphStore.read(StateNames.NAMES, names::entries);
        if (entries != null) {
            entries.forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        }
        dictionary = new NameDictionary((name, number) -> {});
        dictionary.restore(kept);
    }

    /** The position of the last event or command, 0 before the first. */
    public long sequence() {
        Long kept = KeyedGraphStore.read(StateNames.SEQUENCE, sequence::value);
        return kept == null ? 0 : kept;
    }

    /** The types, levels and sources that have a number. */
    public List<String> names() {
        return dictionary.names();
    }

    /** What is known of each external ID: {@link #externalId} and {@link #pointer(Entry)} decode it. */
    public Iterable<Entry> pointers() {
        return entries(StateNames.POINTERS, pointers);
    }

    /** Every profile that ever was: {@link #profileId} and {@link #profile(Entry)} decode it. */
    public Iterable<Entry> profiles() {
        return entries(StateNames.PROFILES, profiles);
    }

    /** The traits of each profile that has any: {@link #profileId} and {@link #traits(Entry)} decode it. */
    public Iterable<Entry> traits() {
        return entries(StateNames.TRAITS, traits);
    }

    /** Who shares each external ID: {@link #externalId} and {@link #anchors(Entry)} decode it. */
    public Iterable<Entry> anchors() {
        return entries(StateNames.ANCHORS, anchors);
    }

    /** The sequences at which commands had their answers, by their IDs. */
    public Iterable<Map.Entry<String, Long>> commands() {
        return requireNonNull(KeyedGraphStore.read(StateNames.COMMANDS, commands::entries));
    }

    public ExternalId externalId(Entry entry) {
        return ExternalIdFormat.readKey(entry.key, dictionary);
    }

    public Pointer pointer(Entry entry) {
        return PointerFormat.decode(entry.value);
    }

    public ProfileId profileId(Entry entry) {
        ByteReader in = new ByteReader(entry.key.content(), "the key of a profile");
        ProfileId id = ProfileIdFormat.read(in);
        in.end();
        return id;
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
        Bytes key = key(id);
        Bytes value = key == null ? null : KeyedGraphStore.read(StateNames.POINTERS, () -> pointers.get(key));
        return value == null ? null : PointerFormat.decode(value);
    }

    /** A profile, canonical, merged or deleted, null if there never was one of that ID. */
    public @Nullable Profile profile(ProfileId id) {
        Bytes key = ProfileIdFormat.key(id, out);
        Bytes value = KeyedGraphStore.read(StateNames.PROFILES, () -> profiles.get(key));
        return value == null ? null : ProfileFormat.decode(id, value, dictionary);
    }

    /** A profile's traits by name, removed ones included. */
    public Map<String, Trait> traits(ProfileId id) {
        Bytes key = ProfileIdFormat.key(id, out);
        Bytes value = KeyedGraphStore.read(StateNames.TRAITS, () -> traits.get(key));
        return value == null ? Map.of() : TraitsFormat.decode(id, value);
    }

    /** Whether a profile has traits, removed ones included. */
    public boolean hasTraits(ProfileId id) {
        Bytes key = ProfileIdFormat.key(id, out);
        return Boolean.TRUE.equals(KeyedGraphStore.read(StateNames.TRAITS, () -> traits.contains(key)));
    }

    /** Who shares an external ID, {@link Anchors#NONE} if nobody is known to. */
    public Anchors anchors(ExternalId id) {
        Bytes key = key(id);
        Bytes value = key == null ? null : KeyedGraphStore.read(StateNames.ANCHORS, () -> anchors.get(key));
        return value == null ? Anchors.NONE : AnchorsFormat.decode(value);
    }

    /** Null if the space has never seen its type or level, and so knows none of it. */
    private @Nullable Bytes key(ExternalId id) {
        Collection collection = id.collection();
        int level = collection.isLevel() ? dictionary.number(collection.wireName()) : NameDictionary.NONE;
        int type = dictionary.number(id.type());
        boolean unknown = type == NameDictionary.NONE || (collection.isLevel() && level == NameDictionary.NONE);
        return unknown && !dictionary.isFull() ? null : ExternalIdFormat.key(id, level, type, out);
    }

    private static Iterable<Entry> entries(String name, MapState<Bytes, Bytes> state) {
        return () -> {
            Iterator<Map.Entry<Bytes, Bytes>> entries =
                    requireNonNull(KeyedGraphStore.read(name, state::entries)).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return entries.hasNext();
                }

                @Override
                public Entry next() {
                    Map.Entry<Bytes, Bytes> next = entries.next();
                    return new Entry(next.getKey(), next.getValue());
                }
            };
        };
    }
}
