package io.tributary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What an event costs with more and more external IDs in state, and what else grows with them.
 *
 * @param rounds by external IDs before the traffic that was measured, fewest first
 * @param states what there was besides, one for each run
 */
record Growth(Rounds rounds, List<State> states) implements Finding {
    private static final double BYTES_A_MEGABYTE = 1e6;
    private static final String METHOD = """

            People with four external IDs each sign up before anything counts, and then use the shop, everybody as likely as
            everybody else, in 2,000 sessions at a time of 6 events on average. Of 100 sessions 93 change nothing, 5 are in a
            new browser, 1 merges two profiles, 1 is of somebody new, with any number of people. Bytes are those of the last
            checkpoint, traits and history included. Started again: the process is killed (`kill -9`) and started with its
            newest checkpoint, JVM and Flink included, until the first event has come out.
            """;

    /**
     * What a run left, and how it came back.
     *
     * @param name of its workload
     * @param externalIds in the last checkpoint
     * @param bytes of the resolving operator's state in it
     * @param checkpoint what one took while events came
     * @param againSeconds from the start of the process, after it was killed, to the first event that came out
     */
    record State(String name, int round, long externalIds, long bytes, Checkpoint checkpoint, double againSeconds) {
        double bytesAnId() {
            return externalIds == 0 ? 0 : (double) bytes / externalIds;
        }
    }

    /**
     * What a checkpoint takes.
     *
     * @param bytes that the last one refers to: the whole state
     * @param writtenBytes what the last ones added to those before, the median of them
     * @param millis from end to end, the median of the last ones
     */
    record Checkpoint(long bytes, double writtenBytes, double millis) {

        /** @param told what Flink tells of a job's checkpoints; empty if none is complete */
        static Optional<Checkpoint> of(JsonNode told) {
            List<Double> written = new ArrayList<>();
            List<Double> millis = new ArrayList<>();
            for (JsonNode one : told.path("history")) {
                if (one.path("status").asText().equals("COMPLETED")) {
                    written.add(one.path("checkpointed_size").asDouble());
                    millis.add(one.path("end_to_end_duration").asDouble());
                }
            }
            return written.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Checkpoint(
                            told.at("/latest/completed/state_size").asLong(),
                            Spread.of(written).median(),
                            Spread.of(millis).median()));
        }
    }

    private Spread spread(String name, ToDoubleFunction<State> figure) {
        return Spread.of(states.stream()
                .filter(state -> state.name().equals(name))
                .map(figure::applyAsDouble)
                .toList());
    }

    @Override
    public List<String> problems() {
        return rounds.problems();
    }

    @Override
    public Map<String, String> pictures() {
        return Map.of("growth.svg", rounds.plot("external IDs in state").svg());
    }

    @Override
    public void writeTo(Page page) {
        page.heading("What a larger state costs", "growth.svg", "CPU an event by external IDs");
        rounds.writeTo(page, "external IDs");
        page.line("");
        page.line("| external IDs | at the end | bytes an external ID | checkpoint, MB | of which written, MB |"
                + " checkpoint, ms | started again, s |");
        page.line("|---|---|---|---|---|---|---|");
        for (String name : rounds.names()) {
            page.line(
                    "| %s | %s | %s | %s | %s | %s | %s |",
                    name,
                    Page.spread("%,.0f", spread(name, State::externalIds)),
                    Page.spread("%.0f", spread(name, State::bytesAnId)),
                    Page.spread(
                            "%,.1f", spread(name, state -> state.checkpoint().bytes() / BYTES_A_MEGABYTE)),
                    Page.spread(
                            "%,.1f", spread(name, state -> state.checkpoint().writtenBytes() / BYTES_A_MEGABYTE)),
                    Page.spread(
                            "%,.0f", spread(name, state -> state.checkpoint().millis())),
                    Page.spread("%.1f", spread(name, State::againSeconds)));
        }
        page.add(METHOD);
    }
}
