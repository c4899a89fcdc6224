package io.tributary.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is to be measured.
 *
 * @param rounds how often {@link Suite#THROUGHPUT} runs each kind of job, and others each workload or peer
 * @param warmUp of every job, before anything counts; one that resolves has also resolved {@link #known} events by then
 * @param measure how long is measured: of a job that is given all events at once, and at each rate of {@link
 *     Suite#LATENCY}
 * @param step how long each rate of {@link Suite#SUSTAINED} is offered
 * @param events that are made
 * @param people who act in them
 * @param steps events a second that {@link Suite#SUSTAINED} tries, one after the other
 * @param rates events a second that {@link Suite#LATENCY} measures at
 * @param ids external IDs in state that {@link Suite#GROWTH} measures with
 * @param peers what {@link Suite#PEERS} needs besides
 */
public record BenchSettings(
        Set<Suite> suites,
        int rounds,
        Duration warmUp,
        Duration measure,
        Duration step,
        int events,
        int people,
        List<Integer> steps,
        List<Integer> rates,
        List<Integer> ids,
        PeerSettings peers) {

    /**
     * How many of the events come before everybody who acts in them has done something, if there are 15 a person or more:
     * from then on nobody is new, as where a job has run for weeks.
     */
    long known() {
        return events * 2L / 3;
    }

    /** What is wrong with them, empty if nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (suites.isEmpty()) {
            problems.add("--suite: name at least one");
        }
        if (rounds < 1) {
            problems.add("--rounds: " + rounds + " is less than 1");
        }
        if (events < 1000) {
            problems.add("--events: " + events + " is less than 1000");
        }
        if (people < 1) {
            problems.add("--people: " + people + " is less than 1");
        }
        if (measure.toMillis() < 1000) {
            problems.add("--measure: is less than 1s");
        }
        if (step.toMillis() < 1000) {
            problems.add("--step: is less than 1s");
        }
        if (steps.isEmpty() || steps.stream().anyMatch(rate -> rate < 1)) {
            problems.add("--steps: each is 1 event a second or more");
        }
        if (rates.isEmpty() || rates.stream().anyMatch(rate -> rate < 1)) {
            problems.add("--rates: each is 1 event a second or more");
        }
        if (ids.isEmpty() || ids.stream().anyMatch(count -> count < 1000)) {
            problems.add("--ids: each is 1000 or more");
        }
        problems.addAll(peers.problems());
        return problems;
    }
}
