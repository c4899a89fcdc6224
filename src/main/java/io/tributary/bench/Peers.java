package io.tributary.bench;

import io.tributary.bench.BarPlot.Bar;
import io.tributary.bench.BarPlot.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What an event costs whom.
 *
 * @param events that each peer was given
 * @param people who act in them
 * @param runs peers alternate, round by round
 * @param own what became of the peers' events in Tributary
 * @param joined how its parts lie in those that no limit keeps apart
 * @param checks what is wrong with the job's run of the peers' events
 */
record Peers(int events, int people, List<Run> runs, Sizes own, Partition.Joined joined, List<String> checks)
        implements Finding {

    private static final String METHOD = """

            These are our own implementations of what is commonly done, each as we would run it ourselves; somebody who makes
            one of these systems may do better. All resolve under the same rules: `user_id` once a person, `email` and
            `anonymous_id` any number of times, the least trusted external ID set aside where the limit would break. All use
            Tributary's own decoder, in a process of their own. CPU is what the system accounts to the client and to all
            processes of the server.

            - **Tributary**: client is the job, server its broker. The figure is of a window in the middle of all events, as
              in the suite `throughput`. It writes a resolution of every event besides, and merges and profiles.
            - **Peers** read their events from a file, so no broker is paid for, and write no resolutions. They have fewer
              events of fewer people, in proportion, so their tables are smaller than Tributary's state. They run them once
              to be warm, `--warm-up` long at most, and again from the beginning; measured is the second half, when most
              people are known, as in Tributary's window. All of this is in their favour.
            - **PostgreSQL**: one connection, so that events keep their order; tables of persons, of external IDs and of
              merges, with a lock on every person that changes. What is resolved is on the disk when the transaction ends.
              *One event a transaction* is one round trip to a function that neither locks nor writes if the event tells
              nothing new. *500 events a transaction* reads what is known of all their external IDs, resolves them in
              memory, and writes each table once. Set are
              %s;
              the rest is as it comes.
            - **DuckDB**: all events are loaded and all components are found anew, by lowest labels in SQL. It knows no limit;
              it is the cost of one such run, however few events are new since the last one. All of the second run counts.
            - **Checks**: PostgreSQL's persons and external IDs must be the very ones of Tributary's last checkpoint after
              the same events in the same order, and DuckDB's components those of a union-find in memory.
            """;

    /**
     * One peer, once.
     *
     * @param version what it says it is
     * @param differences between what became of its events and what should have
     */
    record Run(Peer peer, int round, Cost cost, String version, Sizes sizes, List<String> differences) {}

    /**
     * What the measured events took.
     *
     * @param clientMicros CPU time of the client an event, microseconds
     * @param serverMicros CPU time of the server an event, microseconds
     */
    record Cost(long events, double seconds, double clientMicros, double serverMicros) {
        private static final double MICROS_A_SECOND = 1e6;

        double micros() {
            return clientMicros + serverMicros;
        }

        double eventsPerCoreSecond() {
            return MICROS_A_SECOND / micros();
        }
    }

    /** How much came of the events. */
    record Sizes(int persons, int externalIds) {
        static Sizes of(Partition partition) {
            return new Sizes(partition.size(), partition.externalIds());
        }
    }

    private List<Run> of(Peer peer) {
        return runs.stream().filter(run -> run.peer() == peer).toList();
    }

    Spread spread(Peer peer, ToDoubleFunction<Cost> figure) {
        return Spread.of(
                of(peer).stream().map(run -> figure.applyAsDouble(run.cost())).toList());
    }

    /** How many times a figure of Tributary's a peer takes, compared within each round. */
    Spread ratio(Peer peer, ToDoubleFunction<Cost> tributary) {
        List<Double> ratios = new ArrayList<>();
        for (Run run : of(peer)) {
            of(Peer.TRIBUTARY).stream()
                    .filter(its -> its.round() == run.round())
                    .forEach(its -> ratios.add(run.cost().micros() / tributary.applyAsDouble(its.cost())));
        }
        return Spread.of(ratios);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(checks);
        for (Run run : runs) {
            run.differences()
                    .forEach(what ->
                            problems.add("%s, round %d: %s".formatted(run.peer().words(), run.round(), what)));
        }
        return problems;
    }

    @Override
    public Map<String, String> pictures() {
        List<Group> groups = Arrays.stream(Peer.values())
                .map(peer -> new Group(
                        peer.toString(),
                        List.of(Bar.of(spread(peer, Cost::clientMicros)), Bar.of(spread(peer, Cost::serverMicros)))))
                .toList();
        BarPlot plot = new BarPlot(
                "CPU an event, microseconds: median, lowest and highest", List.of("client", "server"), groups);
        return Map.of("peers.svg", plot.svg());
    }

    @Override
    public void writeTo(Page page) {
        page.heading("What an event costs others", "peers.svg", "CPU an event, of Tributary and others");
        page.line("| | events measured | CPU of the client, us/event | of the server | of both | events a core-second"
                + " | times Tributary's job and broker | times its job alone |");
        page.line("|---|---|---|---|---|---|---|---|");
        for (Peer peer : Peer.values()) {
            page.line(
                    "| %s | %,d | %s | %s | %s | %s | %s | %s |",
                    peer.words(),
                    of(peer).get(0).cost().events(),
                    Page.spread("%.2f", spread(peer, Cost::clientMicros)),
                    Page.spread("%.2f", spread(peer, Cost::serverMicros)),
                    Page.spread("%.2f", spread(peer, Cost::micros)),
                    Page.spread("%,.0f", spread(peer, Cost::eventsPerCoreSecond)),
                    Page.spread("%.2f", ratio(peer, Cost::micros)),
                    Page.spread("%.2f", ratio(peer, Cost::clientMicros)));
        }
        page.line("");
        page.line("Median of the rounds (lowest–highest), ratios within each round.");
        page.line("");
        writeAgreement(page);
        page.line(METHOD.formatted(String.join(
                        ", ",
                        PostgresServer.SETTINGS.stream()
                                .map(it -> "`" + it + "`")
                                .toList()))
                .stripTrailing());
    }

    private void writeAgreement(Page page) {
        page.line("What became of the peers' %,d events of %,d people:", events, people);
        page.line("");
        page.line("| | version | persons | external IDs | as it must be |");
        page.line("|---|---|---|---|---|");
        page.line("| Tributary | | %,d | %,d | |", own.persons(), own.externalIds());
        for (Peer peer : Peer.values()) {
            List<Run> its = of(peer);
            if (peer != Peer.TRIBUTARY) {
                Run last = its.get(its.size() - 1);
                page.line(
                        "| %s | %s | %,d | %,d | %s |",
                        peer.words(),
                        last.version(),
                        last.sizes().persons(),
                        last.sizes().externalIds(),
                        its.stream().allMatch(run -> run.differences().isEmpty()) ? "equal" : "**NOT EQUAL**");
            }
        }
        page.line("");
        page.line(
                "Of Tributary's persons, %,d are joined into %,d where no limit keeps them apart, as in DuckDB.",
                joined.apart(), joined.joined());
    }
}
