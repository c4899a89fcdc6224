package io.tributary.cli;

import io.tributary.model.Topic;
import io.tributary.simulate.Evaluation;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** What the demo has shown, and how to look further. */
final class DemoSummary {
    private DemoSummary() {}

    /** @param brokers where the topics can be read, null if they are gone by then */
    static void print(PrintWriter out, DemoWatch watch, Evaluation.Result result, @Nullable String brokers) {
        out.println();
        out.println("Events     " + DemoScreen.counts(watch.outcomes())
                + ", rejected %,d".formatted(watch.count(Topic.REJECTED)));
        out.println("Set aside  " + DemoScreen.counts(watch.setAside()));
        out.println("Emitted    %,d merges, %,d aliases, %,d profiles, %,d external-ids"
                .formatted(
                        watch.count(Topic.MERGES),
                        watch.count(Topic.ALIASES),
                        watch.count(Topic.PROFILES),
                        watch.count(Topic.EXTERNAL_IDS)));
        printTruth(out, result);
        out.println();
        out.println("The latest merges, with their reasons:");
        watch.latestMerges().forEach(merge -> out.println("  " + merge));
        out.println();
        if (brokers == null) {
            out.println("Look further:");
            out.println("  ./tributary demo --stay              keeps broker and topics until Ctrl-C");
        } else {
            out.println("Broker and job are still running; Ctrl-C ends them. Look further:");
            out.println("  kcat -b " + brokers + " -t tributary.merges -C -e -f '%k  %s\\n'");
        }
        out.println("  printf 'spaces:\\n  - {id: main, extends: segment}\\n' > rules.yaml");
        out.println("  ./tributary generate --events 1000 > events.jsonl");
        out.println(
                "  ./tributary simulate --rules rules.yaml events.jsonl    the engine alone, every record it emits");
        out.println("  ./tributary run --help                                  the job on your own Kafka or files");
        out.flush();
    }

    /** How well profiles and people agree, on one line. */
    static void printTruth(PrintWriter out, Evaluation.Result result) {
        out.println("Truth      %,d people in %,d profiles; %,d profiles mix people, %,d people are split;"
                        .formatted(result.people(), result.profiles(), result.mixedProfiles(), result.splitPeople())
                + " precision %.4f, recall %.4f (B-cubed)".formatted(result.precision(), result.recall()));
    }
}
