package io.tributary.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which external IDs of a profile were admitted on the same event, as pairs of positions in the profile's list. They
 * are what holds a profile together: take an external ID away and what is left falls into the connected components of
 * the remaining links.
 *
 * <pre>
 *   identifiers      0: user_id:u1   1: anonymous_id:a1   2: email:x   3: anonymous_id:a2
 *   rows             none            1                    11           001
 * </pre>
 *
 * Each position but the first has a row with a bit for every lower position, set where the two are linked, so that a
 * pair stands in one place and an external ID that is added appends a row. A row begins with a word of its own. A
 * thousand external IDs that are all linked with each other take 68 KB, and linking or parting them goes word by word:
 * that is the most that whoever keeps adding links can make an event cost.
 */
public final class Links {
    public static final Links NONE = new Links(new long[0]);

    private static final int BITS = Long.SIZE;

    /** Positions, of which looking for every pair is quicker than going through their rows. An event has no more. */
    private static final int FEW = 64;

    private final long[] words;

    private Links(long[] words) {
        this.words = words;
    }

    /** @param older for each position the lower positions that it is linked with */
    public static Links ofRows(int[][] older) {
        long[] words = new long[start(older.length)];
        for (int position = 0; position < older.length; position++) {
            for (int lower : older[position]) {
                set(words, position, lower);
            }
        }
        return new Links(words);
    }

    /** @param words the rows one after another, {@link #rowWords} each; not copied */
    public static Links ofWords(long[] words) {
        return new Links(words);
    }

    /** The words of a position's row, lowest positions first. */
    public static int rowWords(int position) {
        return (position + BITS - 1) / BITS;
    }

    /** Where the row of a position begins, which is how many words the rows of so many positions have. */
    public static int start(int position) {
        if (position == 0) {
            return 0;
        }
        int block = (position - 1) / BITS;
        return BITS / 2 * block * (block + 1) + (position - 1 - BITS * block) * (block + 1);
    }

    /** A word of a position's row. */
    public long word(int position, int index) {
        int at = start(position) + index;
        return at < words.length ? words[at] : 0;
    }

    /** The lower positions that a position is linked with, ascending. */
    public int[] olderThan(int position) {
        int[] older = new int[rowSize(position)];
        int size = 0;
        for (int index = 0; size < older.length; index++) {
            for (long rest = word(position, index); rest != 0; rest &= rest - 1) {
                older[size++] = index * BITS + Long.numberOfTrailingZeros(rest);
            }
        }
        return older;
    }

    /** How many lower positions a position is linked with. */
    public int rowSize(int position) {
        int size = 0;
        for (int index = rowWords(position) - 1; index >= 0; index--) {
            size += Long.bitCount(word(position, index));
        }
        return size;
    }

    public boolean contains(int a, int b) {
        int lower = Math.min(a, b);
        return a != b && ((word(Math.max(a, b), lower / BITS) >>> lower) & 1) != 0;
    }

    /** How many pairs. */
    public int size() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    /**
     * These links, and one between every two of the given positions.
     *
     * @param positions distinct, in any order
     * @param count how many positions the profile has
     * @return the same instance if nothing is new
     */
    public Links withAllPairsOf(int[] positions, int count) {
        if (positions.length <= FEW && containsAllPairsOf(positions)) {
            return this;
        }
        long[] all = new long[rowWords(count)];
        for (int position : positions) {
            all[position / BITS] |= 1L << position;
        }
        long[] more = Arrays.copyOf(words, start(count));
        boolean isNew = false;
        for (int position : positions) {
            int start = start(position);
            for (int index = rowWords(position) - 1; index >= 0; index--) {
                long united = more[start + index] | (all[index] & below(position, index));
                isNew |= united != more[start + index];
                more[start + index] = united;
            }
        }
        return isNew ? new Links(more) : this;
    }

