package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.ExternalId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionTest {
    private static final ExternalId ANN = ExternalId.user("user_id", "ann");
    private static final ExternalId ANNS_MAIL = ExternalId.user("email", "ann@example.com");
    private static final ExternalId BOB = ExternalId.user("user_id", "bob");
    private static final ExternalId TABLET = ExternalId.user("anonymous_id", "tablet");

    private static Partition partition(Object... idsAndParts) {
        Map<ExternalId, Long> parts = new HashMap<>();
        for (int i = 0; i < idsAndParts.length; i += 2) {
            parts.put((ExternalId) idsAndParts[i], ((Integer) idsAndParts[i + 1]).longValue());
        }
        return new Partition(parts);
    }

    @Test
    void what_parts_are_called_makes_no_difference() {
        Partition one = partition(ANN, 1, ANNS_MAIL, 1, BOB, 2);
        Partition other = partition(ANN, 70, ANNS_MAIL, 70, BOB, 1);

        assertThat(one.differences(other)).isEmpty();
        assertThat(other.differences(one)).isEmpty();
        assertThat(one.size()).isEqualTo(2);
        assertThat(one.externalIds()).isEqualTo(3);
    }

    @Test
    void parts_that_are_joined_or_parted_differ() {
        Partition apart = partition(ANN, 1, TABLET, 1, BOB, 2);
        Partition joined = partition(ANN, 1, TABLET, 1, BOB, 1);
        Partition otherwise = partition(ANN, 1, TABLET, 2, BOB, 2);

        assertThat(joined.differences(apart)).containsExactly("2 of 2 that should be are not in it as they should be");
        assertThat(apart.differences(joined)).containsExactly("1 of 1 that should be are not in it as they should be");
        assertThat(otherwise.differences(apart)).hasSize(1);
    }

    @Test
    void external_ids_that_only_one_side_has_differ() {
        Partition less = partition(ANN, 1);
        Partition more = partition(ANN, 1, BOB, 2);

        assertThat(more.differences(less)).containsExactly("1 external IDs are in it that should not be");
        assertThat(less.differences(more))
                .containsExactly(
                        "1 external IDs are not in it that should be",
                        "1 of 2 that should be are not in it as they should be");
    }

    @Test
    void parts_that_a_coarser_partition_joins_are_counted() {
        Partition fine = partition(ANN, 1, ANNS_MAIL, 1, TABLET, 2, BOB, 3);

        assertThat(fine.joinedBy(partition(ANN, 5, ANNS_MAIL, 5, TABLET, 5, BOB, 6)))
                .isEqualTo(new Partition.Joined(2, 1));
        assertThat(fine.joinedBy(fine)).isEqualTo(new Partition.Joined(0, 0));
    }

    @Test
    void components_are_what_was_ever_seen_together() {
        Components components = new Components();
        components.add(List.of(ANN, ANNS_MAIL));
        components.add(List.of(BOB));
        assertThat(components.partition().differences(partition(ANN, 1, ANNS_MAIL, 1, BOB, 2)))
                .isEmpty();

        components.add(List.of(ANNS_MAIL, TABLET));
        components.add(List.of(BOB, TABLET));
        components.add(List.of());

        assertThat(components.partition().differences(partition(ANN, 1, ANNS_MAIL, 1, BOB, 1, TABLET, 1)))
                .isEmpty();
    }

    @Test
    void many_components_find_room() {
        Components components = new Components();
        for (int i = 0; i < 5000; i++) {
            components.add(List.of(ExternalId.user("user_id", "u" + i % 50), ExternalId.user("anonymous_id", "a" + i)));
        }

        assertThat(components.partition().externalIds()).isEqualTo(5050);
        assertThat(components.partition().size()).isEqualTo(50);
    }

    @Test
    void it_is_read_as_it_was_written(@TempDir Path directory) throws IOException {
        Partition written = partition(ANN, 1, ANNS_MAIL, 1, BOB, 2);

        written.writeTo(directory.resolve("partition"));

        assertThat(Partition.read(directory.resolve("partition"))).isEqualTo(written);
    }
}
