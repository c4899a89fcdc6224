package io.tributary.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tributary.bench.BarPlot.Bar;
import io.tributary.bench.BarPlot.Group;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the CPU goes.
 *
 * @param figures of the stretch that was watched
 * @param parts of one, by what took them
 * @param graph the call stacks, as a page for people
 */
record Profiled(
        Figures figures,
        Map<Share, Double> parts,
        @JsonIgnore String graph,
        List<String> problems,
        List<Sample> samples)
        implements Finding {
    private static final int SHOWN = 8;

    @Override
    public Map<String, String> pictures() {
        List<Group> groups = largestFirst().stream()
                .limit(SHOWN)
                .map(share -> new Group(
                        share.name().toLowerCase(Locale.ROOT).replace('_', ' '), List.of(Bar.of(micros(share)))))
                .toList();
        BarPlot plot = new BarPlot("CPU of the job an event, microseconds", List.of("resolve"), groups);
        return Map.of("profile.svg", plot.svg(), "profile.html", graph);
    }

    List<Share> largestFirst() {
        return parts.entrySet().stream()
                .sorted(Map.Entry.<Share, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    double micros(Share share) {
        return parts.getOrDefault(share, 0.0) * figures.jobMicros();
    }

    @Override
    public void writeTo(Page page) {
        page.heading("Where the CPU goes", "profile.svg", "CPU of the job an event");
        page.line("Every call stack, wide as it is dear: [profile.html](profile.html).");
        page.line("");
        page.line("| what | part | us/event |");
        page.line("|---|---|---|");
        for (Share share : largestFirst()) {
            page.line("| %s | %.1f %% | %.2f |", share.words(), 100 * parts.getOrDefault(share, 0.0), micros(share));
        }
        page.line("| all | | %.2f |", figures.jobMicros());
    }
}
