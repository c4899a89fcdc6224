package io.tributary.bench;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class PeersTest {
    private static final Peers.Sizes SIZES = new Peers.Sizes(900, 2500);

    private static Peers peers(List<String> differences) {
        List<Peers.Run> runs = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            for (Peer peer : Peer.values()) {
                double client = 10 * (List.of(Peer.values()).indexOf(peer) + 1) + round;
                double server = peer == Peer.DUCKDB ? 0 : 5;
                runs.add(new Peers.Run(
                        peer,
                        round,
                        new Peers.Cost(100_000, 2, client, server),
                        peer == Peer.TRIBUTARY ? "" : "Some 1.0",
                        SIZES,
                        peer == Peer.POSTGRES_BATCH && round == 2 ? differences : List.of()));
            }
        }
        return new Peers(200_000, 10_000, runs, SIZES, new Partition.Joined(7, 3), List.of());
    }

    private static String text(Peers peers) {
        Page page = new Page();
        peers.writeTo(page);
        return page.toString();
    }

    @Test
    void every_figure_is_told_with_its_spread_and_ratios_are_of_the_same_round() {
        Peers peers = peers(List.of());

        assertThat(peers.problems()).isEmpty();
        assertThat(text(peers))
                .contains("| Tributary | 100,000 | 12.00 (11.00–13.00) | 5.00 (5.00–5.00) | 17.00 (16.00–18.00)"
                        + " | 58,824 (55,556–62,500) | 1.00 (1.00–1.00) |")
                .contains("| DuckDB, all events at once | 100,000 | 42.00 (41.00–43.00) | 0.00 (0.00–0.00) |")
                .contains("| 2.47 (2.39–2.56) | 3.50 (3.31–3.73) |")
                .contains("200,000 events of 10,000 people")
                .contains("| Some 1.0 | 900 | 2,500 | equal |")
                .contains("7 are joined into 3")
                .contains("`fsync=on`", "our own implementations")
                .doesNotContain("NOT EQUAL", "%s");
    }

    @Test
    void a_peer_that_comes_to_something_else_is_told_as_a_problem() {
        Peers peers = peers(List.of("1 external IDs are not in it that should be"));

        assertThat(peers.problems())
                .containsExactly(
                        "PostgreSQL, 500 events a transaction, round 2: 1 external IDs are not in it that should be");
        assertThat(text(peers)).contains("| **NOT EQUAL** |");
    }

    @Test
    void the_picture_is_well_formed_and_names_every_peer() throws Exception {
        String picture = requireNonNull(peers(List.of()).pictures().get("peers.svg"));

        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
        assertThat(picture).contains("tributary", "postgres-batch", "postgres-single", "duckdb", ">42.0<");
    }
}
