package io.tributary.codec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.tributary.model.Bounds;
import io.tributary.model.RejectionCode;
import io.tributary.rules.Scalar;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads events in one pass, keeping only what stands at the places of a {@link PathTrie}: no tree, no map. Where a key
 * repeats, its last value counts and nothing of the earlier ones remains. Holds one event at a time; not thread-safe.
 */
final class EventReader {
    /** Why an event cannot be read, in words that carry nothing of it. */
    record Fault(RejectionCode code, String detail) {}

    private static final Scalar TRUE = new Scalar(Scalar.Kind.BOOLEAN, "true");
    private static final Scalar FALSE = new Scalar(Scalar.Kind.BOOLEAN, "false");
    private static final Scalar NULL = new Scalar(Scalar.Kind.NULL, "null");
    private static final byte[] NOTHING = {};

    private final PathTrie.Node root;
    private final @Nullable Scalar[] values;
    private final int[] starts;
    private final int[] ends;
    private byte[] bytes = NOTHING;
    private boolean plain;

    EventReader(PathTrie trie) {
        this.root = trie.root();
        this.values = new Scalar[root.end()];
        this.starts = new int[root.end()];
        this.ends = new int[root.end()];
    }

    /** The event read last. */
    byte[] bytes() {
        return bytes;
    }

    /** The scalar in a slot, null if there is none. A number has its plain decimal form, where that is not too long. */
    @Nullable
    Scalar value(int slot) {
        return values[slot];
    }

    /** Where in {@link #bytes} the object or array in a slot begins; equal to {@link #end} if there is none. */
    int start(int slot) {
        return starts[slot];
    }

    int end(int slot) {
        return ends[slot];
    }

    /** Reads an event; null if that went well. */
    @Nullable
    Fault read(byte[] event) {
        bytes = event;
        clear(root);
        if (event.length == 0) {
            return malformed("empty value");
        }
        if (startsWithByteOrderMark(event)) {
            return malformed("starts with a byte order mark");
        }
        plain = Utf8.isPlain(event);
        int invalid = plain ? -1 : Utf8.firstInvalid(event);
        if (invalid >= 0) {
            return malformed("not UTF-8 at byte " + invalid);
        }
        try (JsonParser parser = EventJson.FACTORY.createParser(event)) {
            return readRoot(parser);
        } catch (StreamConstraintsException e) {
            return malformed("nested deeper than " + Bounds.MAX_NESTING);
        } catch (JsonEOFException e) {
            return malformed("ends before the JSON is complete");
        } catch (JacksonException e) {
            return malformed("not JSON at byte " + offsetOf(e));
        } catch (IOException e) {
            return malformed("not JSON");
        }
    }

    private @Nullable Fault readRoot(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return malformed("nothing but white space");
        }
        if (first == JsonToken.START_OBJECT) {
            readMembers(parser, root);
        } else {
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            return malformed("more than one JSON value");
        }
        return first == JsonToken.START_OBJECT
                ? null
                : new Fault(RejectionCode.NOT_AN_OBJECT, "a JSON value that is not an object");
    }

    private void readMembers(JsonParser parser, PathTrie.Node node) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            PathTrie.Node child = node.child(name);
            if (child != null) {
                readValue(parser, child, token);
            } else if (token.isStructStart()) {
                parser.skipChildren();
            }
        }
    }

    private void readValue(JsonParser parser, PathTrie.Node node, JsonToken token) throws IOException {
        clear(node);
        if (token.isStructStart()) {
            readStructure(parser, node, token);
        } else if (node.isWanted()) {
            values[node.slot()] = plain && token == JsonToken.VALUE_STRING
                    ? new Scalar(Scalar.Kind.STRING, parser.getText())
                    : scalar(parser, token);
        }
    }

    private void readStructure(JsonParser parser, PathTrie.Node node, JsonToken token) throws IOException {
        long start = node.isLocated() ? parser.currentTokenLocation().getByteOffset() : 0;
        if (token == JsonToken.START_OBJECT && node.hasChildren()) {
            readMembers(parser, node);
        } else {
            parser.skipChildren();
        }
        if (node.isLocated()) {
            starts[node.slot()] = (int) start;
            ends[node.slot()] = (int) parser.currentLocation().getByteOffset();
        }
    }

    private void clear(PathTrie.Node node) {
        if (!node.hasChildren() && !node.isLocated()) {
            values[node.slot()] = null;
            return;
        }
        Arrays.fill(values, node.slot(), node.end(), null);
        Arrays.fill(starts, node.slot(), node.end(), 0);
        Arrays.fill(ends, node.slot(), node.end(), 0);
    }

    /** The scalar that the parser stands on. */
    static Scalar scalar(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> new Scalar(Scalar.Kind.STRING, Surrogates.replaceLone(parser.getText()));
            case VALUE_TRUE -> TRUE;
            case VALUE_FALSE -> FALSE;
            case VALUE_NULL -> NULL;
            default -> new Scalar(Scalar.Kind.NUMBER, PlainDecimal.of(parser.getText()));
        };
    }

    static boolean startsWithByteOrderMark(byte[] event) {
        return event.length >= 3 && event[0] == (byte) 0xEF && event[1] == (byte) 0xBB && event[2] == (byte) 0xBF;
    }

    private static long offsetOf(JacksonException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
    }

    private static Fault malformed(String detail) {
        return new Fault(RejectionCode.MALFORMED_JSON, detail);
    }
}
