package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.bench.PersonsOfBatch.Person;
import io.tributary.model.ExternalId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonsOfBatchTest {
    private static final ExternalId ANN = ExternalId.user("user_id", "ann");
    private static final ExternalId BOB = ExternalId.user("user_id", "bob");
    private static final ExternalId MAIL = ExternalId.user("email", "ann@example.com");
    private static final ExternalId BROWSER = ExternalId.user("anonymous_id", "browser");
    private static final ExternalId TABLET = ExternalId.user("anonymous_id", "tablet");

    @Test
    void an_event_that_tells_nothing_new_changes_nothing() {
        Person ann = PersonsOfBatch.stored(1, "ann");
        PersonsOfBatch batch = new PersonsOfBatch(new HashMap<>(Map.of(ANN, ann, BROWSER, ann)));

        batch.resolve(List.of(ANN, BROWSER));

        assertThat(batch.touched()).isEmpty();
        assertThat(batch.created()).isEmpty();
        assertThat(batch.added()).isEmpty();
    }

    @Test
    void the_first_stored_one_survives_and_takes_the_user_id() {
        Person browser = PersonsOfBatch.stored(1, null);
        Person ann = PersonsOfBatch.stored(2, "ann");
        PersonsOfBatch batch = new PersonsOfBatch(new HashMap<>(Map.of(ANN, ann, BROWSER, browser)));

        batch.resolve(List.of(ANN, MAIL, BROWSER));

        assertThat(batch.merged()).containsExactly(ann);
        assertThat(ann.survivor()).isSameAs(browser);
        assertThat(batch.named()).containsExactly(browser);
        assertThat(batch.touched()).containsExactly(browser, ann);
        assertThat(batch.added()).containsExactly(MAIL);
        assertThat(batch.ownerOf(MAIL)).isSameAs(browser);
    }

    @Test
    void what_would_bring_a_second_user_id_is_set_aside_with_all_that_follows_it() {
        Person ann = PersonsOfBatch.stored(1, "ann");
        PersonsOfBatch batch = new PersonsOfBatch(new HashMap<>(Map.of(ANN, ann, MAIL, ann)));

        batch.resolve(List.of(BOB, MAIL, TABLET));

        assertThat(batch.touched()).isEmpty();
        assertThat(batch.added()).containsExactly(BOB);
        assertThat(batch.created()).singleElement().satisfies(bob -> {
            assertThat(bob.user()).isEqualTo("bob");
            assertThat(batch.ownerOf(BOB)).isSameAs(bob);
        });
    }

    @Test
    void one_that_is_created_and_merged_in_the_same_batch_is_never_stored() {
        PersonsOfBatch batch = new PersonsOfBatch(new HashMap<>());

        batch.resolve(List.of(BROWSER));
        batch.resolve(List.of(ANN, MAIL));
        batch.resolve(List.of(MAIL, BROWSER));

        assertThat(batch.merged()).isEmpty();
        assertThat(batch.created()).singleElement().satisfies(only -> {
            only.number(7);
            assertThat(only.user()).isEqualTo("ann");
            assertThat(List.of(BROWSER, ANN, MAIL))
                    .allSatisfy(id -> assertThat(batch.ownerOf(id).id()).isEqualTo(7));
        });
    }

    @Test
    void two_known_by_different_user_ids_are_never_merged_by_what_they_share() {
        Person ann = PersonsOfBatch.stored(1, "ann");
        Person bob = PersonsOfBatch.stored(2, "bob");
        PersonsOfBatch batch = new PersonsOfBatch(new HashMap<>(Map.of(MAIL, ann, TABLET, bob)));

        batch.resolve(List.of(MAIL, BROWSER, TABLET));

        assertThat(batch.merged()).isEmpty();
        assertThat(batch.ownerOf(BROWSER)).isSameAs(ann);
    }
}
