package io.tributary.bench;

import io.tributary.job.RulesText;
import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import io.tributary.savepoint.OwnersReader;
import io.tributary.savepoint.Progress;
import io.tributary.savepoint.Savepoint;
import io.tributary.savepoint.SavepointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the job and its peers in turn. What the events must lead to is found before: by the job on the very events that
 * peers are given, in their order.
 */
final class PeerRuns {
    static final String NOT_BUILT = "built without peers: mvn -Ppeers -DskipTests package";

    private static final List<String> DRIVERS = List.of("org.postgresql.Driver", "org.duckdb.DuckDBDriver");
    private static final String NAME = "peers";

    /** Quotas so high that nobody meets them: a peer would not have any. */
    static final String RULES = """
            spaces:
              - id: peers
                auto_add_types: false
                max_merges: 10000
                max_identifiers: 10000
                blocked: [{matches: "^[0-]*$"}, {equals: "-1"}, {equals: "null"}, {equals: anonymous}]
                identifiers:
                  - {type: user_id, from: [userId], limit: {max: 1, per: ever}, priority: 1}
                  - type: email
                    from: [traits.email, context.traits.email, properties.email]
                    normalize: [trim, lowercase]
                    limit: {max: 10000}
                  - {type: anonymous_id, from: [anonymousId], limit: {max: 10000}}
            """;

    private final Workshop workshop;
    private final BenchSettings settings;
    private final Traffic traffic;
    private final Consumer<String> says;
    private final List<String> checks = new ArrayList<>();

    PeerRuns(Workshop workshop, BenchSettings settings, Traffic traffic, Consumer<String> says) {
        this.workshop = workshop;
        this.settings = settings;
        this.traffic = traffic;
        this.says = says;
    }

    /** Whether what the Maven profile brings is here. */
    static boolean isBuilt() {
        try {
            for (String driver : DRIVERS) {
                Class.forName(driver, false, PeerRuns.class.getClassLoader());
            }
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * What peers are given, and what must become of it.
     *
     * @param own in Tributary
     * @param connected where no limit keeps anybody apart
     */
    private record Given(Path events, Path rules, Partition own, Partition connected) {}

    Peers run() {
        if (!isBuilt()) {
            throw new BenchException(NOT_BUILT);
        }
        int count = settings.peers().events();
        // As many events a person as in the job's traffic: how much of it is new would be another share otherwise.
        int people = (int) Math.max(1, (long) settings.people() * count / settings.events());
        says.accept("  %,d events of %,d people for peers".formatted(count, people));
        try (PostgresServer postgres = PostgresServer.start(
                workshop.directory().resolve("postgres"), settings.peers().postgres())) {
            Path rules = Files.writeString(workshop.directory().resolve("peers.yaml"), RULES);
            Traffic few = Traffic.make(workshop.directory().resolve("peer-events"), count, people, made -> {});
            Given given = new Given(few.file(), rules, own(few, rules), connected(few, rules));
            List<Peers.Run> runs = runs(given, postgres);
            Partition.Joined joined = given.own().joinedBy(given.connected());
            return new Peers(count, people, runs, Peers.Sizes.of(given.own()), joined, List.copyOf(checks));
        } catch (IOException e) {
            throw new BenchException("peers cannot be measured: " + e.getMessage(), e);
        }
    }

    private List<Peers.Run> runs(Given given, PostgresServer postgres) throws IOException {
        List<Peers.Run> runs = new ArrayList<>();
        ThroughputRuns job = new ThroughputRuns(workshop, settings, traffic, NAME, given.rules(), 1, says);
        job.begin();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Peer peer : Peer.values()) {
                runs.add(
                        switch (peer) {
                            case TRIBUTARY -> tributary(job, round, given);
                            case POSTGRES_BATCH, POSTGRES_SINGLE ->
                                peer(peer, round, postgres.url(), postgres, given, given.own());
                            case DUCKDB ->
                                peer(
                                        peer,
                                        round,
                                        "jdbc:duckdb:" + workshop.directory().resolve("duckdb-" + round),
                                        null,
                                        given,
                                        given.connected());
                        });
            }
        }
        job.end();
        return runs;
    }

    private Peers.Run tributary(ThroughputRuns job, int round, Given given) {
        Rounds.Run run = job.run(Kind.RESOLVE, round);
        Figures figures = run.figures();
        Peers.Cost cost =
                new Peers.Cost(figures.events(), figures.seconds(), figures.jobMicros(), figures.brokerMicros());
        return new Peers.Run(Peer.TRIBUTARY, round, cost, "", Peers.Sizes.of(given.own()), run.problems());
    }

