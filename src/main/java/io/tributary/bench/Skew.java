package io.tributary.bench;

import java.util.List;
import java.util.Map;

/** What an event costs where traffic or rules are unlike those of the other suites. */
record Skew(Rounds rounds) implements Finding {
    @Override
    public List<String> problems() {
        return rounds.problems();
    }

    @Override
    public Map<String, String> pictures() {
        return Map.of("skew.svg", rounds.plot("traffic and rules").svg());
    }

    @Override
    public void writeTo(Page page) {
        page.heading("What other traffic and rules cost", "skew.svg", "CPU an event by traffic and rules");
        rounds.writeTo(page, "traffic or rules");
        page.line("");
        page.line("- **one space**: the traffic of the other suites, preset segment.");
        page.line("- **16 spaces**: the same events, but each household's have one of 16 sources, and each source has a"
                + " space of its own. Both threads resolve, where one space has one.");
        page.line("- **hot profile**: every other event is of the same browser and person.");
        page.line("- **merge-heavy**: every event merges two profiles of one external ID each.");
        page.line(
                "- **levels**: the events of one space, preset segmentstream: hashed emails, click IDs and IP addresses,"
                        + " households and organizations.");
    }
}
