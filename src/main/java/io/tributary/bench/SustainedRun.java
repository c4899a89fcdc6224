package io.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Offers one rate after the other, each higher, until the job does not keep up. */
final class SustainedRun {
    private final Workshop workshop;
    private final BenchSettings settings;
    private final Traffic traffic;
    private final Consumer<String> says;

    SustainedRun(Workshop workshop, BenchSettings settings, Traffic traffic, Consumer<String> says) {
        this.workshop = workshop;
        this.settings = settings;
        this.traffic = traffic;
        this.says = says;
    }

    Sustained run() {
        List<Integer> rates = settings.steps().stream().sorted().toList();
        try (LoadedJob loaded = new LoadedJob(workshop, "sustained", traffic)) {
            loaded.warmUp(settings, rates.get(rates.size() - 1));
            List<Sustained.Step> steps = new ArrayList<>();
            boolean keptUp = true;
            for (int i = 0; i < rates.size() && keptUp; i++) {
                Sustained.Step step = step(loaded, rates.get(i));
                keptUp = step.isKeptUp();
                steps.add(step);
                says.accept("  %,9d/s offered  %,9.0f/s resolved  lag %.2f s  job %5.2f us/event  %s"
                        .formatted(
                                step.rate(),
                                step.figures().rate(),
                                step.lagSeconds(),
                                step.figures().jobMicros(),
                                keptUp ? "kept up" : "did not keep up"));
                loaded.drain();
            }
            List<String> problems = loaded.end(record -> {});
            return new Sustained(steps, problems, loaded.job().samples());
        }
    }

    private Sustained.Step step(LoadedJob loaded, int rate) {
        Load.Offer offer = loaded.load().offer(loaded.job(), rate, settings.step());
        long waiting = loaded.load().offered() - offer.after().records();
        return new Sustained.Step(
                rate,
                offer.figures(),
                offer.schedule().lagSeconds(offer.sentMicros(), waiting),
                offer.behindMicros() / 1000.0,
                offer.again());
    }
}
