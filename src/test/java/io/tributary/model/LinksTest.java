package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinksTest {
    @Test
    void every_pair_is_linked_both_ways_and_nothing_else() {
        Links links = Links.NONE.withAllPairsOf(new int[] {3, 0, 2}, 4);

        assertThat(links.size()).isEqualTo(3);
        assertThat(links.contains(0, 2)).isTrue();
        assertThat(links.contains(3, 0)).isTrue();
        assertThat(links.contains(2, 3)).isTrue();
        assertThat(links.contains(0, 1)).isFalse();
    }

    @Test
    void the_same_instance_comes_back_if_all_pairs_are_linked_already() {
        Links links = Links.NONE.withAllPairsOf(new int[] {0, 1, 2}, 3);

        assertThat(links.withAllPairsOf(new int[] {2, 0}, 3)).isSameAs(links);
        assertThat(links.withAllPairsOf(new int[] {1}, 3)).isSameAs(links);
        assertThat(links.withAllPairsOf(new int[] {0, 3}, 4)).isNotSameAs(links);
    }

    @Test
    void interleaving_moves_every_pair_to_its_new_places() {
        Links mine = Links.NONE.withAllPairsOf(new int[] {0, 1}, 3);
        Links its = Links.NONE.withAllPairsOf(new int[] {0, 1}, 2);

        Links joined = mine.interleave(new int[] {0, 2, 4}, its, new int[] {1, 3});

        assertThat(joined.size()).isEqualTo(2);
        assertThat(joined.contains(0, 2)).isTrue();
        assertThat(joined.contains(1, 3)).isTrue();
    }

    /** Large enough for rows of several words; positions on both sides of every edge of a word leave. */
    @Test
    void whatever_is_done_to_links_agrees_with_a_table_of_pairs() {
        long seed = 20261125;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Table table = new Table(random.nextInt(200));
            Links links = Links.NONE;
            for (int step = 0; step < 40; step++) {
                int count = table.count();
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        int grown = count + random.nextInt(3);
                        int[] some = random.ints(random.nextInt(90), 0, Math.max(1, grown))
                                .filter(position -> position < grown)
                                .distinct()
                                .toArray();
                        table = table.grown(grown);
                        table.linkAll(some);
                        links = links.withAllPairsOf(some, grown);
                    }
                    case 2 -> {
                        if (count > 0) {
                            int leaving = random.nextInt(count);
                            int[] neighbours = links.neighbours(leaving, count);
                            assertThat(neighbours).isEqualTo(table.neighbours(leaving));
                            links = links.without(leaving, count);
                            table = table.select(IntStream.range(0, count)
                                    .filter(at -> at != leaving)
                                    .toArray());
                        }
                    }
                    case 3 -> {
                        int[] some = IntStream.range(0, count)
                                .filter(at -> random.nextInt(8) > 0)
                                .toArray();
                        links = links.select(some);
                        table = table.select(some);
                    }
                    default -> {
                        int[] others = random.ints(3, 0, Math.max(1, count))
                                .filter(at -> at < count)
                                .toArray();
                        links = links.withLast(count + 1, others);
                        table = table.grown(count + 1);
                        for (int other : others) {
                            table.linkAll(other, count);
                        }
                    }
                }
                table.assertEqual(links);
            }
        }
    }

    /** The same as plainly as can be. */
    private static final class Table {
        final boolean[][] linked;

        Table(int count) {
            linked = new boolean[count][count];
        }

        int count() {
            return linked.length;
        }

        Table grown(int count) {
            Table more = new Table(count);
            for (int i = 0; i < count(); i++) {
                System.arraycopy(linked[i], 0, more.linked[i], 0, count());
            }
            return more;
        }

        void linkAll(int... positions) {
            for (int a : positions) {
                for (int b : positions) {
                    linked[a][b] |= a != b;
                }
            }
        }

        int[] neighbours(int position) {
            return IntStream.range(0, count())
                    .filter(at -> linked[position][at])
                    .toArray();
        }

        Table select(int[] positions) {
            Table some = new Table(positions.length);
            for (int i = 0; i < positions.length; i++) {
                for (int j = 0; j < positions.length; j++) {
                    some.linked[i][j] = linked[positions[i]][positions[j]];
                }
            }
            return some;
        }

        void assertEqual(Links links) {
            int[][] rows = new int[count()][];
            int size = 0;
            for (int i = 0; i < rows.length; i++) {
                int position = i;
                rows[i] =
                        Arrays.stream(neighbours(i)).filter(at -> at < position).toArray();
                assertThat(links.olderThan(i)).isEqualTo(rows[i]);
                size += rows[i].length;
            }
            assertThat(links.size()).isEqualTo(size);
            assertThat(links).isEqualTo(Links.ofRows(rows));
        }
    }

    @Test
    void random_additions_agree_with_a_set_of_pairs() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            Links links = Links.NONE;
            Set<Integer> pairs = new HashSet<>();
            int count = 0;
            for (int event = 0; event < 20; event++) {
                count = Math.min(12, count + random.nextInt(3) + 1);
                int[] positions = new int[Math.min(count, 1 + random.nextInt(4))];
                int first = random.nextInt(count);
                for (int i = 0; i < positions.length; i++) {
                    positions[i] = (first + i) % count;
                }
                links = links.withAllPairsOf(positions, count);
                for (int a : positions) {
                    for (int b : positions) {
                        if (a < b) {
                            pairs.add(a * 100 + b);
                        }
                    }
                }
            }
            assertThat(links.size()).isEqualTo(pairs.size());
            for (int pair : pairs) {
                assertThat(links.contains(pair / 100, pair % 100)).isTrue();
            }
        }
    }
}
