package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
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
