package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadCacheTest {
    private static final ProfileId PROFILE = new ProfileId(ProfileId.Kind.USER, 1, 2, 3);
    private static final Pointer POINTER = new Pointer(PROFILE);

    @Test
    void what_was_asked_for_longest_ago_goes_first() {
        ReadCache cache = new ReadCache(2);
        cache.put("acme", id("a"), POINTER);
        cache.put("acme", id("b"), POINTER);
        assertThat(cache.pointer("acme", id("a"))).isEqualTo(POINTER);
        cache.put("acme", id("c"), POINTER);
        assertThat(cache.pointer("acme", id("b"))).isNull();
        assertThat(cache.pointer("acme", id("a"))).isEqualTo(POINTER);
        assertThat(cache.pointer("acme", id("c"))).isEqualTo(POINTER);
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

    private static ExternalId id(String value) {
        return ExternalId.user("email", value);
    }

    private static Profile profile(int identifiers) {
        Identifier identifier = new Identifier(id("a"), 32, 1, 1, PROFILE, "m-1", null);
        return new Profile(
                PROFILE, 1, 1, 1, Collections.nCopies(identifiers, identifier), Links.NONE, List.of(), null, false);
    }
}