    /** @param server whose CPU counts besides the client's, null if there is none */
    private Peers.Run peer(
            Peer peer, int round, String url, @Nullable PostgresServer server, Given given, Partition expected)
            throws IOException {
        int count = settings.peers().events();
        Path told = workshop.directory().resolve("partition");
        List<String> line = List.of(
                PeerMain.class.getName(),
                peer.name(),
                url,
                given.events().toString(),
                given.rules().toString(),
                Integer.toString(count),
                settings.warmUp().toString(),
                told.toString());
        Child client = workshop.start(peer + "-" + round, line, Map.of());
        try {
            String[] from = client.answer().split(" ", 3);
            Look before = look(client, server);
            client.tell("go on");
            client.answer();
            Look after = look(client, server);
            client.tell("tell");
            client.answer();
            Partition partition = Partition.read(told);
            Peers.Run run = new Peers.Run(
                    peer,
                    round,
                    before.cost(after, count - Integer.parseInt(from[1])),
                    from[2],
                    Peers.Sizes.of(partition),
                    partition.differences(expected));
            say(run);
            return run;
        } finally {
            client.kill();
        }
    }

    private record Look(long nanos, long clientNanos, long serverNanos) {
        private static final double NANOS_A_SECOND = 1e9;
        private static final double NANOS_A_MICRO = 1e3;

        Peers.Cost cost(Look after, long events) {
            return new Peers.Cost(
                    events,
                    (after.nanos - nanos) / NANOS_A_SECOND,
                    (after.clientNanos - clientNanos) / NANOS_A_MICRO / events,
                    (after.serverNanos - serverNanos) / NANOS_A_MICRO / events);
        }
    }

    private static Look look(Child client, @Nullable PostgresServer server) {
        return new Look(System.nanoTime(), client.cpuNanos(), server == null ? 0 : server.cpuNanos());
    }

    private void say(Peers.Run run) {
        Peers.Cost cost = run.cost();
        says.accept("  round %d  %s  %,.0f events/s  client %.2f us/event  server %.2f us/event%s"
                .formatted(
                        run.round(),
                        run.peer().words(),
                        cost.events() / cost.seconds(),
                        cost.clientMicros(),
                        cost.serverMicros(),
                        run.differences().isEmpty() ? "" : "  FAILED"));
    }

    /** What becomes of the peers' events in the job, which reads them from one partition so that they keep their order. */
    private Partition own(Traffic few, Path rules) {
        String topic = NAME + "-few.events";
        workshop.topics().createEvents(topic);
        few.sendInOrder(workshop.brokers(), topic);
        try (JobProcess job = JobProcess.start(workshop, NAME + "-few", Kind.RESOLVE, rules, topic)) {
            job.await(few.ids().length);
            job.awaitCheckpoint();
            checks.addAll(RunCheck.problems(workshop, job, few, 1, true));
            return owners(job.state(), few.ids().length);
        } finally {
            workshop.topics().delete(topic);
        }
    }

    private Partition owners(Path state, long expected) {
        Optional<Path> checkpoint = RunCheck.newest(state);
        if (checkpoint.isEmpty()) {
            throw new BenchException("no checkpoint is left of the peers' events");
        }
        Map<ProfileId, Long> numbers = new HashMap<>();
        Map<ExternalId, Long> parts = new HashMap<>();
        OwnersReader reader = new OwnersReader((id, owner) ->
                parts.put(id, numbers.computeIfAbsent(owner, profile -> (long) numbers.size())));
        try (Savepoint savepoint = Savepoint.open(checkpoint.get().toString())) {
            savepoint.forEachSpace(reader, Progress.NONE);
        } catch (SavepointException e) {
            throw new BenchException("the state of the peers' events: " + e.getMessage(), e);
        }
        if (reader.sequence() != expected) {
            throw new BenchException(
                    "the state of the peers' events is at %,d of %,d".formatted(reader.sequence(), expected));
        }
        return new Partition(parts);
    }

    private static Partition connected(Traffic few, Path rules) throws IOException {
        Components components = new Components();
        try (EventIds ids = new EventIds(few.file(), RulesText.read(rules))) {
            for (int i = 0; i < few.ids().length; i++) {
                components.add(ids.next());
            }
        }
        return components.partition();
    }
}
