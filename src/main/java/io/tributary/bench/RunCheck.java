package io.tributary.bench;

import io.tributary.model.Topic;
import io.tributary.savepoint.GraphVerifier;
import io.tributary.savepoint.Progress;
import io.tributary.savepoint.Savepoint;
import io.tributary.savepoint.SavepointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whether a job that resolves did so rightly: what it leaves behind is held to what it was given. */
final class RunCheck {
    private RunCheck() {}

    /**
     * Ends a job that was given traffic as it is, and checks what it leaves.
     *
     * @param times how often all of it was sent
     * @param all whether it was to resolve all of it
     * @return what is wrong, empty if nothing is
     */
    static List<String> problems(Workshop workshop, JobProcess job, Traffic traffic, int times, boolean all) {
        Path state = job.end();
        ResolutionCheck check = new ResolutionCheck();
        TopicReader.read(
                workshop.brokers(),
                job.topic(Topic.RESOLUTIONS),
                record -> check.add(MessageNumber.sequence(record.value()), MessageNumber.hash(record.value())));
        return problems(check, state, traffic.ids(), times, all);
    }

    /**
     * @param resolutions all that it said
     * @param state the directory of its retained checkpoints
     * @param sent what stands for the messageId of each event, sorted
     * @param times how often all of them were sent
     * @param all whether it was to resolve all of them
     * @return what is wrong, empty if nothing is
     */
    static List<String> problems(ResolutionCheck resolutions, Path state, long[] sent, int times, boolean all) {
        State left = left(state);
        List<String> problems = new ArrayList<>(left.problems());
        long sequence =
                left.sequences().values().stream().mapToLong(each -> each).max().orElse(0);
        if (all && resolutions.last() != (long) times * sent.length) {
            problems.add("resolutions: the last sequence is %,d, after %,d events"
                    .formatted(resolutions.last(), (long) times * sent.length));
        }
        problems.addAll(resolutions.problems(all ? (long) times * sent.length : sequence, sent, times));
        return problems;
    }

    /**
     * What lies in the newest checkpoint of a job that has ended.
     *
     * @param sequences of the last event that it knows, by space
     * @param externalIds in all spaces together
     * @param bytes of the resolving operator's state
     * @param problems what is wrong with it, empty if nothing is
     */
    record State(Map<String, Long> sequences, long externalIds, long bytes, List<String> problems) {
        State with(List<String> further) {
            List<String> all = new ArrayList<>(problems);
            all.addAll(further);
            return new State(sequences, externalIds, bytes, all);
        }
    }

    /** @param state the directory of its retained checkpoints */
    static State left(Path state) {
        List<String> problems = new ArrayList<>();
        Map<String, Long> sequences = new TreeMap<>();
        long externalIds = 0;
        long bytes = 0;
        Optional<Path> checkpoint = newest(state);
        if (checkpoint.isEmpty()) {
            problems.add("state: no checkpoint is left");
        } else {
            GraphVerifier verifier = new GraphVerifier(Progress.NONE);
            try (Savepoint savepoint = Savepoint.open(checkpoint.get().toString())) {
                bytes = savepoint.size();
                savepoint.forEachSpace(verifier, Progress.NONE);
            } catch (SavepointException e) {
                problems.add("state: " + e.getMessage());
            }
            verifier.violations()
                    .counts()
                    .forEach(count -> problems.add("state: does not hold %,d times: %s"
                            .formatted(count.violations(), count.invariant().claim())));
            for (GraphVerifier.Checked checked : verifier.checked()) {
                sequences.put(checked.space(), checked.sequence());
                externalIds += checked.externalIds();
            }
        }
        return new State(sequences, externalIds, bytes, problems);
    }

    /**
     * The newest checkpoint that is complete.
     *
     * @param state the directory of a job's retained checkpoints
     */
    static Optional<Path> newest(Path state) {
        Path checkpoints = state.resolve("checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(checkpoints, 3)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .max(Comparator.comparingLong(RunCheck::number));
        } catch (UncheckedIOException e) {
            return Optional.empty(); // a running job took one away meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of {@code chk-17}. */
    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().replaceAll("\\D", ""));
    }
}
