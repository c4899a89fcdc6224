package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class KeyFilterTest {
    private static final int MIB = 1 << 20;

    /** Of a filter of one MiB. */
    private static final int ROOM = MIB * 8 / 10;

    private static Bytes key(int i) {
        return new Bytes(("anonymous_id " + i).getBytes(StandardCharsets.UTF_8));
    }

    private static KeyFilter of(int keys) {
        KeyFilter filter = new KeyFilter(MIB);
        for (int i = 0; i < keys; i++) {
            filter.add(i % 3, key(i));
        }
        return filter;
    }

    @Test
    void what_was_added_is_never_denied() {
        for (int keys : new int[] {1, 1000, ROOM / 2, 2 * ROOM}) {
            KeyFilter filter = of(keys);
            for (int i = 0; i < keys; i++) {
                assertThat(filter.mayHave(i % 3, key(i))).isTrue();
            }
        }
    }

    @Test
    void with_as_many_keys_as_there_is_room_for_few_others_pass() {
        KeyFilter filter = of(ROOM * 9 / 10);
        int strangers = 0;
        int ofAnother = 0;
        for (int i = 0; i < 100_000; i++) {
            strangers += filter.mayHave(i % 3, key(ROOM + i)) ? 1 : 0;
            ofAnother += filter.mayHave(i % 3 + 1, key(i)) ? 1 : 0;
        }
        assertThat(strangers).isBetween(1, 2_500);
        assertThat(ofAnother).isBetween(1, 2_500);
        assertThat(filter.isFull()).isFalse();
    }

    @Test
    void a_key_that_is_added_again_takes_no_room() {
        KeyFilter filter = new KeyFilter(64);
        for (int i = 0; i < 1000; i++) {
            filter.add(1, key(i % 5));
        }
        assertThat(filter.isFull()).isFalse();
    }

    @Test
    void when_there_is_no_more_room_nothing_is_denied() {
        assertThat(of(2 * ROOM).isFull()).isTrue();
        assertThat(of(2 * ROOM).mayHave(1, key(-1))).isTrue();
        assertThat(new KeyFilter(63).isFull()).isTrue();
        assertThat(new KeyFilter(63).mayHave(1, key(1))).isTrue();
    }

    @Test
    void an_empty_one_denies_everything() {
        assertThat(new KeyFilter(MIB).mayHave(1, key(1))).isFalse();
    }
}
