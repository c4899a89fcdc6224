package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProfileIdTest {
    /** The example of the KSUID's own documentation: {@code ksuid -f inspect 0ujtsYcgvSTl8PAuAdqWYSMnLOv}. */
    @Test
    void text_is_that_of_the_ksuid_documentation() {
        ProfileId id = new ProfileId(ProfileId.Kind.USER, 107608047, 0xB5A1CD34B5F99D11L, 0x54FB6853345C9735L);

        assertThat(id).hasToString("use_0ujtsYcgvSTl8PAuAdqWYSMnLOv");
        assertThat(ProfileId.parse("use_0ujtsYcgvSTl8PAuAdqWYSMnLOv")).isEqualTo(id);
    }

    @Test
    void every_id_is_read_back_from_its_text_and_text_sorts_like_the_id() {
        Random random = new Random(7);
        List<ProfileId> ids = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(new ProfileId(ProfileId.Kind.USER, random.nextInt(), random.nextLong(), random.nextLong()));
        }
        Collections.sort(ids);
        List<String> texts = new ArrayList<>();
        for (ProfileId id : ids) {
            assertThat(ProfileId.parse(id.toString())).isEqualTo(id);
            texts.add(id.toString());
        }
        assertThat(texts).isSorted();
    }

    @Test
    void time_outside_the_range_of_a_ksuid_becomes_its_nearest_end() {
        assertThat(ProfileId.at(ProfileId.Kind.USER, 0, 1, 2).seconds()).isZero();
        long in2200 = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
        assertThat(ProfileId.at(ProfileId.Kind.USER, in2200, 1, 2).seconds()).isEqualTo(-1);
        long first = ProfileId.EPOCH_SECONDS * 1000;
        assertThat(ProfileId.at(ProfileId.Kind.USER, first + 1999, 1, 2).seconds())
                .isOne();
    }

    @Test
    void what_is_no_profile_id_is_refused() {
        for (String text : List.of(
                "",
                "use_",
                "use_0ujtsYcgvSTl8PAuAdqWYSMnLO",
                "use_0ujtsYcgvSTl8PAuAdqWYSMnLO!",
                "use_zzzzzzzzzzzzzzzzzzzzzzzzzzz",
                "xyz_0ujtsYcgvSTl8PAuAdqWYSMnLOv")) {
            assertThatThrownBy(() -> ProfileId.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("not a profile ID");
        }
    }
}
