package io.tributary.state;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the identifiers of one profile, each told by its difference to the one before, so that one of these is
 * for one profile, and either for writing or for reading. Numbers are varints, ± marks signed ones.
 *
 * <pre>
 *   | external ID | ± age - age of the one before | ± addedAt - createdAt | ± addedAt - firstSeen | origin |
 *   | source << 2 | form of messageId | source: text, if 1 | messageId: packed text, unless form is 3 |
 * </pre>
 *
 * The age before the first is 0. An origin is its place among the {@link Origins}. A source is 0 for none, 1 for one that
 * is spelled out, else its number in the dictionary plus 1. Form 3 says that the messageId is that of the one before.
 */
final class IdentifierFormat {
    private static final int NO_SOURCE = 0;
    private static final int SPELLED_SOURCE = 1;
    private static final int SAME_MESSAGE = 3;

    private final long createdAt;
    private final Origins origins;
    private final NameDictionary names;
    private long age;
    private @Nullable String messageId;

    /** @param createdAt of the profile */
    IdentifierFormat(long createdAt, Origins origins, NameDictionary names) {
        this.createdAt = createdAt;
        this.origins = origins;
        this.names = names;
    }

    /** New types and sources get a number in the dictionary, if there is room. */
    void write(Identifier identifier, ByteWriter out) {
        ExternalIdFormat.write(identifier.externalId(), names, out);
        out.signed(identifier.age() - age);
        out.signed(identifier.addedAt() - createdAt);
        out.signed(identifier.addedAt() - identifier.firstSeen());
        out.varint(origins.place(identifier.origin()));
        writeEvidence(identifier, out);
        age = identifier.age();
        messageId = identifier.messageId();
    }

    private void writeEvidence(Identifier identifier, ByteWriter out) {
        String source = identifier.source();
        boolean same = identifier.messageId().equals(messageId);
        int form = same ? SAME_MESSAGE : PackedText.form(identifier.messageId());
        int number = source == null ? NO_SOURCE : names.numberOrAdd(source) + 1;
        out.varint(number << 2 | form);
        if (source != null && number == SPELLED_SOURCE) {
            out.text(source);
        }
        if (!same) {
            PackedText.write(identifier.messageId(), form, out);
        }
    }

    Identifier read(ByteReader in) {
        ExternalId externalId = ExternalIdFormat.read(names, in);
        age += in.signed();
        long addedAt = createdAt + in.signed();
        long firstSeen = addedAt - in.signed();
        ProfileId origin = origins.at(in.smallVarint());
        int evidence = in.smallVarint();
        String source = switch (evidence >>> 2) {
            case NO_SOURCE -> null;
            case SPELLED_SOURCE -> in.text();
            default -> names.name((evidence >>> 2) - 1);
        };
        return new Identifier(externalId, age, addedAt, firstSeen, origin, readMessageId(evidence & 3, in), source);
    }

    private String readMessageId(int form, ByteReader in) {
        String id = form == SAME_MESSAGE ? messageId : PackedText.read(form, in);
        if (id == null) {
            throw new IllegalStateException("the first identifier of a profile has the messageId of the one before");
        }
        messageId = id;
        return id;
    }
}
