package io.tributary.codec;

import io.tributary.model.Bounds;
import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import io.tributary.rules.Path;
import io.tributary.rules.Scalar;
import io.tributary.rules.SpaceRules;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a command says to do, and to what. The first thing that is wrong with it becomes its problem, in words that carry
 * no value of it: an external ID of a hashed type may have been given raw.
 */
final class CommandBody {
    private static final Path EXTERNAL_ID = new Path(List.of("externalId"));

    private static final Path COMMAND = new Path(List.of("command"));
    private static final Path PROFILE_ID = new Path(List.of("profileId"));
    private static final Path REASON = new Path(List.of("reason"));
    private static final Path COLLECTION = new Path(List.of("externalId", "collection"));
    private static final Path TYPE = new Path(List.of("externalId", "type"));
    private static final Path ID = new Path(List.of("externalId", "id"));

    /** What it reads. */
    static final List<Path> PATHS = List.of(COMMAND, PROFILE_ID, REASON, EXTERNAL_ID, COLLECTION, TYPE, ID);

    /** Of these it must also know whether an object or array stands there. */
    static final List<Path> LOCATED = List.of(EXTERNAL_ID, PROFILE_ID, REASON);

    /** Characters of the operator's words. A command with more is not carried out. */
    static final int MAX_REASON_CHARS = 1024;

    private static final String KINDS =
            Arrays.stream(Command.Kind.values()).map(Command.Kind::wireName).collect(Collectors.joining(", "));

    private final int commandSlot;
    private final int profileIdSlot;
    private final int reasonSlot;
    private final int externalIdSlot;
    private final int collectionSlot;
    private final int typeSlot;
    private final int idSlot;
    private final TypedValues values = new TypedValues();
    private @Nullable String problem;

    CommandBody(PathTrie trie) {
        this.commandSlot = trie.slot(COMMAND);
        this.profileIdSlot = trie.slot(PROFILE_ID);
        this.reasonSlot = trie.slot(REASON);
        this.externalIdSlot = trie.slot(EXTERNAL_ID);
        this.collectionSlot = trie.slot(COLLECTION);
        this.typeSlot = trie.slot(TYPE);
        this.idSlot = trie.slot(ID);
    }

    /** The command that was read last. */
    Command read(EventReader record, SpaceRules rules, String commandId, long time) {
        problem = null;
        Command.Kind kind = kind(record);
        ExternalId externalId = isGiven(record, externalIdSlot) ? externalId(record, rules) : null;
        ProfileId profileId = isGiven(record, profileIdSlot) ? profileId(record) : null;
        String reason = isGiven(record, reasonSlot) ? reason(record) : null;
        if (kind != null && (namesProfile(kind) ? profileId == null : externalId == null)) {
            refuse((namesProfile(kind) ? "profileId" : "externalId") + " is missing");
        }
        return new Command(rules.id(), commandId, kind, externalId, profileId, reason, time, problem);
    }

    private static boolean namesProfile(Command.Kind kind) {
        return switch (kind) {
            case UNMERGE, DELETE -> true;
            case DETACH, BLOCK, UNBLOCK, SUPPRESS, UNSUPPRESS -> false;
        };
    }

    private Command.@Nullable Kind kind(EventReader record) {
        String name = string(record.value(commandSlot));
        Command.Kind kind = name == null ? null : Command.Kind.fromWireName(name);
        if (kind == null) {
            refuse("command is none of " + KINDS);
        }
        return kind;
    }

    private @Nullable ExternalId externalId(EventReader record, SpaceRules rules) {
        if (!isObject(record, externalIdSlot)) {
            refuse("externalId is not an object");
            return null;
        }
        String wireName = string(record.value(collectionSlot));
        Collection collection = wireName == null ? null : Collection.fromWireName(wireName);
        if (collection == null) {
            refuse("externalId.collection is neither users nor accounts");
            return null;
        }
        String type = string(record.value(typeSlot));
        if (type == null || type.isEmpty() || type.length() > Bounds.MAX_TYPE_CHARS) {
            refuse("externalId.type is not text of 1 to " + Bounds.MAX_TYPE_CHARS + " characters");
            return null;
        }
        String id = name(record.value(idSlot), Bounds.MAX_VALUE_CHARS);
        if (id == null) {
            refuse("externalId.id is not text of 1 to " + Bounds.MAX_VALUE_CHARS + " characters");
            return null;
        }
        String value = values.matched(rules.identifier(collection, type), id);
        if (value == null) {
            refuse("externalId.id is no value of its type");
            return null;
        }
        return new ExternalId(collection, type, value);
    }

    private @Nullable ProfileId profileId(EventReader record) {
        String text = string(record.value(profileIdSlot));
        ProfileId id = text == null ? null : profileId(text);
        if (id == null || (id.kind() != ProfileId.Kind.USER && id.kind() != ProfileId.Kind.ACCOUNT)) {
            refuse("profileId is not the ID of a user's or an account's profile");
            return null;
        }
        return id;
    }

    private static @Nullable ProfileId profileId(String text) {
        try {
            return ProfileId.parse(text);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private @Nullable String reason(EventReader record) {
        String text = string(record.value(reasonSlot));
        if (text == null || text.length() > MAX_REASON_CHARS) {
            refuse("reason is not text of at most " + MAX_REASON_CHARS + " characters");
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    /** Notes what is wrong, unless something was before. */
    private void refuse(String what) {
        if (problem == null) {
            problem = what;
        }
    }

    /** Whether anything but null stands there. */
    private static boolean isGiven(EventReader record, int slot) {
        Scalar value = record.value(slot);
        return isStructure(record, slot) || (value != null && value.kind() != Scalar.Kind.NULL);
    }

    private static boolean isStructure(EventReader record, int slot) {
        return record.start(slot) != record.end(slot);
    }

    private static boolean isObject(EventReader record, int slot) {
        return isStructure(record, slot) && record.bytes()[record.start(slot)] == '{';
    }

    private static @Nullable String string(@Nullable Scalar value) {
        return value == null || value.kind() != Scalar.Kind.STRING ? null : value.text();
    }

    /** A string, or a number in its plain decimal form, neither empty nor longer than so many characters. */
    static @Nullable String name(@Nullable Scalar value, int maxChars) {
        if (value == null || value.text().isEmpty() || value.text().length() > maxChars) {
            return null;
        }
        return switch (value.kind()) {
            case STRING -> value.text();
            case NUMBER -> PlainDecimal.isPlain(value.text()) ? value.text() : null;
            case BOOLEAN, NULL -> null;
        };
    }
}
