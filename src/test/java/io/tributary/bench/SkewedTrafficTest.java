package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Outcome;
import io.tributary.model.Resolution;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SkewedTrafficTest {
    private static final String SEGMENT = "spaces:\n  - {id: bench, extends: segment}\n";
    private static final int EVENTS = 5000;
    private static final int PEOPLE = 200;

    private static String text(byte[] event) {
        return new String(event, StandardCharsets.UTF_8);
    }

    @Test
    void spread_traffic_is_the_ordinary_one_but_for_its_sources() {
        EventSupply ordinary = SkewedTraffic.ordinary(EVENTS, PEOPLE);
        EventSupply spread = SkewedTraffic.spread(EVENTS, PEOPLE, 16);

        for (int i = 0; i < EVENTS; i++) {
            String one = text(ordinary.next());
            String other = text(spread.next());
            assertThat(other).contains("\"writeKey\":\"s");
            assertThat(other.replaceFirst("\"writeKey\":\"[^\"]*", ""))
                    .isEqualTo(one.replaceFirst("\"writeKey\":\"[^\"]*", ""));
            assertThat(spread.arrival()).isEqualTo(ordinary.arrival());
        }
    }

    @Test
    void spread_traffic_has_a_space_for_each_of_sixteen_sources_and_merges_as_the_ordinary_one() {
        List<Resolution> inOne = Resolved.of(SEGMENT, SkewedTraffic.ordinary(EVENTS, PEOPLE), EVENTS);
        List<Resolution> inMany = Resolved.of(SkewRuns.manySpaces(), SkewedTraffic.spread(EVENTS, PEOPLE, 16), EVENTS);

        assertThat(inMany).hasSize(EVENTS);
        assertThat(inMany.stream().map(Resolution::space).distinct()).hasSize(16);
        assertThat(Resolved.count(inMany, Outcome.MERGED)).isEqualTo(Resolved.count(inOne, Outcome.MERGED));
    }

    @Test
    void half_of_hot_traffic_is_of_one_profile() {
        List<Resolution> resolutions = Resolved.of(SEGMENT, SkewedTraffic.hot(EVENTS, PEOPLE), EVENTS);

        String hot = Objects.requireNonNull(resolutions.get(1).profileId()).toString();
        assertThat(resolutions.stream()
                        .filter(resolution -> hot.equals(String.valueOf(resolution.profileId())))
                        .count())
                .isEqualTo(EVENTS / 2);
    }

    @Test
    void merging_traffic_first_makes_profiles_of_one_external_id_and_then_merges_two_with_every_event() {
        int pairs = 1000;

        List<Resolution> resolutions = Resolved.of(SEGMENT, SkewedTraffic.merging(pairs), 3 * pairs);

        assertThat(resolutions.subList(0, 2 * pairs)).allSatisfy(resolution -> {
            assertThat(resolution.outcome()).isEqualTo(Outcome.CREATED);
            assertThat(resolution.externalIds()).hasSize(1);
        });
        assertThat(resolutions.subList(2 * pairs, 3 * pairs))
                .allSatisfy(resolution -> assertThat(resolution.outcome()).isEqualTo(Outcome.MERGED));
    }
}
