package io.tributary.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tributary.model.Bounds;
import io.tributary.model.EventType;
import io.tributary.rules.Extraction;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Path;
import io.tributary.rules.SpaceRules;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The traits of an identify call, which are the user's: what {@code context.traits} and {@code traits} hold at their top
 * level, each as compact JSON with its numbers as they were written. Of a name in both, {@code traits} has the last word.
 * Of a group call {@code traits} are the account's, and {@code context.traits}, which are the user's there too, are left.
 *
 * <p>A trait that a hashed type reads is left out: its raw value must never be stored.
 */
final class TraitReader {
    /** @param omitted how many went over a bound */
    record Traits(Map<String, String> values, int omitted) {
        static final Traits NONE = new Traits(Map.of(), 0);
    }

    static final Path TRAITS = new Path(List.of("traits"));
    static final Path CONTEXT_TRAITS = new Path(List.of("context", "traits"));

    private final int[] ofUser;
    private final int[] ofAccount;
    private final Set<String> leftOut = new HashSet<>();
    private final StringBuilder json = new StringBuilder();

    TraitReader(SpaceRules rules, PathTrie trie) {
        this.ofUser = new int[] {trie.slot(CONTEXT_TRAITS), trie.slot(TRAITS)};
        this.ofAccount = new int[] {trie.slot(TRAITS)};
        for (IdentifierRule rule : rules.identifiers()) {
            for (Extraction extraction : rule.from()) {
                if (rule.hashed() && !extraction.hashed()) {
                    leaveOut(extraction.path().keys());
                }
            }
        }
    }

    private void leaveOut(List<String> keys) {
        for (Path traits : List.of(TRAITS, CONTEXT_TRAITS)) {
            int depth = traits.keys().size();
            if (keys.size() > depth && keys.subList(0, depth).equals(traits.keys())) {
                leftOut.add(keys.get(depth));
            }
        }
    }

    /** The traits of the event read last, none if it is another call. */
    Traits read(EventReader event, EventType call) {
        return switch (call) {
            case IDENTIFY -> read(event, ofUser);
            case GROUP -> read(event, ofAccount);
            case TRACK, PAGE, SCREEN, ALIAS -> Traits.NONE;
        };
    }

    private Traits read(EventReader event, int[] slots) {
        Map<String, String> values = new LinkedHashMap<>();
        int omitted = 0;
        for (int slot : slots) {
            int start = event.start(slot);
            int end = event.end(slot);
            if (start == end || event.bytes()[start] != '{') {
                continue;
            }
            try (JsonParser parser = EventJson.FACTORY.createParser(event.bytes(), start, end - start)) {
                omitted += readMembers(parser, values);
            } catch (IOException e) {
                // Not as the cause: its message quotes the event.
                throw new IllegalStateException("bytes that were JSON a moment ago are none any more");
            }
        }
        return values.isEmpty() && omitted == 0
                ? Traits.NONE
                : new Traits(Collections.unmodifiableMap(values), omitted);
    }

    private int readMembers(JsonParser parser, Map<String, String> values) throws IOException {
        int omitted = 0;
        parser.nextToken();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (leftOut.contains(name)) {
                parser.skipChildren();
                continue;
            }
            boolean room = values.containsKey(name) || values.size() < Bounds.MAX_TRAITS;
            if (!room || name.length() > Bounds.MAX_TRAIT_NAME_CHARS) {
                parser.skipChildren();
                omitted++;
                continue;
            }
            String value = compact(parser);
            if (value.length() <= Bounds.MAX_TRAIT_VALUE_CHARS) {
                values.put(name, value);
            } else {
                values.remove(name);
                omitted++;
            }
        }
        return omitted;
    }

    /** The JSON that the parser stands on, without white space. */
    private String compact(JsonParser parser) throws IOException {
        json.setLength(0);
        int depth = 0;
        for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
            append(parser, token);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return json.toString();
            }
        }
    }

    private void append(JsonParser parser, JsonToken token) throws IOException {
        if (!token.isStructEnd() && followsValue()) {
            json.append(',');
        }
        switch (token) {
            case FIELD_NAME -> {
                appendString(parser.currentName());
                json.append(':');
            }
            case VALUE_STRING -> appendString(parser.getText());
            default -> json.append(parser.getText());
        }
    }

    private void appendString(String text) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(Surrogates.replaceLone(text), json);
        json.append('"');
    }

    private boolean followsValue() {
        return !json.isEmpty() && "{[:".indexOf(json.charAt(json.length() - 1)) < 0;
    }
}
