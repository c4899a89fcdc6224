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
 *   older            0: []           1: [0]               2: [0, 1]    3: [0]
 * </pre>
 *
 * Each position lists the lower positions that it is linked with, ascending, so that a pair stands in one place and an
 * external ID that is added appends a row.
 */
public final class Links {
    public static final Links NONE = new Links(new int[0][]);

    private static final int[] EMPTY = {};

    /** Positions, of which looking for every pair is quicker than going through their rows. An event has no more. */
    private static final int FEW = 64;

    private final int[][] older;

    private Links(int[][] older) {
        this.older = older;
    }

    /** @param older for each position the lower positions it is linked with, ascending; not copied */
    public static Links ofRows(int[][] older) {
        return new Links(older);
    }

    /** The lower positions that a position is linked with, ascending; not to be changed. */
    public int[] olderThan(int position) {
        return position < older.length ? older[position] : EMPTY;
    }

    public boolean contains(int a, int b) {
        return Arrays.binarySearch(olderThan(Math.max(a, b)), Math.min(a, b)) >= 0;
    }

    /** How many pairs. */
    public int size() {
        int size = 0;
        for (int[] row : older) {
            size += row.length;
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
        int[] sorted = positions.clone();
        Arrays.sort(sorted);
        int[][] rows = null;
        for (int i = 1; i < sorted.length; i++) {
            int[] row = union(olderThan(sorted[i]), sorted, i);
            if (row != null) {
                rows = rows == null ? rows(count) : rows;
                rows[sorted[i]] = row;
            }
        }
        return rows == null ? this : new Links(rows);
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

    /**
     * These links and those of another profile, after both lists of positions have been interleaved into one.
     *
     * @param places where each of this profile's positions has gone
     * @param otherPlaces where each of the other profile's positions has gone
     */
    public Links interleave(int[] places, Links other, int[] otherPlaces) {
        int[][] rows = new int[places.length + otherPlaces.length][];
        move(places, rows);
        other.move(otherPlaces, rows);
        return new Links(rows);
    }

    /** Interleaving keeps the order within a profile, so a row stays ascending and below its position. */
    private void move(int[] places, int[][] rows) {
        for (int position = 0; position < places.length; position++) {
            int[] row = olderThan(position);
            int[] moved = row.length == 0 ? EMPTY : new int[row.length];
            for (int i = 0; i < row.length; i++) {
                moved[i] = places[row[i]];
            }
            rows[places[position]] = moved;
        }
    }

    /** The positions that a position is linked with, ascending. */
    public int[] neighbours(int position) {
        int[] its = Arrays.copyOf(olderThan(position), Math.max(position, older.length));
        int size = olderThan(position).length;
        for (int younger = position + 1; younger < older.length; younger++) {
            if (Arrays.binarySearch(older[younger], position) >= 0) {
                its[size++] = younger;
            }
        }
        return Arrays.copyOf(its, size);
    }

    /**
     * The links among some of the positions, which are numbered anew in their order.
     *
     * @param positions ascending
     */
    public Links select(int[] positions) {
        int[] places = new int[positions.length == 0 ? 0 : positions[positions.length - 1] + 1];
        Arrays.fill(places, -1);
        int[][] rows = new int[positions.length][];
        for (int place = 0; place < positions.length; place++) {
            int[] row = olderThan(positions[place]);
            int[] selected = new int[row.length];
            int size = 0;
            for (int older : row) {
                if (places[older] >= 0) {
                    selected[size++] = places[older];
                }
            }
            places[positions[place]] = place;
            rows[place] = size == 0 ? EMPTY : Arrays.copyOf(selected, size);
        }
        return new Links(rows);
    }

    private int[][] rows(int count) {
        int[][] rows = Arrays.copyOf(older, count);
        for (int i = older.length; i < count; i++) {
            rows[i] = EMPTY;
        }
        return rows;
    }

    /** The union of two ascending lists, the second being the first {@code count} of {@code values}; null if no news. */
    private static int @Nullable [] union(int[] row, int[] values, int count) {
        int[] result = new int[row.length + count];
        int size = 0;
        int r = 0;
        for (int v = 0; v < count; v++) {
            while (r < row.length && row[r] < values[v]) {
                result[size++] = row[r++];
            }
            if (r < row.length && row[r] == values[v]) {
                r++;
            }
            result[size++] = values[v];
        }
        while (r < row.length) {
            result[size++] = row[r++];
        }
        return size == row.length ? null : Arrays.copyOf(result, size);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Links that)) {
            return false;
        }
        int rows = Math.max(older.length, that.older.length);
        for (int i = 0; i < rows; i++) {
            if (!Arrays.equals(olderThan(i), that.olderThan(i))) {
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
        return Arrays.deepToString(older);
    }
}
