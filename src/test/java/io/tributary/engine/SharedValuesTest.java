package io.tributary.engine;

import static io.tributary.engine.Story.id;
import static io.tributary.engine.Story.resolution;
import static io.tributary.engine.Story.resolved;
import static io.tributary.engine.Story.setAside;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.model.Split;
import org.junit.jupiter.api.Test;

/** {@code max_shared_by}: a key that too many share stops being one. */
class SharedValuesTest {
    private final Story story = new Story().rule(Story.shared(Story.unlimited("ip_address"), 2));

    @Test
    void the_one_too_many_parts_all_that_were_held_together_by_the_value_alone() {
        ProfileId first = resolved(story.event("anonymous_id:a1", "ip_address:ip"));
        ProfileId second = resolved(story.event("anonymous_id:a2", "user_id:u2"));
        story.event("anonymous_id:a2", "ip_address:ip");

        Decision discarding = story.event("anonymous_id:a3", "ip_address:ip");

        assertThat(resolution(discarding).outcome()).isEqualTo(Outcome.CREATED);
        assertThat(setAside(discarding)).containsExactly("ip_address:ip shared_too_widely");
        assertThat(discarding.discarded()).singleElement().satisfies(discarded -> {
            assertThat(discarded.externalId()).isEqualTo(id("ip_address:ip"));
            assertThat(discarded.sharedBy()).isEqualTo(3);
            assertThat(discarded.anchor()).isEqualTo("anonymous_id");
        });
        assertThat(discarding.splits()).singleElement().satisfies(split -> {
            assertThat(split.from()).isEqualTo(first);
            assertThat(split.into()).isEqualTo(second);
            assertThat(split.revived()).isTrue();
            assertThat(split.reason()).isEqualTo(Split.Reason.SHARED_TOO_WIDELY);
            assertThat(split.cause()).isEqualTo(id("ip_address:ip"));
            assertThat(split.externalIds()).containsExactly(id("user_id:u2"), id("anonymous_id:a2"));
        });
        assertThat(story.ids(first)).containsExactly("anonymous_id:a1");
        assertThat(story.ids(second)).containsExactly("anonymous_id:a2", "user_id:u2");
        assertThat(story.owner("ip_address:ip")).isNull();
    }

    @Test
    void whoever_is_held_together_by_something_else_too_stays_together() {
        ProfileId first = resolved(story.event("anonymous_id:a1", "ip_address:ip", "email:e"));
        story.event("anonymous_id:a2", "ip_address:ip", "email:e");

        Decision discarding = story.event("anonymous_id:a3", "ip_address:ip");

        assertThat(discarding.splits()).isEmpty();
        assertThat(story.ids(first)).containsExactly("anonymous_id:a1", "anonymous_id:a2", "email:e");
    }

    @Test
    void a_discarded_value_is_remembered() {
        for (int i = 1; i <= 3; i++) {
            story.event("anonymous_id:a" + i, "ip_address:ip");
        }

        Decision later = story.event("anonymous_id:a1", "ip_address:ip");

        assertThat(setAside(later)).containsExactly("ip_address:ip shared_too_widely");
        assertThat(later.discarded()).isEmpty();
        assertThat(resolution(story.event("ip_address:ip")).outcome()).isEqualTo(Outcome.UNRESOLVED);
    }

    @Test
    void the_same_anchor_counts_once_and_a_demoted_value_counts_too() {
        story.event("user_id:u1", "anonymous_id:a1", "ip_address:ip");
        story.event("user_id:u1", "anonymous_id:a1", "ip_address:ip");
        Decision demoting = story.event("user_id:u2", "anonymous_id:a2", "ip_address:ip");

        Decision discarding = story.event("user_id:u3", "anonymous_id:a3", "ip_address:ip");

        assertThat(setAside(demoting)).containsExactly("ip_address:ip limit_exceeded");
        assertThat(setAside(discarding)).containsExactly("ip_address:ip shared_too_widely");
    }

    @Test
    void no_anchor_s_value_can_be_read_from_the_count() {
        story.event("anonymous_id:secret", "ip_address:ip");

        assertThat(story.store.anchors(id("ip_address:ip")).size()).isEqualTo(1);
        assertThat(story.store.anchors(id("ip_address:ip"))).hasToString("1 anchors");
    }
}
