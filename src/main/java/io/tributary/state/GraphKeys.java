package io.tributary.state;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the state that holds a space's graph.
 *
 * <pre>
 *   external ID   | varint: head << 3 | part | as in {@link ExternalIdFormat} after its head, the value without its length |
 *   profile ID    | code of its kind << 3 | part | 20 bytes, see {@link ProfileIdFormat} |
 *   sequence      | part |
 * </pre>
 *
 * A key has no version: in another form it would be another key, so a change of form is another state.
 */
final class GraphKeys {
    /** Of the sequence, of which a graph has one. */
    static final Bytes SEQUENCE = new Bytes(new byte[] {(byte) GraphPart.SEQUENCE.tag(0)});

    private final NameDictionary names;
    private final ByteWriter out;

    /**
     * @param names of the space
     * @param out written to for each key, and used by others between two
     */
    GraphKeys(NameDictionary names, ByteWriter out) {
        this.names = names;
        this.out = out;
    }

    /** New types and levels get a number, if there is room. */
    Bytes of(GraphPart part, ExternalId id) {
        Collection collection = id.collection();
        int level = collection.isLevel() ? names.numberOrAdd(collection.wireName()) : NameDictionary.NONE;
        return of(part, id, level, names.numberOrAdd(id.type()));
    }

    /** Null if the space has never seen the type or level, and so knows none of it. */
    @Nullable
    Bytes ofKnown(GraphPart part, ExternalId id) {
        Collection collection = id.collection();
        int level = collection.isLevel() ? names.number(collection.wireName()) : NameDictionary.NONE;
        int type = names.number(id.type());
        boolean unknown = type == NameDictionary.NONE || (collection.isLevel() && level == NameDictionary.NONE);
        return unknown && !names.isFull() ? null : of(part, id, level, type);
    }

    private Bytes of(GraphPart part, ExternalId id, int level, int type) {
        out.clear();
        ExternalIdFormat.writeKey(part, id, level, type, out);
        return out.toBytes();
    }

    Bytes of(GraphPart part, ProfileId id) {
        out.clear();
        ProfileIdFormat.writeKey(part, id, out);
        return out.toBytes();
    }

    ExternalId externalId(Bytes key) {
        ByteReader in = new ByteReader(key.content(), "the key of an external ID");
        ExternalId id = ExternalIdFormat.readKey(names, in);
        in.end();
        return id;
    }

    static ProfileId profileId(Bytes key) {
        ByteReader in = new ByteReader(key.content(), "the key of a profile");
        ProfileId id = ProfileIdFormat.readKey(in);
        in.end();
        return id;
    }
}
