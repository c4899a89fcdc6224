package io.tributary.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What of the state was read or written last, as its bytes: what is behind {@link ReadCache}, before RocksDB. There an entry
 * is some objects, and half a kilobyte; here it is as small as in RocksDB, so that several times as much fits, is no
 * business of the garbage collector, and is found with three looks at memory instead of a search through a dozen files.
 *
 * <pre>
 *   ring     entries in the order of writing, the newest over the oldest, none across two chunks
 *            | owner | key size, 2^15 if it has stayed | value size | key | value |
 *   places   buckets of eight, by the key's hash: | where in the ring: 56 bits | of the hash: 8 bits |
 * </pre>
 *
 * The ring takes memory as it is filled for the first time, chunk by chunk, and with each chunk some buckets are added: one
 * of those that are there is shared out between itself and the new one, so that nothing ever waits for all of them.
 *
 * Where an entry lies is counted from the beginning of time, so that one that has been written over is known by its age
 * and need not be taken out. An entry that is asked for in the older half of the ring is written again, and so stays.
 * Of the rest, when the turn comes to the chunk that it lies in, what was not written again since may stay too, as far as
 * it fills no more than half of the chunk, and once until it is asked for: room is made by what is of no use before it is
 * made by what was not asked for.
 *
 * <p>Everything that is written has to be put here or removed, or what is read is not what was written last.
 *
 * @see <a href="https://dl.acm.org/doi/10.5555/1286887.1286911">Litwin 1980: Linear Hashing</a>
 */
final class RecentBytes {
    private static final int CHUNK_BITS = 18;
    private static final int HEAD = 8;

    /** Of a chunk, at least, that one entry may take: profiles of a hundred external IDs and more stay out. */
    private static final int ENTRIES_A_CHUNK = 32;

    /** Of which all places can be counted. */
    private static final long MOST_BYTES = 1L << 36;

    private static final int BUCKET = 8;
    /** Of the ring: half as much as an entry takes on average, so that few buckets have more than they hold. */
    private static final int BYTES_A_PLACE = 40;

    private static final int PAGE_BITS = 15;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int TAG_BITS = 8;

    private static final int CHUNKS_PASSED_BY = 15;

    /** In the upper byte of a key's size. */
    private static final int STAYED = 0x80;

    private final int chunkBits;
    private final int chunkSize;

    /** Chunks. */
    private final int size;

    private byte[][] ring = {};
    /** How much of each chunk has entries. */
    private int[] filled = {};

    /** How many chunks to come nothing stays of. */
    private int passedBy;

    private long[][] places = {};
    private int buckets;

    /** Where the next entry goes. The first chunk of time is left out, so that no place is 0 but one that is free. */
    private long end;

    /** @param bytes of all entries together, rounded down to chunks of 256 KiB; less than two of them is none */
    RecentBytes(long bytes) {
        this(bytes, CHUNK_BITS);
    }

    /** @param chunkBits the size of chunks is two to the power of this, 1 MiB at most */
    RecentBytes(long bytes, int chunkBits) {
        this.chunkBits = chunkBits;
        chunkSize = 1 << chunkBits;
        size = (int) (Math.min(bytes, MOST_BYTES) >>> chunkBits);
        end = chunkSize;
    }

    /**
     * What was put last, or null if it is not here.
     *
     * @param owner whose key it is
     */
    @Nullable
    Bytes get(int owner, Bytes key) {
        if (buckets == 0) {
            return null;
        }
        long hash = hash(owner, key);
        int place = find(hash, owner, key);
        if (place < 0) {
            return null;
        }
        long at = placeAt(place) >>> TAG_BITS;
        byte[] chunk = chunk(at);
        int from = offset(at) + HEAD + key.size();
        Bytes value = new Bytes(Arrays.copyOfRange(chunk, from, from + valueSize(at)));
        chunk[offset(at) + 5] &= ~STAYED;
        if (chunkOf(end) - chunkOf(at) >= size / 2) {
            settle(hash, owner, key, append(owner, key, value));
        }
        return value;
    }

    /** Whether an entry of that size would be held at all. */
    boolean takes(Bytes key, Bytes value) {
        return size >= 2 && HEAD + key.size() + value.size() <= chunkSize / ENTRIES_A_CHUNK;
    }

