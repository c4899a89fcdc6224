package io.tributary.state;

import io.tributary.model.ProfileId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroup;
import org.apache.flink.runtime.state.restore.KeyGroupEntry;
import org.apache.flink.runtime.state.restore.SavepointRestoreResult;
import org.apache.flink.runtime.state.restore.ThrowingIterator;

/**
 * Every entry of every keyed state in a canonical savepoint, as the bytes that lie there: timers and whatever else an
 * operator keys by space included, so that nothing can hide from a search.
 */
public record StateDump(List<Entry> entries) {
    /** @param key in Flink's layout: key group, space, namespace, and the entry's own key */
    public record Entry(String state, Bytes key, Bytes value) {}

    /** @param savepoint canonical, of an operator whose key is a string */
    public static StateDump of(OperatorSubtaskState savepoint) throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (KeyedStateHandle handle : savepoint.getManagedKeyedState()) {
            KeyGroupRange all = handle.getKeyGroupRange();
            FullSnapshotRestoreOperation<String> reading = new FullSnapshotRestoreOperation<>(
                    all,
                    StateDump.class.getClassLoader(),
                    List.of(handle),
                    StateSerializerProvider.fromNewRegisteredSerializer(StringSerializer.INSTANCE));
            try (ThrowingIterator<SavepointRestoreResult> parts = reading.restore()) {
                while (parts.hasNext()) {
                    read(parts.next(), entries);
                }
            }
        }
        return new StateDump(List.copyOf(entries));
    }

    private static void read(SavepointRestoreResult part, List<Entry> entries) throws Exception {
        List<String> states = part.getStateMetaInfoSnapshots().stream()
                .map(StateMetaInfoSnapshot::getName)
                .toList();
        try (ThrowingIterator<KeyGroup> groups = part.getRestoredKeyGroups()) {
            while (groups.hasNext()) {
                try (ThrowingIterator<KeyGroupEntry> its = groups.next().getKeyGroupEntries()) {
                    while (its.hasNext()) {
                        KeyGroupEntry entry = its.next();
                        entries.add(new Entry(
                                states.get(entry.getKvStateId()),
                                new Bytes(entry.getKey()),
                                new Bytes(entry.getValue())));
                    }
                }
            }
        }
    }

    /**
     * Entries in whose key or value a text stands, in any of the forms in which state may hold one: as characters in our
     * coding and in Flink's, as the bytes of a UUID or of hexadecimal digits of either case, as the bytes of a profile ID
     * but for its kind.
     */
    public List<Entry> naming(String text) {
        Set<Bytes> forms = forms(text);
        return entries.stream()
                .filter(entry ->
                        forms.stream().anyMatch(form -> contains(entry.key, form) || contains(entry.value, form)))
                .toList();
    }

    /** Entries of one part of the graph. */
    public List<Entry> in(GraphPart part) {
        return entries.stream()
                .filter(entry -> entry.state.equals(StateNames.GRAPH) && part(entry) == part)
                .toList();
    }

    /** Before the entry's own key stand its key group, which is one byte in harnesses, space and namespace. */
    private static GraphPart part(Entry entry) {
        try {
            DataInputDeserializer in = new DataInputDeserializer(entry.key.content());
            in.skipBytesToRead(1);
            StringSerializer.INSTANCE.deserialize(in);
            VoidNamespaceSerializer.INSTANCE.deserialize(in);
            return GraphPart.of(BytesSerializer.INSTANCE.deserialize(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Bytes> forms(String text) {
        Set<Bytes> forms = new LinkedHashSet<>();
        ByteWriter ours = new ByteWriter(64);
        ours.characters(text);
        forms.add(ours.toBytes());
        forms.add(flinks(text));
        String digits = text.replace("-", "");
        if (digits.length() % 2 == 0 && digits.chars().allMatch(HexFormat::isHexDigit)) {
            forms.add(new Bytes(HexFormat.of().parseHex(digits)));
        }
        try {
            ours.clear();
            ProfileIdFormat.write(ProfileId.parse(text), ours);
            byte[] whole = ours.toBytes().content();
            forms.add(new Bytes(Arrays.copyOfRange(whole, 1, whole.length)));
        } catch (IllegalArgumentException e) {
            // then it has no such form
        }
        return forms;
    }

    /** The characters as Flink writes strings, without the length. */
    private static Bytes flinks(String text) {
        try {
            DataOutputSerializer target = new DataOutputSerializer(64);
            StringSerializer.INSTANCE.serialize(text, target);
            byte[] whole = target.getCopyOfBuffer();
            int from = 0;
            while (whole[from] < 0) {
                from++;
            }
            return new Bytes(Arrays.copyOfRange(whole, from + 1, whole.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Bytes whole, Bytes part) {
        byte[] in = whole.content();
        byte[] what = part.content();
        for (int from = 0; from + what.length <= in.length; from++) {
            if (Arrays.equals(in, from, from + what.length, what, 0, what.length)) {
                return true;
            }
        }
        return false;
    }
}
