package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.ExternalId;
import io.tributary.model.Outcome;
import io.tributary.model.Resolution;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CensusTest {
    private static final int PEOPLE = 500;
    private static final int EVENTS = 60_000;

    private static List<Resolution> resolved(int people, int events) {
        return Resolved.of(GrowthRuns.RULES, new Census(people), people + events);
    }

    @Test
    void the_same_number_of_people_gives_the_same_events() {
        Census one = new Census(PEOPLE);
        Census other = new Census(PEOPLE);

        for (int i = 0; i < 5000; i++) {
            assertThat(one.next()).isEqualTo(other.next());
            assertThat(one.arrival()).isEqualTo(other.arrival());
        }
    }

    @Test
    void everybody_signs_up_with_four_external_ids() {
        List<Resolution> resolutions = resolved(PEOPLE, 0);

        assertThat(resolutions).hasSize(PEOPLE).allSatisfy(resolution -> {
            assertThat(resolution.outcome()).isEqualTo(Outcome.CREATED);
            assertThat(resolution.externalIds()).hasSize(Census.IDS_A_PERSON);
        });
        assertThat(resolutions.get(0).externalIds())
                .extracting(ExternalId::type)
                .containsExactly("user_id", "email", "anonymous_id", "ios.id");
        assertThat(resolutions.get(1).externalIds())
                .extracting(ExternalId::type)
                .contains("android.id");
    }

    @Test
    void of_what_follows_most_changes_nothing_and_the_rest_is_the_same_with_few_people_and_with_many() {
        for (int people : List.of(PEOPLE, 20 * PEOPLE)) {
            List<Resolution> resolutions = resolved(people, EVENTS);
            List<Resolution> traffic = resolutions.subList(people, people + EVENTS);

            // Some 11,000 sessions begin: 5 in 100 extend, 1 merges, and 2 begin with a new profile.
            assertThat(Resolved.count(traffic, Outcome.EXTENDED)).isBetween(450L, 650L);
            assertThat(Resolved.count(traffic, Outcome.MERGED)).isBetween(70L, 150L);
            assertThat(Resolved.count(traffic, Outcome.CREATED)).isBetween(150L, 290L);
            assertThat(Resolved.count(traffic, Outcome.UNRESOLVED)).isZero();
            assertThat(traffic)
                    .allSatisfy(resolution -> assertThat(resolution.setAside()).isEmpty());
        }
    }

    @Test
    void events_have_messageIds_of_their_own_and_the_size_of_real_ones() {
        Census census = new Census(PEOPLE);
        Set<Long> messageIds = new HashSet<>();
        long before = 0;
        for (int i = 0; i < EVENTS; i++) {
            byte[] event = census.next();
            messageIds.add(MessageNumber.hash(event));
            assertThat(event.length).isBetween(i < PEOPLE ? 500 : 700, i < PEOPLE ? 800 : 950);
            assertThat(census.arrival()).isGreaterThan(before);
            before = census.arrival();
        }

        assertThat(messageIds).hasSize(EVENTS);
    }
}
