package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecentBytesTest {
    /** Entries of 128 bytes at most; for those that are half as long on average there are places enough. */
    private static final int CHUNK_BITS = 12;

    private static final int CHUNK = 1 << CHUNK_BITS;

    private static Bytes bytes(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static RecentBytes ofChunks(int count) {
        return new RecentBytes((long) count * CHUNK, CHUNK_BITS);
    }

    /** Whatever is asked for and however often the ring has gone round, with values that are too long among them. */
    @Test
    void nothing_is_ever_found_that_is_not_what_was_put_last() {
        for (int chunks : new int[] {2, 3, 16}) {
            Random random = new Random(chunks);
            RecentBytes recent = ofChunks(chunks);
            Map<String, Bytes> last = new HashMap<>();
            int found = 0;
            for (int i = 0; i < 200_000; i++) {
                int owner = random.nextInt(3) << 24;
                Bytes key = bytes("key" + random.nextInt(200 * chunks));
                String name = owner + "/" + key;
                @Nullable Bytes kept = recent.get(owner, key);
                if (kept != null) {
                    found++;
                    assertThat(kept).isEqualTo(last.get(name));
                }
                switch (random.nextInt(4)) {
                    case 0 -> {
                        recent.remove(owner, key);
                        last.remove(name);
                    }
                    case 1, 2 -> {
                        Bytes value = bytes("v".repeat(random.nextInt(random.nextInt(20) == 0 ? 500 : 120)) + i);
                        recent.put(owner, key, value);
                        last.put(name, value);
                    }
                    default -> {}
                }
            }
            assertThat(found).as("of %d chunks", chunks).isGreaterThan(10_000);
        }
    }

    /** While the ring fills, buckets are shared out all the time: what moves to another has to be found there. */
    @Test
    void what_there_is_room_for_is_found_however_many_buckets_have_been_added() {
        int chunks = 200;
        RecentBytes recent = ofChunks(chunks);
        Bytes value = bytes("v".repeat(80));
        int count = chunks * CHUNK / 128;
        int missed = 0;
        int asked = 0;
        for (int i = 0; i < count; i++) {
            recent.put(1, bytes("key" + i), value);
            if (i % 100 == 0) {
                for (int known = 0; known < i; known += 10) {
                    asked++;
                    missed += recent.get(1, bytes("key" + known)) == null ? 1 : 0;
                }
            }
        }
        assertThat(missed).isLessThan(asked / 20);
    }

    @Test
    void the_largest_of_all_can_be_begun_with() {
        for (int chunkBits : new int[] {18, 20}) {
            RecentBytes recent = new RecentBytes(Long.MAX_VALUE, chunkBits);
            recent.put(1, bytes("key"), bytes("value"));
            assertThat(recent.get(1, bytes("key"))).isEqualTo(bytes("value"));
        }
    }

    /** Of what is written once and never asked for, half stays a second time. */
    @Test
    void what_was_put_is_found_until_as_much_as_there_is_room_for_was_put_after_it_twice() {
        assertThat(firstAfter(3)).isEqualTo(bytes("value"));
        assertThat(firstAfter(4)).isEqualTo(bytes("value"));
        assertThat(firstAfter(8)).isNull();
    }

    @Test
    void what_is_written_over_makes_room_first() {
        RecentBytes recent = ofChunks(4);
        int once = CHUNK / 128;
        for (int i = 0; i < once; i++) {
            recent.put(1, bytes("once%04d".formatted(i)), bytes("v".repeat(112)));
        }
        for (int i = 0; i < 4 * CHUNK / 128; i++) {
            recent.put(1, bytes("again%03d".formatted(i % 50)), bytes("v".repeat(112)));
        }
        int found = 0;
        for (int i = 0; i < once; i++) {
            found += recent.get(1, bytes("once%04d".formatted(i))) == null ? 0 : 1;
        }
        assertThat(found).isBetween(once / 3, once / 2 + 1);
    }

    @Test
    void what_has_stayed_and_is_asked_for_stays_once_more() {
        RecentBytes recent = ofChunks(4);
        recent.put(1, bytes("first"), bytes("value"));
        for (int i = 0; i < 40 * CHUNK / 128; i++) {
            recent.put(1, bytes("again%03d".formatted(i % 50)), bytes("v".repeat(112)));
            if (i % (4 * CHUNK / 128) == 0) {
                assertThat(recent.get(1, bytes("first"))).isEqualTo(bytes("value"));
            }
        }
    }

    private static @Nullable Bytes firstAfter(int chunks) {
        RecentBytes recent = ofChunks(4);
        recent.put(1, bytes("first"), bytes("value"));
        for (int i = 0; i < chunks * CHUNK / 128; i++) {
            recent.put(1, bytes("%08d".formatted(i)), bytes("v".repeat(112)));
        }
        return recent.get(1, bytes("first"));
    }

    @Test
    void owners_do_not_see_one_another() {
        RecentBytes recent = ofChunks(4);
        recent.put(1, bytes("key"), bytes("value"));
        assertThat(recent.get(2, bytes("key"))).isNull();
        assertThat(recent.get(1, bytes("key"))).isEqualTo(bytes("value"));
    }

    /** Some twenty times as much is written meanwhile as there is room for. A bucket of keys alike may be too full once. */
    @Test
    void what_is_asked_for_stays() {
        RecentBytes recent = ofChunks(4);
        Bytes often = bytes("often");
        int missed = 0;
        for (int i = 0; i < 10_000; i++) {
            recent.put(1, bytes("once" + i), bytes("v".repeat(100)));
            if (i % 50 == 0 && recent.get(1, often) == null) {
                missed++;
                recent.put(1, often, bytes("value"));
            }
        }
        assertThat(missed).isBetween(1, 5);
        assertThat(recent.get(1, bytes("once1"))).isNull();
    }

    @Test
    void a_value_that_has_become_too_long_is_not_found_as_it_was() {
        RecentBytes recent = ofChunks(4);
        recent.put(1, bytes("key"), bytes("short"));
        recent.put(1, bytes("key"), bytes("long".repeat(80)));
        assertThat(recent.get(1, bytes("key"))).isNull();
    }

    @Test
    void without_room_nothing_is_kept() {
        RecentBytes recent = ofChunks(1);
        recent.put(1, bytes("key"), bytes("value"));
        recent.remove(1, bytes("key"));
        assertThat(recent.get(1, bytes("key"))).isNull();
    }
}
