package io.tributary.jmh;

import io.tributary.codec.EventDecoder;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.util.ArrayList;
import java.util.List;

/** The events of all benchmarks: a shop's, as {@code generate} makes them. */
final class Traffic {
    static final RuleBook RULES = RulesParser.parse("rules.yaml", "spaces: [{id: main, extends: segment}]");

    private Traffic() {}

    /** @param people behind them */
    static List<RawRecord> events(int count, int people) {
        TrafficGenerator traffic = new TrafficGenerator(count, people, 1, Mess.named("normal"));
        List<RawRecord> events = new ArrayList<>(count);
        while (traffic.hasNext()) {
            byte[] event = traffic.next();
            events.add(new RawRecord("events", 0, events.size(), traffic.arrival(), null, event));
        }
        return events;
    }

    static List<Observation> observations(int count, int people) {
        EventDecoder decoder = new EventDecoder(RULES, false);
        List<Observation> observations = new ArrayList<>(count);
        for (RawRecord event : events(count, people)) {
            decoder.decode(event, new EventDecoder.Output() {
                @Override
                public void observation(Observation observation) {
                    observations.add(observation);
                }

                @Override
                public void rejected(Rejected rejected) {
                    throw new IllegalStateException(rejected.detail());
                }
            });
        }
        return observations;
    }
}
