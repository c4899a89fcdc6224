package io.tributary.state;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;

/**
 * The bytes of an external ID, as a part of a profile and as a key of the pointers.
 *
 * <pre>
 *   | varint: type number << 3 | collection << 2 | form | name: text, if type number is 0 | value: packed text |
 * </pre>
 *
 * In a key the value stands without its length, for it ends where the key ends. A key has no version: in another form it
 * would be another key, so a change of form is another state.
 */
final class ExternalIdFormat {
    private ExternalIdFormat() {}

    /** A new type gets a number, if there is room. */
    static void write(ExternalId id, NameDictionary names, ByteWriter out) {
        int form = PackedText.form(id.value());
        writeType(id, names.numberOrAdd(id.type()), form, out);
        PackedText.write(id.value(), form, out);
    }

    static ExternalId read(NameDictionary names, ByteReader in) {
        int head = in.smallVarint();
        int number = head >>> 3;
        String type = number == NameDictionary.NONE ? in.text() : names.name(number);
        return new ExternalId(Collection.fromCode(head >>> 2 & 1), type, PackedText.read(head & 3, in));
    }

    /** @param number of the type */
    static Bytes key(ExternalId id, int number, ByteWriter out) {
        out.clear();
        int form = PackedText.form(id.value());
        writeType(id, number, form, out);
        PackedText.writeLast(id.value(), form, out);
        return out.toBytes();
    }

    private static void writeType(ExternalId id, int number, int form, ByteWriter out) {
        out.varint(number << 3 | id.collection().code() << 2 | form);
        if (number == NameDictionary.NONE) {
            out.text(id.type());
        }
    }
}
