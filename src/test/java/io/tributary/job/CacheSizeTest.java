package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.state.KeyedGraphStore;
import org.junit.jupiter.api.Test;

class CacheSizeTest {
    private static final long GIB = 1L << 30;

    @Test
    void what_the_heap_holds_is_held() {
        assertThat(CacheSize.of(200_000, GIB, 1)).isEqualTo(200_000);
        assertThat(CacheSize.of(0, GIB, 1)).isZero();
    }

    @Test
    void what_it_does_not_hold_is_not_begun_with() {
        int alone = CacheSize.of(KeyedGraphStore.MOST_CACHED, GIB, 1);
        assertThat(alone).isBetween(250_000, 350_000);
        assertThat(CacheSize.of(KeyedGraphStore.MOST_CACHED, GIB, 2)).isEqualTo(alone / 2);
        assertThat(CacheSize.of(KeyedGraphStore.MOST_CACHED, 2 * GIB, 2)).isEqualTo(alone);
    }

    @Test
    void the_largest_heap_holds_no_more_than_can_be_asked_for() {
        assertThat(CacheSize.of(KeyedGraphStore.MOST_CACHED, 4096 * GIB, 1)).isEqualTo(KeyedGraphStore.MOST_CACHED);
    }
}
