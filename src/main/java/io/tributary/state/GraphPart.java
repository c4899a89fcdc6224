package io.tributary.state;

/**
 * What a graph is made of. Each key of the state that holds it begins with the part that it is of, in the lowest bits of
 * its first number; codes are never changed or reused, and are less than 8.
 */
public enum GraphPart {
    /** External ID: its owner, its marks, {@link PointerFormat}. */
    POINTERS(0, "pointers"),
    /** Profile ID: all but its traits, {@link ProfileFormat}. */
    PROFILES(1, "profiles"),
    /** Profile ID: all its traits, {@link TraitsFormat}. */
    TRAITS(2, "traits"),
    /** External ID: who shares it, {@link AnchorsFormat}. */
    ANCHORS(3, "anchors"),
    /** Nothing: the sequence of the last event or command, {@link SequenceFormat}. */
    SEQUENCE(4, "sequence");

    private static final int BITS = 3;
    private static final int MASK = (1 << BITS) - 1;
    private static final GraphPart[] BY_CODE = values();

    private final int code;
    private final String label;

    GraphPart(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /** For people; and the name of the state that it was in {@link OlderGraphs}. */
    public String label() {
        return label;
    }

    /** The first number of a key: a value, and of which part the key is. */
    long tag(long value) {
        return value << BITS | code;
    }

    /** The value in the first number of a key. */
    static int untag(ByteReader key) {
        return key.smallVarint() >>> BITS;
    }

    boolean isOf(Bytes key) {
        return key.size() > 0 && (key.content()[0] & MASK) == code;
    }

    /** @throws IllegalStateException if it is no key of a graph */
    static GraphPart of(Bytes key) {
        ByteReader in = new ByteReader(key.content(), "a key of the graph");
        return in.meant(in.octet() & MASK, GraphPart::fromCode);
    }

    private static GraphPart fromCode(int code) {
        if (code >= BY_CODE.length) {
            throw new IllegalArgumentException("no part of a graph has the code " + code);
        }
        return BY_CODE[code];
    }
}
