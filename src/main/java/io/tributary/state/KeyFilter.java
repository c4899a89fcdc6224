package io.tributary.state;

/**
 * Which keys the graphs of a subtask may have: one that it denies is in none of them. An external ID that nobody has yet
 * would be looked for in every file of RocksDB, which costs more than all else that its event does.
 *
 * <p>It is a Bloom filter in blocks: a key sets {@link #BITS_SET} bits of one block of 64 bytes, so that whoever asks waits
 * for memory once. It lets some 2 of 100 pass that are not there. No key can be taken back; and with more keys than there
 * is room for it would let ever more pass, so it gives up then, and denies nothing any more.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-72845-0_9">Putze, Sanders, Singler 2007: Cache-, Hash- and
 *     Space-Efficient Bloom Filters</a>
 */
final class KeyFilter {
    private static final int BITS_A_KEY = 10;
    private static final int BITS_SET = 6;
    private static final int BLOCK_BITS = 9;
    private static final int BLOCK_MASK = (1 << BLOCK_BITS) - 1;
    private static final int WORDS_A_BLOCK = 8;
    private static final int MOST_BLOCKS = Integer.MAX_VALUE / WORDS_A_BLOCK - 1;

    private final int blocks;
    private long[] words = {};

    /** How many more keys there is room for. */
    private long room;

    /** @param bytes that it may take, rounded down to blocks; it takes them with the first key */
    KeyFilter(long bytes) {
        blocks = (int) Math.min(bytes / (WORDS_A_BLOCK * Long.BYTES), MOST_BLOCKS);
        room = ((long) blocks << BLOCK_BITS) / BITS_A_KEY;
    }

    /** Whether it denies nothing any more, for there were too many keys. */
    boolean isFull() {
        return room == 0;
    }

    /** @param owner whose key it is */
    void add(int owner, Bytes key) {
        if (room == 0) {
            return;
        }
        if (words.length == 0) {
            words = new long[blocks * WORDS_A_BLOCK];
        }
        long hash = RecentBytes.hash(owner, key);
        int block = block(hash);
        boolean isNew = false;
        for (int i = 0; i < BITS_SET; i++) {
            int word = word(block, hash, i);
            isNew |= (words[word] & bit(hash, i)) == 0;
            words[word] |= bit(hash, i);
        }
        if (isNew && --room == 0) {
            words = new long[0];
        }
    }

    /** False only of a key that was never added. */
    boolean mayHave(int owner, Bytes key) {
        if (words.length == 0) {
            return room == 0;
        }
        long hash = RecentBytes.hash(owner, key);
        int block = block(hash);
        for (int i = 0; i < BITS_SET; i++) {
            if ((words[word(block, hash, i)] & bit(hash, i)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Nine bits of a hash each say which bits of a block; which block, once more all of them. */
    private int block(long hash) {
        return (int) ((((hash * 0x9E3779B97F4A7C15L) >>> 32) * blocks) >>> 32);
    }

    private static int word(int block, long hash, int i) {
        return block * WORDS_A_BLOCK + ((int) (hash >>> (BLOCK_BITS * i)) & BLOCK_MASK) / Long.SIZE;
    }

    private static long bit(long hash, int i) {
        return 1L << (hash >>> (BLOCK_BITS * i));
    }
}
