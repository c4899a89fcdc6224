package io.tributary.state;

/**
 * The bytes of a space's sequence.
 *
 * <pre>
 *   | version 1, flags 0 | varint: the sequence |
 * </pre>
 */
final class SequenceFormat {
    private static final int VERSION = 1;

    private SequenceFormat() {}

    static Bytes encode(long sequence, ByteWriter out) {
        out.clear();
        out.head(VERSION, 0);
        out.varint(sequence);
        return out.toBytes();
    }

    static long decode(Bytes value) {
        ByteReader in = new ByteReader(value.content(), "a sequence");
        in.head(VERSION, 0);
        long sequence = in.varint();
        in.end();
        return sequence;
    }
}
