package io.tributary.state;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an external ID, as a part of a profile and as a key; the first number is its head.
 *
 * <pre>
 *   users, accounts:  | varint: type number << 3 | collection << 2 | form |
 *   a level's:        | varint: level number << 2 | 3 | level: text, if number is 0 | varint: type number << 2 | form |
 *   then              | type: text, if type number is 0 | value: packed text, or a profile of 21 bytes in form 3 |
 * </pre>
 *
 * Collection is 0 for users, 1 for accounts; 3 is no form of packed text. Form 3 is only a level's: its members are
 * profiles, and their IDs are the values that it has most of. A key ends where the value ends, see {@link GraphKeys}.
 */
final class ExternalIdFormat {
    private static final int LEVEL = 3;
    private static final int MEMBER = 3;

    private ExternalIdFormat() {}

    /** New types and levels get a number, if there is room. */
    static void write(ExternalId id, NameDictionary names, ByteWriter out) {
        ProfileId member = member(id);
        int form = member == null ? PackedText.form(id.value()) : MEMBER;
        int level =
                id.collection().isLevel() ? names.numberOrAdd(id.collection().wireName()) : NameDictionary.NONE;
        int type = names.numberOrAdd(id.type());
        out.varint(head(id, level, type, form));
        writeType(id, level, type, form, out);
        if (member == null) {
            PackedText.write(id.value(), form, out);
        } else {
            ProfileIdFormat.write(member, out);
        }
    }

    static ExternalId read(NameDictionary names, ByteReader in) {
        int head = in.smallVarint();
        int form = head & 3;
        if (form == LEVEL) {
            Collection level = Collection.level(name(head >>> 2, names, in));
            int second = in.smallVarint();
            String type = name(second >>> 2, names, in);
            form = second & 3;
            return new ExternalId(
                    level, type, form == MEMBER ? ProfileIdFormat.read(in).toString() : PackedText.read(form, in));
        }
        Collection collection = (head & 4) == 0 ? Collection.USERS : Collection.ACCOUNTS;
        return new ExternalId(collection, name(head >>> 3, names, in), PackedText.read(form, in));
    }

    private static String name(int number, NameDictionary names, ByteReader in) {
        return number == NameDictionary.NONE ? in.text() : names.name(number);
    }

    /**
     * A whole key.
     *
     * @param level number of its level, {@link NameDictionary#NONE} for one that has none and outside of levels
     * @param type number of its type, likewise
     */
    static void writeKey(GraphPart part, ExternalId id, int level, int type, ByteWriter out) {
        ProfileId member = member(id);
        int form = member == null ? PackedText.form(id.value()) : MEMBER;
        out.varint(part.tag(head(id, level, type, form)));
        writeType(id, level, type, form, out);
        if (member == null) {
            PackedText.writeLast(id.value(), form, out);
        } else {
            ProfileIdFormat.write(member, out);
        }
    }

    /** What {@link #writeKey} has written. */
    static ExternalId readKey(NameDictionary names, ByteReader in) {
        int head = GraphPart.untag(in);
        int form = head & 3;
        Collection collection;
        String type;
        if (form == LEVEL) {
            collection = Collection.level(name(head >>> 2, names, in));
            int second = in.smallVarint();
            type = name(second >>> 2, names, in);
            form = second & 3;
        } else {
            collection = (head & 4) == 0 ? Collection.USERS : Collection.ACCOUNTS;
            type = name(head >>> 3, names, in);
        }
        boolean member = collection.isLevel() && form == MEMBER;
        String value = member ? ProfileIdFormat.read(in).toString() : PackedText.readLast(form, in);
        return new ExternalId(collection, type, value);
    }

    private static long head(ExternalId id, int level, int type, int form) {
        Collection collection = id.collection();
        return collection.isLevel()
                ? (long) level << 2 | LEVEL
                : (long) type << 3 | (collection.equals(Collection.ACCOUNTS) ? 4 : 0) | form;
    }

    /** What follows the head. */
    private static void writeType(ExternalId id, int level, int type, int form, ByteWriter out) {
        Collection collection = id.collection();
        if (collection.isLevel()) {
            if (level == NameDictionary.NONE) {
                out.text(collection.wireName());
            }
            out.varint((long) type << 2 | form);
        }
        if (type == NameDictionary.NONE) {
            out.text(id.type());
        }
    }

    /** The profile whose ID the value of a level's external ID is, null if it is none. */
    private static @Nullable ProfileId member(ExternalId id) {
        if (!id.collection().isLevel() || !id.value().startsWith(ProfileId.Kind.USER.prefix())) {
            return null;
        }
        try {
            return ProfileId.parse(id.value());
        } catch (IllegalArgumentException e) {
            return null; // a key's value that only begins like one
        }
    }
}
