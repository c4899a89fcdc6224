package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CacheSizeTest {
    private static final long GIB = 1L << 30;

    @Test
    void as_many_objects_are_held_as_were_asked_for() {
        assertThat(CacheSize.of(200_000, GIB, 1).ids()).isEqualTo(200_000);
    }

    @Test
    void without_a_cache_nothing_is_held() {
        assertThat(CacheSize.of(0, GIB, 1)).isEqualTo(new CacheSize(0, 0, 0));
    }

    @Test
    void objects_that_the_heap_has_no_room_for_are_not_begun_with() {
        int alone = CacheSize.of(CacheSize.MOST, GIB, 1).ids();
        assertThat(alone).isBetween(300_000, 400_000);
        assertThat(CacheSize.of(CacheSize.MOST, GIB, 2).ids()).isEqualTo(alone / 2);
        assertThat(CacheSize.of(CacheSize.MOST, 2 * GIB, 2).ids()).isEqualTo(alone);
    }

    @Test
    void the_largest_heap_holds_no_more_than_can_be_asked_for() {
        assertThat(CacheSize.of(CacheSize.MOST, 4096 * GIB, 1).ids()).isEqualTo(CacheSize.MOST);
    }

    @Test
    void bytes_take_what_objects_leave_and_all_together_fit_into_half_of_the_heap() {
        for (int asked : new int[] {1, 50_000, 200_000, CacheSize.MOST}) {
            CacheSize size = CacheSize.of(asked, 2 * GIB, 2);
            long bytes = size.ids() * 500L + size.filterBytes() + size.recentBytes() * 6 / 5;
            assertThat(bytes).as("%d asked for", asked).isBetween(GIB / 2 * 99 / 100, GIB / 2);
        }
    }

    @Test
    void a_larger_heap_is_made_use_of() {
        long small = CacheSize.of(200_000, 2 * GIB, 2).recentBytes();
        assertThat(CacheSize.of(200_000, 4 * GIB, 2).recentBytes()).isGreaterThan(2 * small);
    }
}
