package io.tributary.state;

import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.util.function.SupplierWithException;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * The identity graphs of the spaces of one subtask, in keyed state whose key is the space.
 *
 * <pre>
 *   state      key                         value
 *   graph      see {@link GraphKeys}       see {@link GraphPart}
 *   commands   command ID                  its sequence
 *   names      a name                      its number: {@link NameDictionary}, for types, levels and sources
 *   levels     a level                     the sequence at which it was first known
 *   form                                   {@link #FORM}, once for each space that has had an event or command
 * </pre>
 *
 * Nearly every event that changes anything changes pointers and profiles, and all of them the sequence: these are one
 * state, because each state that has changed is one more file at a checkpoint, for which resolving waits.
 *
 * <p>It is one space's graph at a time: whoever uses it sets Flink's current key, {@link #enter enters} the same space, and
 * then asks and applies.
 *
 * <p>Reads go through a {@link ReadCache}, and behind it through {@link GraphBytes}; writes go to both. Flink's state has
 * all of them after {@link #flush}: {@code GraphBytes} gathers a few, and what nearly every event changes is held back until
 * then, the sequence, and pointers of which nothing but {@code lastSeen} moved, in a {@link SeenBuffer}. On the heap per
 * space are besides these the names, at most {@link NameDictionary#MAX_NAMES}; and there are no more spaces than the rules
 * file has.
 *
 * <p>What cannot be read or written is an {@link IllegalStateException}: the job fails and restarts, as it must.
 */
public final class KeyedGraphStore implements GraphStore {
    /**
     * External IDs, those of the last few hundred events. Objects that live for longer are copied by the garbage collector
     * and fill its old generation, and to fetch them from memory takes as long as to decode their bytes anew.
     */
    private static final int LATEST = 2000;

    /** Some milliseconds of a barrier, if all of them are left to it. */
    private static final int SEEN_BOUND = 512;

    /**
     * Of a graph that was restored, some microseconds an event, until {@link KeyFilter} knows them all. That takes a fifth
     * as many events as there are external IDs.
     */
    private static final int KEYS_READ_AN_EVENT = 8;

    /** How a space's graph lies in these states. Form 1 is that of {@link OlderGraphs}. */
    static final int FORM = 2;

    private final MapState<Bytes, Bytes> graph;
    private final MapState<String, Long> commands;
    private final MapState<String, Integer> names;
    private final MapState<String, Long> levels;
    private final ValueState<Integer> form;

    /** The last few pointers and profiles, for whoever does several things one after the other. */
    private final ReadCache latest;

    /** What {@link RecentBytes} cannot tell: profiles that are too large for it, and anchors, of which most are not there. */
    private final ReadCache others;

    private final GraphBytes bytes;
    private final SeenBuffer seen;
    private final Map<String, Space> spaces = new HashMap<>();
    private final ByteWriter out = new ByteWriter(1024);
    private @Nullable Space current;

    /** @param state of a keyed operator whose key is the space */
    public KeyedGraphStore(KeyedStateStore state, CacheSize size) {
        this(
                state,
                new ReadCache(Math.min(size.ids(), LATEST)),
                new ReadCache(Math.max(size.ids() - LATEST, 0)),
                new RecentBytes(size.recentBytes()),
                new KeyFilter(size.filterBytes()),
                SEEN_BOUND);
    }

    /**
     * @param latest of pointers and profiles
     * @param others of what {@code recent} does not hold
     * @param seenBound the most pointers of the subtask of which {@code lastSeen} may wait to be written, 0 for none
     */
    KeyedGraphStore(
            KeyedStateStore state,
            ReadCache latest,
            ReadCache others,
            RecentBytes recent,
            KeyFilter filter,
            int seenBound) {
        graph = state.getMapState(graphState());
        commands = state.getMapState(commandState());
        names = state.getMapState(nameState());
        levels = state.getMapState(levelState());
        form = state.getState(formState());
        this.latest = latest;
        this.others = others;
        bytes = new GraphBytes(graph, recent, filter);
        seen = new SeenBuffer(seenBound);
    }

    static MapStateDescriptor<Bytes, Bytes> graphState() {
        return new MapStateDescriptor<>(StateNames.GRAPH, BytesSerializer.INSTANCE, BytesSerializer.INSTANCE);
    }

    static MapStateDescriptor<String, Long> commandState() {
        return new MapStateDescriptor<>(StateNames.COMMANDS, StringSerializer.INSTANCE, LongSerializer.INSTANCE);
    }

    static MapStateDescriptor<String, Integer> nameState() {
        return new MapStateDescriptor<>(StateNames.NAMES, StringSerializer.INSTANCE, IntSerializer.INSTANCE);
    }

    static MapStateDescriptor<String, Long> levelState() {
        return new MapStateDescriptor<>(StateNames.LEVELS, StringSerializer.INSTANCE, LongSerializer.INSTANCE);
    }

    static ValueStateDescriptor<Integer> formState() {
        return new ValueStateDescriptor<>(StateNames.FORM, IntSerializer.INSTANCE);
    }

    /** All states that it keeps, none with a namespace. */
    public static List<StateDescriptor<?, ?>> descriptors() {
        return List.of(graphState(), commandState(), nameState(), levelState(), formState());
    }

    /** Makes this the graph of a space, which must be Flink's current key by now and for as long as it is asked. */
    public void enter(String space) {
        if (current != null && current.name.equals(space)) {
            return;
        }
        Space known = spaces.get(space);
        if (known == null) {
            known = load(space);
            spaces.put(space, known);
        }
        current = known;
    }

    /**
     * Writes what is held back. To be called before each snapshot, between two events; afterwards Flink's current key is
     * any of the spaces.
     *
     * @param setCurrentKey makes a space Flink's current key
     */
    public void flush(Consumer<String> setCurrentKey) {
        for (Space space : spaces.values()) {
            if (space.isWritten()) {
                continue;
            }
            setCurrentKey.accept(space.name);
            current = space;
            space.seen.flush(space.bytes::put);
            space.bytes.flush();
            if (space.sequence != space.writtenSequence) {
                writeSequence(space);
            }
        }
    }

    /** The first time it says of the space that it is there, and in which form. */
    private void writeSequence(Space space) {
        if (space.writtenSequence == 0) {
            write(StateNames.FORM, () -> form.update(FORM));
        }
        Bytes value = SequenceFormat.encode(space.sequence, out);
        write(StateNames.GRAPH, () -> graph.put(GraphKeys.SEQUENCE, value));
        space.writtenSequence = space.sequence;
    }

    @Override
    public long sequence() {
        return entered().sequence;
    }

    @Override
    public @Nullable Pointer pointer(ExternalId id) {
        Space space = entered();
        Pointer cached = latest.pointer(space.name, id);
        if (cached != null) {
            return cached;
        }
        Bytes key = space.keys.ofKnown(GraphPart.POINTERS, id);
        if (key == null) {
            return null;
        }
        Bytes held = space.seen.get(key);
        Bytes value = held != null ? held : space.bytes.get(key);
        if (value == null) {
            return null;
        }
        Pointer pointer = PointerFormat.decode(value);
        latest.put(space.name, id, pointer);
        return pointer;
    }

    @Override
    public @Nullable Profile profile(ProfileId id) {
        Space space = entered();
        Profile held = latest.profile(space.name, id);
        Profile cached = held != null ? held : others.profile(space.name, id);
        if (cached != null) {
            return cached;
        }
        Bytes key = space.keys.of(GraphPart.PROFILES, id);
        Bytes value = space.bytes.get(key);
        if (value == null) {
            return null;
        }
        Profile profile = ProfileFormat.decode(id, value, space.names);
        (bytes.takes(key, value) ? latest : others).put(space.name, profile);
        return profile;
    }

    /** Not cached: only events that bring traits ask, and one profile's may take megabytes. */
    @Override
    public Map<String, Trait> traits(ProfileId id) {
        Space space = entered();
        Bytes value = space.bytes.get(space.keys.of(GraphPart.TRAITS, id));
        return value == null ? Map.of() : TraitsFormat.decode(id, value);
    }

    @Override
    public Anchors anchors(ExternalId id) {
        Space space = entered();
        Anchors cached = others.anchors(space.name, id);
        if (cached != null) {
            return cached;
        }
        Bytes key = space.keys.ofKnown(GraphPart.ANCHORS, id);
        if (key == null) {
            return Anchors.NONE;
        }
        Bytes value = space.bytes.get(key);
        Anchors its = value == null ? Anchors.NONE : AnchorsFormat.decode(value);
        others.put(space.name, id, its);
        return its;
    }

    @Override
    public Set<String> levels() {
        return entered().levels;
    }

    /** Not cached: only commands ask. */
    @Override
    public long command(String commandId) {
        entered();
        Long answered = read(StateNames.COMMANDS, () -> commands.get(commandId));
        return answered == null ? 0 : answered;
    }

    @Override
    public void apply(GraphChange change) {
        Space space = entered();
        space.sequence = change.sequence();
        change.pointers().forEach((id, pointer) -> apply(space, id, pointer));
        change.seen().forEach((id, pointer) -> {
            Bytes key = space.keys.of(GraphPart.POINTERS, id);
            space.seen.put(key, PointerFormat.encode(pointer, out), space.bytes::put);
            latest.put(space.name, id, pointer);
        });
        change.profiles().forEach(profile -> apply(space, profile));
        change.traits().forEach((profile, its) -> apply(space, profile, its));
        change.anchors().forEach((id, its) -> apply(space, id, its));
        String commandId = change.commandId();
        if (commandId != null) {
            write(StateNames.COMMANDS, () -> commands.put(commandId, change.sequence()));
        }
        space.bytes.learn(KEYS_READ_AN_EVENT);
    }

    private void apply(Space space, ExternalId id, Pointer pointer) {
        Bytes key = space.keys.of(GraphPart.POINTERS, id);
        space.seen.drop(key);
        Collection collection = id.collection();
        if (collection.isLevel() && space.levels.add(collection.wireName())) {
            write(StateNames.LEVELS, () -> levels.put(collection.wireName(), space.sequence));
        }
        if (pointer.isNothing()) {
            space.bytes.remove(key);
            latest.removePointer(space.name, id);
        } else {
            space.bytes.put(key, PointerFormat.encode(pointer, out));
            latest.put(space.name, id, pointer);
        }
    }

    /** It may have become too large for bytes since, or small enough. */
    private void apply(Space space, Profile profile) {
        Bytes key = space.keys.of(GraphPart.PROFILES, profile.id());
        Bytes value = ProfileFormat.encode(profile, space.names, out);
        space.bytes.put(key, value);
        boolean small = bytes.takes(key, value);
        (small ? others : latest).removeProfile(space.name, profile.id());
        (small ? latest : others).put(space.name, profile);
    }

    private void apply(Space space, ProfileId profile, Map<String, Trait> its) {
        Bytes key = space.keys.of(GraphPart.TRAITS, profile);
        if (its.isEmpty()) {
            space.bytes.remove(key);
        } else {
            space.bytes.put(key, TraitsFormat.encode(profile, its, out));
        }
    }

    private void apply(Space space, ExternalId id, Anchors its) {
        Bytes key = space.keys.of(GraphPart.ANCHORS, id);
        if (its.size() == 0) {
            space.bytes.remove(key);
        } else {
            space.bytes.put(key, AnchorsFormat.encode(its, out));
        }
        others.put(space.name, id, its);
    }

    /** External IDs held as objects, at most as many as it was told. */
    public long cachedIds() {
        return latest.weight() + others.weight();
    }

    private Space entered() {
        if (current == null) {
            throw new IllegalStateException("no space has been entered");
        }
        return current;
    }

    private Space load(String name) {
        requireForm(form);
        NameDictionary dictionary =
                new NameDictionary((added, number) -> write(StateNames.NAMES, () -> names.put(added, number)));
        dictionary.restore(load(StateNames.NAMES, names));
        Set<String> known = new HashSet<>(load(StateNames.LEVELS, levels).keySet());
        Bytes kept = read(StateNames.GRAPH, () -> graph.get(GraphKeys.SEQUENCE));
        long sequence = kept == null ? 0 : SequenceFormat.decode(kept);
        return new Space(name, dictionary, new GraphKeys(dictionary, out), known, seen.part(), bytes.part(), sequence);
    }

    /** @throws IllegalStateException if the current key's graph is in another form than this release reads */
    static void requireForm(ValueState<Integer> form) {
        Integer its = read(StateNames.FORM, form::value);
        if (its != null && its != FORM) {
            throw new IllegalStateException("the graph is in form " + its + ", this release reads form " + FORM
                    + ": start the release that wrote it or a newer one");
        }
    }

    private static <T> Map<String, T> load(String name, MapState<String, T> state) {
        Map<String, T> kept = new HashMap<>();
        Iterable<Map.Entry<String, T>> entries = read(name, state::entries);
        if (entries != null) {
            for (Map.Entry<String, T> entry : entries) {
                kept.put(entry.getKey(), entry.getValue());
            }
        }
        return kept;
    }

    static <T> @Nullable T read(String state, SupplierWithException<@Nullable T, Exception> access) {
        try {
            return access.get();
        } catch (Exception e) {
            throw new IllegalStateException("cannot read state '" + state + "': " + e.getMessage(), e);
        }
    }

    static void write(String state, ThrowingRunnable<Exception> access) {
        try {
            access.run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot write state '" + state + "': " + e.getMessage(), e);
        }
    }

    /** What is on the heap of a space, besides the cache. */
    private static final class Space {
        final String name;
        final NameDictionary names;
        final GraphKeys keys;
        /** Those of which anything was ever known. */
        final Set<String> levels;

        final SeenBuffer.Part seen;
        final GraphBytes.Part bytes;

        long sequence;
        long writtenSequence;

        Space(
                String name,
                NameDictionary names,
                GraphKeys keys,
                Set<String> levels,
                SeenBuffer.Part seen,
                GraphBytes.Part bytes,
                long sequence) {
            this.name = name;
            this.names = names;
            this.keys = keys;
            this.levels = levels;
            this.seen = seen;
            this.bytes = bytes;
            this.sequence = sequence;
            this.writtenSequence = sequence;
        }

        boolean isWritten() {
            return sequence == writtenSequence && seen.isEmpty() && bytes.isWritten();
        }
    }
}
