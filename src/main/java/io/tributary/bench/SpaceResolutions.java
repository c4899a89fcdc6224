package io.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What a job said in {@code resolutions}, space by space: each has sequences of its own. */
final class SpaceResolutions {
    private final Map<String, ResolutionCheck> spaces = new TreeMap<>();

    /**
     * Reads all of it.
     *
     * @param startedAgainAt where what the job said begins after it was started again, by partition; empty if it was not
     */
    static SpaceResolutions read(String brokers, String topic, Map<Integer, Long> startedAgainAt) {
        SpaceResolutions resolutions = new SpaceResolutions();
        SpaceResolutions again = new SpaceResolutions();
        TopicReader.read(brokers, topic, record -> {
            boolean isAgain = record.offset() >= startedAgainAt.getOrDefault(record.partition(), Long.MAX_VALUE);
            (isAgain ? again : resolutions).add(record.value());
        });
        again.spaces.forEach((space, check) -> resolutions.of(space).goOn(check));
        return resolutions;
    }

    void add(byte[] record) {
        of(MessageNumber.space(record)).add(MessageNumber.sequence(record), MessageNumber.hash(record));
    }

    private ResolutionCheck of(String space) {
        return spaces.computeIfAbsent(space, name -> new ResolutionCheck());
    }

    /**
     * Held to what the job was given.
     *
     * @param reached the sequence that state is at, by space
     * @param sent what stands for the messageId of each event, sorted; each is of one space
     * @param all whether it was to resolve all of them
     * @return what is wrong, empty if nothing is
     */
    List<String> problems(Map<String, Long> reached, long[] sent, boolean all) {
        List<String> problems = new ArrayList<>();
        reached.keySet().forEach(this::of);
        long last = 0;
        for (Map.Entry<String, ResolutionCheck> space : spaces.entrySet()) {
            ResolutionCheck check = space.getValue();
            long from = all ? check.last() : reached.getOrDefault(space.getKey(), 0L);
            check.problems(from).forEach(problem -> problems.add("space " + space.getKey() + ": " + problem));
            last += check.last();
        }
        if (all && last != sent.length) {
            problems.add(
                    "resolutions: the last sequences add up to %,d, after %,d events".formatted(last, sent.length));
        }
        long[] resolved = spaces.values().stream()
                .map(ResolutionCheck::events)
                .flatMapToLong(LongStream::of)
                .toArray();
        problems.addAll(ResolutionCheck.surplus(resolved, sent, 1));
        return problems;
    }
}
