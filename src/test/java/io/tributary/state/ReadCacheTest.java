package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReadCacheTest {
    private static final ProfileId PROFILE = new ProfileId(ProfileId.Kind.USER, 1, 2, 3);
    private static final Pointer POINTER = new Pointer(PROFILE);

    @Test
    void those_who_come_once_do_not_push_out_those_who_come_back() {
        ReadCache cache = new ReadCache(100);
        for (int i = 0; i < 50; i++) {
            cache.put("acme", id("often" + i), POINTER);
        }
        for (int once = 0; once < 1000; once++) {
            for (int i = 0; i < 50; i++) {
                assertThat(cache.pointer("acme", id("often" + i))).isEqualTo(POINTER);
            }
            cache.put("acme", id("once" + once), POINTER);
        }
        assertThat(cache.weight()).isEqualTo(100);
    }

    @Test
    void those_who_come_no_more_go() {
        ReadCache cache = new ReadCache(100);
        for (int i = 0; i < 50; i++) {
            cache.put("acme", id("once often" + i), POINTER);
            assertThat(cache.pointer("acme", id("once often" + i))).isEqualTo(POINTER);
        }
        for (int i = 0; i < 1000; i++) {
            cache.put("acme", id("later" + i), POINTER);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(cache.pointer("acme", id("once often" + i))).isNull();
        }
    }

    /** Whatever is in the cache is what was put last, whatever was taken out around it. */
    @Test
    void no_value_is_ever_found_that_is_not_the_last_one() {
        RandomValues random = new RandomValues(22);
        for (int size : new int[] {1, 2, 3, 7, 64}) {
            ReadCache cache = new ReadCache(size);
            Map<String, Pointer> last = new HashMap<>();
            int found = 0;
            for (int i = 0; i < 20_000; i++) {
                String value = "x" + random.below(3 * size);
                Pointer cached = cache.pointer("acme", id(value));
                if (cached != null) {
                    found++;
                    assertThat(cached).isSameAs(last.get(value));
                }
                if (random.below(3) == 0) {
                    cache.removePointer("acme", id(value));
                    last.remove(value);
                } else {
                    last.put(value, random.pointer());
                    cache.put("acme", id(value), last.get(value));
                }
            }
            assertThat(found).as("of a cache of %d", size).isGreaterThan(1000);
        }
    }

    @Test
    void a_profile_weighs_one_and_its_identifiers() {
        ReadCache cache = new ReadCache(10);
        cache.put("acme", profile(3));
        assertThat(cache.weight()).isEqualTo(4);
        cache.put("acme", profile(5));
        assertThat(cache.weight()).isEqualTo(6);
        cache.put("acme", id("a"), POINTER);
        cache.put("acme", id("a"), POINTER);
        assertThat(cache.weight()).isEqualTo(7);
    }

    @Test
    void a_profile_that_has_outgrown_the_cache_is_not_found_as_it_was() {
        ReadCache cache = new ReadCache(4);
        cache.put("acme", profile(3));
        cache.put("acme", profile(4));
        assertThat(cache.profile("acme", PROFILE)).isNull();
        assertThat(cache.weight()).isZero();
    }

    @Test
    void a_profile_that_does_not_fit_pushes_nothing_out() {
        ReadCache cache = new ReadCache(4);
        cache.put("acme", id("a"), POINTER);
        cache.put("acme", profile(4));
        assertThat(cache.pointer("acme", id("a"))).isEqualTo(POINTER);
    }

    @Test
    void spaces_do_not_see_one_another() {
        ReadCache cache = new ReadCache(4);
        cache.put("acme", id("a"), POINTER);
        assertThat(cache.pointer("other", id("a"))).isNull();
    }

    @Test
    void a_cache_of_size_0_keeps_nothing() {
        ReadCache cache = new ReadCache(0);
        cache.put("acme", id("a"), POINTER);
        cache.put("acme", profile(1));
        assertThat(cache.pointer("acme", id("a"))).isNull();
        assertThat(cache.profile("acme", PROFILE)).isNull();
        assertThat(cache.weight()).isZero();
    }

    @Test
    void anchors_and_the_pointer_of_an_external_id_are_told_apart() {
        ReadCache cache = new ReadCache(10);
        cache.put("acme", id("a"), POINTER);
        assertThat(cache.anchors("acme", id("a"))).isNull();
        cache.put("acme", id("a"), anchors(3));
        assertThat(cache.pointer("acme", id("a"))).isEqualTo(POINTER);
        assertThat(cache.anchors("acme", id("a"))).isEqualTo(anchors(3));
        assertThat(cache.anchors("other", id("a"))).isNull();
    }

    @Test
    void that_there_are_no_anchors_is_known() {
        ReadCache cache = new ReadCache(1);
        cache.put("acme", id("a"), Anchors.NONE);
        assertThat(cache.anchors("acme", id("a"))).isEqualTo(Anchors.NONE);
        assertThat(cache.weight()).isEqualTo(1);
    }

    @Test
    void anchors_weigh_one_and_a_quarter_each() {
        ReadCache cache = new ReadCache(100);
        cache.put("acme", id("a"), anchors(3));
        assertThat(cache.weight()).isEqualTo(1);
        cache.put("acme", id("a"), anchors(40));
        assertThat(cache.weight()).isEqualTo(11);
        cache.put("acme", id("b"), anchors(4));
        assertThat(cache.weight()).isEqualTo(13);
        cache.put("acme", id("a"), Anchors.NONE);
        assertThat(cache.weight()).isEqualTo(3);
    }

    @Test
    void anchors_that_have_outgrown_the_cache_are_not_found_as_they_were() {
        ReadCache cache = new ReadCache(2);
        cache.put("acme", id("a"), anchors(4));
        cache.put("acme", id("a"), anchors(8));
        assertThat(cache.anchors("acme", id("a"))).isNull();
        assertThat(cache.weight()).isZero();
    }

    @Test
    void a_removed_pointer_is_forgotten_with_its_weight() {
        ReadCache cache = new ReadCache(10);
        cache.put("acme", id("a"), new Pointer(null, Pointer.NEVER, Pointer.BLOCKED));
        cache.put("acme", id("a"), anchors(4));
        cache.put("other", id("a"), POINTER);
        assertThat(cache.weight()).isEqualTo(4);
        cache.removePointer("acme", id("a"));
        cache.removePointer("acme", id("a"));
        cache.removePointer("acme", id("never there"));
        assertThat(cache.pointer("acme", id("a"))).isNull();
        assertThat(cache.pointer("other", id("a"))).isEqualTo(POINTER);
        assertThat(cache.weight()).isEqualTo(3);
    }

    @Test
    void a_profile_weighs_its_boundaries_and_a_quarter_of_the_profiles_that_it_names() {
        ReadCache cache = new ReadCache(100);
        Profile plain = profile(2);
        cache.put(
                "acme",
                new Profile(
                        PROFILE,
                        1,
                        1,
                        1,
                        plain.identifiers(),
                        Links.NONE,
                        profile(3).identifiers(),
                        Collections.nCopies(5, PROFILE),
                        5,
                        null,
                        Collections.nCopies(6, new Relation(PROFILE, PROFILE)),
                        Collections.nCopies(9, new KeptApart(PROFILE, PROFILE)),
                        false,
                        false));
        assertThat(cache.weight()).isEqualTo(1 + 2 + 3 + 20 / 4);
        cache.put("acme", Profile.deleted(PROFILE));
        assertThat(cache.weight()).isEqualTo(1);
    }

    /** What the values that are left weigh, each asked for by itself, is what the cache says. */
    @Test
    void the_weight_is_exact_whatever_comes_and_goes() {
        long seed = 21;
        RandomValues random = new RandomValues(seed);
        ReadCache cache = new ReadCache(60);
        for (int i = 0; i < 5000; i++) {
            ExternalId id = id("x" + random.below(30));
            switch (random.below(4)) {
                case 0 -> cache.put("acme", id, POINTER);
                case 1 -> cache.put("acme", id, anchors(random.below(40)));
                case 2 -> cache.put("acme", profile(random.below(9)));
                default -> cache.removePointer("acme", id);
            }
            assertThat(cache.weight()).as("seed %d", seed).isLessThanOrEqualTo(60);
        }
        long weight = 0;
        for (int i = 0; i < 30; i++) {
            Anchors anchors = cache.anchors("acme", id("x" + i));
            weight += anchors == null ? 0 : 1 + anchors.size() / 4;
            weight += cache.pointer("acme", id("x" + i)) == null ? 0 : 1;
        }
        Profile profile = cache.profile("acme", PROFILE);
        weight += profile == null ? 0 : 1 + profile.identifiers().size();
        assertThat(cache.weight()).as("seed %d", seed).isEqualTo(weight);
    }

    private static Anchors anchors(int size) {
        Anchors anchors = Anchors.NONE;
        for (int i = 0; i < size; i++) {
            anchors = anchors.with("a" + i);
        }
        return anchors;
    }

    private static ExternalId id(String value) {
        return ExternalId.user("email", value);
    }

    private static Profile profile(int identifiers) {
        Identifier identifier = new Identifier(id("a"), 32, 1, 1, PROFILE, "m-1", null);
        return new Profile(
                PROFILE, 1, 1, 1, Collections.nCopies(identifiers, identifier), Links.NONE, List.of(), null, false);
    }
}
