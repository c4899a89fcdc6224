package io.tributary.bench;

import io.tributary.job.RulesText;
import io.tributary.model.ExternalId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A peer's client, a process of its own: it decodes the events that were made before and has the database resolve them.
 * It does so once to be warm, for a while at most, and then from the beginning again. When it comes to what is measured
 * it says {@code from FIRST VERSION} and waits for a line, then {@code done}, and once its owner has said another line
 * {@code told}, when all is in the file. It ends when its standard input does.
 */
final class PeerMain {
    private final PeerGraph graph;
    private final Path events;
    private final RulesText rules;
    private final int count;

    private PeerMain(PeerGraph graph, Path events, RulesText rules, int count) {
        this.graph = graph;
        this.events = events;
        this.rules = rules;
        this.count = count;
    }

    /**
     * @param args name of the {@link Peer}, its database's URL, file of events, rules file, how many events, warm-up, and
     *     the file for what became of them
     */
    public static void main(String[] args) throws Exception {
        Owner owner = Owner.listen();
        Peer peer = Peer.valueOf(args[0]);
        try (PeerGraph graph = open(peer, args[1])) {
            PeerMain main =
                    new PeerMain(graph, Path.of(args[2]), RulesText.read(Path.of(args[3])), Integer.parseInt(args[4]));
            main.warmUp(Duration.parse(args[5]));
            main.measure(owner, peer == Peer.DUCKDB ? 0 : main.count / 2);
            owner.order();
            graph.partition().writeTo(Path.of(args[6]));
            owner.say("told");
            owner.order();
        }
    }

    private static PeerGraph open(Peer peer, String url) throws SQLException, IOException {
        return switch (peer) {
            case POSTGRES_BATCH -> new PostgresBatch(url);
            case POSTGRES_SINGLE -> new PostgresSingle(url);
            case DUCKDB -> new DuckDbComponents(url);
            case TRIBUTARY -> throw new IllegalArgumentException(peer + " is measured as itself");
        };
    }

    private void warmUp(Duration time) throws SQLException, IOException {
        graph.clear();
        try (EventIds ids = new EventIds(events, rules)) {
            long end = System.nanoTime() + time.toNanos();
            for (int i = 0; i < count && System.nanoTime() < end; i++) {
                add(ids.next());
            }
        }
        graph.finish();
        graph.clear();
    }

    private void measure(Owner owner, int from) throws SQLException, IOException, InterruptedException {
        try (EventIds ids = new EventIds(events, rules)) {
            for (int i = 0; i < from; i++) {
                add(ids.next());
            }
            if (from > 0) {
                graph.finish();
            }
            owner.say("from " + from + " " + graph.version());
            owner.order();
            for (int i = from; i < count; i++) {
                add(ids.next());
            }
            graph.finish();
            owner.say("done");
        }
    }

    private void add(List<ExternalId> ids) throws SQLException, IOException {
        if (!ids.isEmpty()) {
            graph.add(ids);
        }
    }
}
