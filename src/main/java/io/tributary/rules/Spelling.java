package io.tributary.rules;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the word that was probably meant. */
final class Spelling {
    private static final int MAX_CHARS = 40;

    private Spelling() {}

    /** The known word nearest to the one that was written, null if none is near enough to be meant. */
    static @Nullable String closest(String written, Collection<String> known) {
        if (written.length() > MAX_CHARS) {
            return null;
        }
        String best = null;
        int allowed = Math.max(1, written.length() / 3);
        for (String word : known) {
            int distance = distance(written, word);
            if (distance <= allowed) {
                best = word;
                allowed = distance - 1;
            }
        }
        return best;
    }

    /** Letters to insert, remove, replace, or to swap with their neighbour. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
