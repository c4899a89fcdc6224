package io.tributary.state;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of collections and external IDs between operators, where there is no dictionary.
 *
 * <pre>
 *   collection             | 0 users, 1 accounts, 2 a level's | level: text, if 2 |
 *   nullable collection    | 0 null, 1 users, 2 accounts, 3 a level's | level: text, if 3 |
 *   external ID            | collection | type: text | value: text |
 * </pre>
 */
final class CollectionFormat {
    private static final int USERS = 0;
    private static final int ACCOUNTS = 1;
    private static final int LEVEL = 2;

    private CollectionFormat() {}

    static void writeId(ExternalId id, ByteWriter out) {
        write(id.collection(), 0, out);
        out.text(id.type());
        out.text(id.value());
    }

    static ExternalId readId(ByteReader in) {
        return new ExternalId(read(in.octet(), in), in.text(), in.text());
    }

    static void writeNullable(@Nullable Collection collection, ByteWriter out) {
        if (collection == null) {
            out.octet(0);
        } else {
            write(collection, 1, out);
        }
    }

    static @Nullable Collection readNullable(ByteReader in) {
        int code = in.octet();
        return code == 0 ? null : read(code - 1, in);
    }

    private static void write(Collection collection, int from, ByteWriter out) {
        if (collection.isLevel()) {
            out.octet(from + LEVEL);
            out.text(collection.wireName());
        } else {
            out.octet(from + (collection.equals(Collection.ACCOUNTS) ? ACCOUNTS : USERS));
        }
    }

    private static Collection read(int code, ByteReader in) {
        return switch (code) {
            case USERS -> Collection.USERS;
            case ACCOUNTS -> Collection.ACCOUNTS;
            case LEVEL -> Collection.level(in.text());
            default -> throw new IllegalStateException("no collection has code " + code);
        };
    }
}
