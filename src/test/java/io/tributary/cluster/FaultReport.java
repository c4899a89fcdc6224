package io.tributary.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What faults have done to a job, as a table in Markdown. */
final class FaultReport {
    private record Outcome(Duration silence, Findings findings) {}

    private final Map<Fault, List<Outcome>> outcomes = new EnumMap<>(Fault.class);

    /**
     * @param silence the longest time for which a space had no new resolution, from the fault on until all was well
     * @param before what had been found until then
     * @param after what has been found now
     */
    void add(Fault fault, Duration silence, Findings before, Findings after) {
        Findings found = new Findings(
                after.compared() - before.compared(),
                after.lost() - before.lost(),
                after.doubled() - before.doubled(),
                after.wrong() - before.wrong(),
                after.repeated() - before.repeated(),
                List.of());
        outcomes.computeIfAbsent(fault, any -> new ArrayList<>()).add(new Outcome(silence, found));
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("""
                | fault | count | resolving again after: median | longest | records compared | facts lost | doubled | wrong \
                | resolutions repeated |
                |---|---:|---:|---:|---:|---:|---:|---:|---:|
                """);
        outcomes.forEach((fault, each) -> {
            List<Duration> silences =
                    each.stream().map(Outcome::silence).sorted().toList();
            Findings sum = each.stream().map(Outcome::findings).reduce(Findings.NONE, Findings::plus);
            table.append("| %s | %d | %s | %s | %d | %d | %d | %d | %d |%n"
                    .formatted(
                            fault.title(),
                            each.size(),
                            seconds(silences.get(silences.size() / 2)),
                            seconds(silences.get(silences.size() - 1)),
                            sum.compared(),
                            sum.lost(),
                            sum.doubled(),
                            sum.wrong(),
                            sum.repeated()));
        });
        return table.toString();
    }

    static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