    /** Allocates nothing: for most events this is all that is asked. */
    private boolean containsAllPairsOf(int[] positions) {
        for (int i = 1; i < positions.length; i++) {
            for (int j = 0; j < i; j++) {
                if (!contains(positions[i], positions[j])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** These links, and one between the last of {@code count} positions and each of the others given. */
    public Links withLast(int count, int[] others) {
        long[] more = Arrays.copyOf(words, start(count));
        for (int other : others) {
            set(more, count - 1, other);
        }
        return new Links(more);
    }

    /**
     * These links and those of another profile, after both lists of positions have been interleaved into one.
     *
     * @param places where each of this profile's positions has gone, ascending
     * @param otherPlaces where each of the other profile's positions has gone, ascending
     */
    public Links interleave(int[] places, Links other, int[] otherPlaces) {
        long[] joined = new long[start(places.length + otherPlaces.length)];
        move(places, joined);
        other.move(otherPlaces, joined);
        return new Links(joined);
    }

    /** Interleaving keeps the order within a profile, so what was lower stays lower. */
    private void move(int[] places, long[] to) {
        for (int position = 1; position < places.length; position++) {
            for (int index = rowWords(position) - 1; index >= 0; index--) {
                for (long rest = word(position, index); rest != 0; rest &= rest - 1) {
                    set(to, places[position], places[index * BITS + Long.numberOfTrailingZeros(rest)]);
                }
            }
        }
    }

    /**
     * The positions that a position is linked with, ascending.
     *
     * @param count how many positions the profile has
     */
    public int[] neighbours(int position, int count) {
        int[] its = Arrays.copyOf(olderThan(position), count);
        int size = rowSize(position);
        for (int younger = position + 1; younger < count; younger++) {
            if (contains(younger, position)) {
                its[size++] = younger;
            }
        }
        return Arrays.copyOf(its, size);
    }

    /**
     * The links among all positions but one; those above it move down by one.
     *
     * @param count how many positions the profile has
     */
    public Links without(int position, int count) {
        long[] fewer = Arrays.copyOf(words, start(count - 1));
        int cut = position / BITS;
        long low = (1L << position) - 1;
        for (int younger = position + 1; younger < count; younger++) {
            int to = start(younger - 1);
            for (int index = rowWords(younger - 1) - 1; index >= 0; index--) {
                long word = word(younger, index);
                long next = index + 1 < rowWords(younger) ? word(younger, index + 1) : 0;
                long moved = (word >>> 1) | (next << (BITS - 1));
                fewer[to + index] = index < cut ? word : index > cut ? moved : (word & low) | (moved & ~low);
            }
        }
        return new Links(fewer);
    }

    /**
     * The links among some of the positions, which are numbered anew in their order.
     *
     * @param positions ascending
     */
    public Links select(int[] positions) {
        int[] places = new int[positions.length == 0 ? 0 : positions[positions.length - 1] + 1];
        Arrays.fill(places, -1);
        long[] selected = new long[start(positions.length)];
        for (int place = 0; place < positions.length; place++) {
            for (int older : olderThan(positions[place])) {
                if (places[older] >= 0) {
                    set(selected, place, places[older]);
                }
            }
            places[positions[place]] = place;
        }
        return new Links(selected);
    }

    private static void set(long[] words, int position, int lower) {
        words[start(position) + lower / BITS] |= 1L << lower;
    }

    /** The bits of a row's word that stand for positions below the row's. */
    private static long below(int position, int index) {
        int bits = position - index * BITS;
        return bits >= BITS ? -1 : (1L << bits) - 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Links that)) {
            return false;
        }
        int common = Math.min(words.length, that.words.length);
        return Arrays.equals(words, 0, common, that.words, 0, common)
                && isEmptyFrom(words, common)
                && isEmptyFrom(that.words, common);
    }

    private static boolean isEmptyFrom(long[] words, int from) {
        for (int i = from; i < words.length; i++) {
            if (words[i] != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int position = 1; start(position) < words.length; position++) {
            text.append(position == 1 ? "" : ", ")
                    .append(position)
                    .append('-')
                    .append(Arrays.toString(olderThan(position)));
        }
        return text.append(']').toString();
    }
}
