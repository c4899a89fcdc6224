package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.simulate.Installation.Kind;
import io.tributary.simulate.Moment.Action;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JourneysTest {
    private static final int PEOPLE = 3000;
    private static final int MOMENTS = 150_000;
    private static final long SEED = 11;

    private final People people = new People(PEOPLE, SEED, Mess.HEAVY, Offices.NONE);
    private final Journeys journeys = new Journeys(people, MOMENTS, Mess.HEAVY, new Dice(SEED));

    @Test
    void heavy_mess_is_as_frequent_as_it_says() {
        Set<Installation> cleared = new HashSet<>();
        Set<Integer> tabletOwners = new HashSet<>();
        int browserSessions = 0;
        int knownSessions = 0;
        int logouts = 0;
        int borrowings = 0;
        for (int i = 0; i < MOMENTS; i++) {
            Moment moment = journeys.next();
            boolean own = moment.on().owner() == moment.person() && moment.on().kind() != Kind.TABLET;
            if (moment.action() == Action.ARRIVAL && own) {
                browserSessions += moment.on().kind() == Kind.BROWSER ? 1 : 0;
                knownSessions += moment.known() ? 1 : 0;
            }
            if (moment.on().generation() > 0) {
                cleared.add(moment.on());
            }
            if (moment.on().kind() == Kind.TABLET) {
                tabletOwners.add(moment.on().owner());
            }
            logouts += moment.action() == Action.SIGNED_OUT ? 1 : 0;
            borrowings +=
                    moment.action() == Action.ARRIVAL && !own && moment.on().kind() != Kind.TABLET ? 1 : 0;
        }
        assertThat((double) cleared.size() / browserSessions).isBetween(0.13, 0.17);
        assertThat((double) logouts / knownSessions).isBetween(0.04, 0.06);
        assertThat((double) borrowings / logouts).isBetween(0.6, 1.0);
        assertThat((double) tabletOwners.size() / (PEOPLE / 2)).isBetween(0.07, 0.13);
    }

    @Test
    void whoever_borrows_is_a_housemate_and_is_not_known_at_first() {
        int arrivals = 0;
        for (int i = 0; i < MOMENTS; i++) {
            Moment moment = journeys.next();
            if (moment.on().owner() != moment.person() && moment.on().kind() != Kind.TABLET) {
                assertThat(moment.on().owner()).isEqualTo(people.housemate(moment.person()));
                if (moment.action() == Action.ARRIVAL) {
                    assertThat(moment.known()).isFalse();
                    arrivals++;
                }
            }
        }
        assertThat(arrivals).isPositive();
    }

    @Test
    void guests_are_never_known_and_members_are_anonymous_first() {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < MOMENTS; i++) {
            Moment moment = journeys.next();
            boolean first = seen.add(moment.person());
            assertThat(moment.known() && (first || !people.isMember(moment.person())))
                    .isFalse();
        }
        assertThat(seen).hasSize(PEOPLE);
    }
}