    void put(int owner, Bytes key, Bytes value) {
        if (!takes(key, value)) {
            remove(owner, key);
            return;
        }
        if (buckets == 0) {
            allocate();
        }
        long hash = hash(owner, key);
        settle(hash, owner, key, append(owner, key, value));
    }

    void remove(int owner, Bytes key) {
        if (buckets > 0) {
            int place = find(hash(owner, key), owner, key);
            if (place >= 0) {
                setPlace(place, 0);
            }
        }
    }

    /** Only now: a subtask that has no space needs nothing. */
    private void allocate() {
        ring = new byte[size][];
        filled = new int[size];
        places = new long[((size * bucketsAChunk() * BUCKET) >>> PAGE_BITS) + 1][];
        addBucket();
    }

    private int bucketsAChunk() {
        return Math.max(chunkSize / BYTES_A_PLACE / BUCKET, 1);
    }

    private void addBucket() {
        int place = buckets * BUCKET;
        if (places[place >>> PAGE_BITS] == null) {
            places[place >>> PAGE_BITS] = new long[1 << PAGE_BITS];
        }
        int added = buckets++;
        if (added > 0) {
            share(added - Integer.highestOneBit(added), added);
        }
    }

    /** Moves to a bucket that is new what belongs there by now. */
    private void share(int from, int to) {
        int free = to * BUCKET;
        for (int place = from * BUCKET; place < (from + 1) * BUCKET; place++) {
            long at = placeAt(place) >>> TAG_BITS;
            if (isThere(at)) {
                long hash = hashOf(chunk(at), offset(at));
                if (bucket(hash) == to * BUCKET) {
                    setPlace(free++, place(at, hash));
                    setPlace(place, 0);
                }
            }
        }
    }

    private long placeAt(int place) {
        return places[place >>> PAGE_BITS][place & PAGE_MASK];
    }

    private void setPlace(int place, long its) {
        places[place >>> PAGE_BITS][place & PAGE_MASK] = its;
    }

    /** Says where a key's entry lies. Only after it was appended, for that may add buckets. */
    private void settle(long hash, int owner, Bytes key, long at) {
        int known = find(hash, owner, key);
        setPlace(known >= 0 ? known : oldest(hash), place(at, hash));
    }

    /** The place of a key, or -1. */
    private int find(long hash, int owner, Bytes key) {
        int first = bucket(hash);
        for (int place = first; place < first + BUCKET; place++) {
            long its = placeAt(place);
            if ((its & 0xFF) == tag(hash) && isThere(its >>> TAG_BITS) && isOf(its >>> TAG_BITS, owner, key)) {
                return place;
            }
        }
        return -1;
    }

    /** The place in a key's bucket that is free, or whose entry was written first. */
    private int oldest(long hash) {
        int first = bucket(hash);
        int oldest = first;
        for (int place = first + 1; place < first + BUCKET; place++) {
            if ((placeAt(place) >>> TAG_BITS) < (placeAt(oldest) >>> TAG_BITS)) {
                oldest = place;
            }
        }
        return oldest;
    }

    private boolean isThere(long at) {
        return at != 0 && chunkOf(end) - chunkOf(at) < size;
    }

    private boolean isOf(long at, int owner, Bytes key) {
        byte[] chunk = chunk(at);
        int from = offset(at);
        return number(chunk, from) == owner
                && keySize(chunk, from) == key.size()
                && Arrays.equals(chunk, from + HEAD, from + HEAD + key.size(), key.content(), 0, key.size());
    }

    private static int keySize(byte[] chunk, int from) {
        return shortNumber(chunk, from + 4) & ~(STAYED << 8);
    }

    private int valueSize(long at) {
        return shortNumber(chunk(at), offset(at) + 6);
    }

