package io.tributary.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.model.Bounds;
import io.tributary.model.Collection;
import io.tributary.model.SetAside;
import io.tributary.model.SetAside.Reason;
import io.tributary.rules.Path;
import io.tributary.rules.Scalar;
import io.tributary.rules.SpaceRules;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Custom IDs: members of {@code context.externalIds} such as {@code {"id": "4711", "type": "crm_id", "collection":
 * "users", "encoding": "none"}}. They are read one by one from the event's bytes, so that a list of any length costs no
 * memory.
 */
final class CustomIds {
    static final Path PATH = new Path(List.of("context", "externalIds"));

    private static final String ENCODING = "none";

    private final SpaceRules rules;
    private final BlockedValues blockedInSpace;
    private final LevelKeys levelKeys;
    private final Sha256 sha256;
    private final int slot;
    private final Map<Collection, Map<String, TypeIntake>> listed = new HashMap<>();

    /** @param intakes of every type that the rules list */
    CustomIds(
            SpaceRules rules,
            List<TypeIntake> intakes,
            BlockedValues blockedInSpace,
            LevelKeys levelKeys,
            PathTrie trie,
            Sha256 sha256) {
        this.rules = rules;
        this.blockedInSpace = blockedInSpace;
        this.levelKeys = levelKeys;
        this.sha256 = sha256;
        this.slot = trie.slot(PATH);
        for (Collection collection : List.of(Collection.USERS, Collection.ACCOUNTS)) {
            listed.put(collection, new HashMap<>());
        }
        for (TypeIntake intake : intakes) {
            intakes(intake.rule().collection()).put(intake.rule().type(), intake);
        }
    }

    /** Takes what the event read last has, in the order of the array. */
    void read(EventReader event, @Nullable String source, IdCollector ids) {
        int start = event.start(slot);
        int end = event.end(slot);
        if (start == end || event.bytes()[start] != '[') {
            return;
        }
        try (JsonParser parser = EventJson.FACTORY.createParser(event.bytes(), start, end - start)) {
            parser.nextToken();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                Member member = new Member();
                if (token == JsonToken.START_OBJECT) {
                    member.read(parser);
                } else {
                    parser.skipChildren();
                }
                take(member, source, ids);
            }
        } catch (IOException e) {
            // Not as the cause: its message quotes the event.
            throw new IllegalStateException("bytes that were JSON a moment ago are none any more");
        }
    }

    private void take(Member member, @Nullable String source, IdCollector ids) {
        Scalar id = member.id;
        String type = member.type;
        Collection collection = member.collection;
        if (id == null
                || type == null
                || collection == null
                || !member.unencoded
                || type.length() > Bounds.MAX_TYPE_CHARS) {
            ids.setAside(malformed(member));
            return;
        }
        TypeIntake intake = intakes(collection).get(type);
        if (intake == null && !rules.autoAddTypes()) {
            if (!id.text().isEmpty()) {
                ids.setAside(new SetAside(collection, type, TypeIntake.cut(id.text()), Reason.UNKNOWN_TYPE, null));
            }
            return;
        }
        if (intake == null) {
            intake = new TypeIntake(rules.identifier(collection, type), blockedInSpace, levelKeys, sha256);
        }
        intake.take(id, false, source, ids);
    }

    private SetAside malformed(Member member) {
        String id = member.id == null ? null : member.id.text();
        String type = member.type;
        if (id != null) {
            TypeIntake hashed = type == null ? null : hashed(type, member.collection);
            id = hashed != null ? hashed.shown(id) : TypeIntake.cut(id);
        }
        return new SetAside(
                member.collection,
                type == null ? null : TypeIntake.cut(type, Bounds.MAX_TYPE_CHARS),
                id,
                Reason.MALFORMED_EXTERNAL_ID,
                null);
    }

    /** The type that the ID may belong to and that must not be shown raw; one that names no collection may be any. */
    private @Nullable TypeIntake hashed(String type, @Nullable Collection collection) {
        for (Collection candidate : List.of(Collection.USERS, Collection.ACCOUNTS)) {
            TypeIntake intake = intakes(candidate).get(type);
            if (intake != null && intake.rule().hashed() && (collection == null || collection.equals(candidate))) {
                return intake;
            }
        }
        return null;
    }

    private Map<String, TypeIntake> intakes(Collection collection) {
        return listed.computeIfAbsent(collection, c -> new HashMap<>());
    }

    /** What a member of the array says, as far as it is of the right kind. */
    private static final class Member {
        private @Nullable Scalar id;
        private @Nullable String type;
        private @Nullable Collection collection;
        private boolean unencoded;

        void read(JsonParser parser) throws IOException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                switch (name) {
                    case "id" -> id = id(parser, token);
                    case "type" -> type = string(parser, token);
                    case "collection" -> {
                        String wireName = string(parser, token);
                        collection = wireName == null ? null : Collection.fromWireName(wireName);
                    }
                    case "encoding" -> unencoded = ENCODING.equals(string(parser, token));
                    default -> parser.skipChildren();
                }
            }
        }

        private static @Nullable Scalar id(JsonParser parser, JsonToken token) throws IOException {
            if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                return EventReader.scalar(parser, token);
            }
            parser.skipChildren();
            return null;
        }

        /** A string that says something, null for everything else. */
        private static @Nullable String string(JsonParser parser, JsonToken token) throws IOException {
            if (token != JsonToken.VALUE_STRING) {
                parser.skipChildren();
                return null;
            }
            String text = EventReader.scalar(parser, token).text();
            return text.isEmpty() ? null : text;
        }
    }
}
