package io.tributary.state;

import io.tributary.model.Links;

/**
 * The bytes of a profile's links: a row for each position but the first. A profile that says so with its version may
 * have its longer rows as bits, so that however many links it has, its links take no more than a bit for every pair.
 *
 * <pre>
 *   row                      | n | first position | n - 1 times: position - the one before |
 *
 *   row, if there are bits   | n + 1 | first position | n - 1 times: position - the one before |
 *   or                       | 0 | a bit for each lower position, lowest first |
 * </pre>
 */
final class LinksFormat {
    private LinksFormat() {}

    /** @param count how many positions there are */
    static void write(Links links, int count, boolean withBits, ByteWriter out) {
        for (int position = 1; position < count; position++) {
            int size = links.rowSize(position);
            if (withBits && size >= bitsLength(position)) {
                out.varint(0);
                for (int i = 0; i < bitsLength(position); i++) {
                    out.octet((int) (links.word(position, i / Long.BYTES) >>> (Byte.SIZE * (i % Long.BYTES))));
                }
            } else {
                out.varint(withBits ? size + 1 : size);
                int last = 0;
                for (int older : links.olderThan(position)) {
                    out.varint(older - last);
                    last = older;
                }
            }
        }
    }

    static Links read(int count, boolean withBits, ByteReader in) {
        long[] words = new long[Links.start(count)];
        boolean any = false;
        for (int position = 1; position < count; position++) {
            int head = in.smallVarint();
            if (withBits && head == 0) {
                any = true;
                readBits(words, position, in);
            } else {
                int size = withBits ? head - 1 : head;
                any |= size > 0;
                readPositions(words, position, size, in);
            }
        }
        return any ? Links.ofWords(words) : Links.NONE;
    }

    /** In bytes. */
    private static int bitsLength(int position) {
        return (position + Byte.SIZE - 1) / Byte.SIZE;
    }

    private static void readBits(long[] words, int position, ByteReader in) {
        int start = Links.start(position);
        for (int i = 0; i < bitsLength(position); i++) {
            words[start + i / Long.BYTES] |= (long) in.octet() << (Byte.SIZE * (i % Long.BYTES));
        }
        if (position % Long.SIZE != 0 && words[start + position / Long.SIZE] >>> position != 0) {
            throw in.damaged("a link leads to no older external ID");
        }
    }

    private static void readPositions(long[] words, int position, int size, ByteReader in) {
        int start = Links.start(position);
        int last = 0;
        for (int i = 0; i < size; i++) {
            int more = in.smallVarint();
            if (more >= position - last || (more == 0 && i > 0)) {
                throw in.damaged("a link leads to no older external ID, or twice to one");
            }
            last += more;
            words[start + last / Long.SIZE] |= 1L << last;
        }
    }
}