    private long append(int owner, Bytes key, Bytes value) {
        int length = HEAD + key.size() + value.size();
        if (offset(end) + length >= chunkSize) { // or the end would be in the next chunk without its turn
            turn();
        }
        byte[] chunk = chunkAt(end);
        int to = offset(end);
        for (int i = 0; i < 4; i++) {
            chunk[to + i] = (byte) (owner >>> (8 * i));
        }
        chunk[to + 4] = (byte) key.size();
        chunk[to + 5] = (byte) (key.size() >>> 8);
        chunk[to + 6] = (byte) value.size();
        chunk[to + 7] = (byte) (value.size() >>> 8);
        System.arraycopy(key.content(), 0, chunk, to + HEAD, key.size());
        System.arraycopy(value.content(), 0, chunk, to + HEAD + key.size(), value.size());
        long at = end;
        end += length;
        return at;
    }

    /**
     * Goes on to the next chunk, and moves to its beginning what stays of the entries that lie there. If not all of it can,
     * there is little that is of no use, and looking for it does not pay: then some chunks are passed by.
     */
    private void turn() {
        filled[index(end)] = offset(end);
        end = (chunkOf(end) + 1) << chunkBits;
        byte[] chunk = chunkAt(end);
        if (passedBy > 0) {
            passedBy--;
            return;
        }
        int to = filled[index(end)];
        long first = end - ((long) size << chunkBits);
        int length;
        for (int from = 0; from < to; from += length) {
            int keySize = keySize(chunk, from);
            length = HEAD + keySize + shortNumber(chunk, from + 6);
            long hash = hashOf(chunk, from);
            int place = (chunk[from + 5] & STAYED) == 0 ? placeOf(first + from, hash) : -1;
            if (place >= 0) {
                if (offset(end) + length > chunkSize / 2) {
                    passedBy = CHUNKS_PASSED_BY;
                    return;
                }
                System.arraycopy(chunk, from, chunk, offset(end), length);
                chunk[offset(end) + 5] |= (byte) STAYED;
                setPlace(place, place(end, hash));
                end += length;
            }
        }
    }

    /** The place that says that a key's entry lies there, or -1: then it was written again or removed. */
    private int placeOf(long at, long hash) {
        int first = bucket(hash);
        for (int place = first; place < first + BUCKET; place++) {
            if (placeAt(place) >>> TAG_BITS == at) {
                return place;
            }
        }
        return -1;
    }

    private byte[] chunkAt(long at) {
        int index = index(at);
        if (ring[index] == null) {
            ring[index] = new byte[chunkSize];
            for (int i = bucketsAChunk(); i > 0; i--) {
                addBucket();
            }
        }
        return ring[index];
    }

    private byte[] chunk(long at) {
        return ring[index(at)];
    }

    private int index(long at) {
        return (int) (chunkOf(at) % size);
    }

    private long chunkOf(long at) {
        return at >>> chunkBits;
    }

    private int offset(long at) {
        return (int) at & (chunkSize - 1);
    }

    /** The first place of a key's bucket. Those that have not been shared out in this round have twice as many keys. */
    private int bucket(long hash) {
        int round = Integer.highestOneBit(buckets);
        int bucket = (int) (hash >>> 32) & (2 * round - 1);
        return (bucket < buckets ? bucket : bucket - round) * BUCKET;
    }

    private static long tag(long hash) {
        return (hash >>> 24) & 0xFF;
    }

    private static long place(long at, long hash) {
        return (at << TAG_BITS) | tag(hash);
    }

    static long hash(int owner, Bytes key) {
        return hash(owner, key.hashCode());
    }

    private static long hash(int owner, int keyHash) {
        long hash = (keyHash * 31L + owner) * 0x9E3779B97F4A7C15L;
        return hash ^ (hash >>> 29);
    }

    private static long hashOf(byte[] chunk, int from) {
        return hash(number(chunk, from), hash(chunk, from + HEAD, keySize(chunk, from)));
    }

    /** As {@link Bytes#hashCode} has it. */
    private static int hash(byte[] chunk, int from, int size) {
        int hash = 1;
        for (int i = from; i < from + size; i++) {
            hash = 31 * hash + chunk[i];
        }
        return hash;
    }

    private static int number(byte[] chunk, int from) {
        return shortNumber(chunk, from) | (shortNumber(chunk, from + 2) << 16);
    }

    private static int shortNumber(byte[] chunk, int from) {
        return (chunk[from] & 0xFF) | ((chunk[from + 1] & 0xFF) << 8);
    }
}
