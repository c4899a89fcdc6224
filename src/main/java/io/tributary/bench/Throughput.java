package io.tributary.bench;

import java.util.List;
import java.util.Map;

/**
 * What an event costs each kind of job.
 *
 * @param rounds by the words of a {@link Kind}
 */
record Throughput(Rounds rounds) implements Finding {

    @Override
    public List<String> problems() {
        return rounds.problems();
    }

    @Override
    public Map<String, String> pictures() {
        return Map.of("throughput.svg", rounds.plot("job").svg());
    }

    @Override
    public void writeTo(Page page) {
        page.heading("What an event costs", "throughput.svg", "CPU an event");
        rounds.writeTo(page, "job");
        page.line("");
        page.line("Within each round, resolve takes "
                + Page.spread("%.2f", rounds.ratio(Kind.RESOLVE.words(), Kind.DECODE.words()))
                + " times the CPU of decode.");
    }
}
