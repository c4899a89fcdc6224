package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargeProfilesTest {
    private final LargeProfiles seen = new LargeProfiles();

    private static Profile profile(ProfileId.Kind kind, int number, int size) {
        ProfileId id = new ProfileId(kind, 0, 0, number);
        List<Identifier> identifiers = IntStream.range(0, size)
                .mapToObj(i -> new Identifier(ExternalId.user("email", number + "-" + i), i, 0, 0, id, "m", "web"))
                .toList();
        return new Profile(id, 1, 0, 0, identifiers, Links.NONE, List.of(), null, false);
    }

    private static Profile person(int number, int size) {
        return profile(ProfileId.Kind.USER, number, size);
    }

    @Test
    void nobody_is_large_before_anybody_is_seen() {
        assertThat(seen.count()).isZero();
        assertThat(seen.largest()).isZero();
    }

    @Test
    void a_profile_counts_once_however_often_it_is_changed() {
        seen.look(List.of(person(1, LargeProfiles.LARGE), person(2, 101)));
        seen.look(List.of(person(2, 102)));
        assertThat(seen.count()).isEqualTo(1);
        assertThat(seen.largest()).isEqualTo(102);
    }

    @Test
    void one_that_is_merged_or_parted_is_large_no_more() {
        seen.look(List.of(person(1, 150), person(2, 150)));
        seen.look(List.of(person(1, 300), person(2, 0)));
        assertThat(seen.count()).isEqualTo(1);
        seen.look(List.of(person(1, 100)));
        assertThat(seen.count()).isZero();
        assertThat(seen.largest()).isEqualTo(300);
    }

    @Test
    void a_group_of_a_level_is_meant_to_be_large() {
        seen.look(List.of(profile(ProfileId.Kind.HOUSEHOLD, 1, 500)));
        assertThat(seen.count()).isZero();
        assertThat(seen.largest()).isZero();
    }
}
