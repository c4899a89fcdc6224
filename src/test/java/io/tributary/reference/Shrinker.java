package io.tributary.reference;

import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Takes from a history that fails whatever can be taken so that it still fails. */
final class Shrinker {
    private Shrinker() {}

    /** A history that fails and from which no single event, external ID, trait or rule can be taken any more. */
    static History shrink(History history, Predicate<History> fails) {
        History shortest = withoutRuns(history, fails);
        boolean progress = true;
        while (progress) {
            progress = false;
            for (History candidate : simpler(shortest)) {
                if (fails.test(candidate)) {
                    shortest = candidate;
                    progress = true;
                    break;
                }
            }
        }
        return shortest;
    }

    /** Takes out runs of events, long ones first: most of a long history is soon gone. */
    private static History withoutRuns(History history, Predicate<History> fails) {
        History shortest = history;
        for (int length = history.events().size() / 2; length > 1; length /= 2) {
            for (int from = shortest.events().size() - length; from >= 0; from -= length) {
                History candidate = without(shortest, from, from + length);
                shortest = fails.test(candidate) ? candidate : shortest;
            }
        }
        return shortest;
    }

    /** Everything that is one step simpler, what promises most first. */
    private static List<History> simpler(History history) {
        List<History> simpler = new ArrayList<>();
        List<Observation> events = history.events();
        for (int i = events.size() - 1; i >= 0; i--) {
            simpler.add(without(history, i, i + 1));
        }
        for (int i = events.size() - 1; i >= 0; i--) {
            for (Observation event : simpler(events.get(i))) {
                List<Observation> replaced = new ArrayList<>(events);
                replaced.set(i, event);
                simpler.add(history.withEvents(replaced));
            }
        }
        for (RuleParts rules : RuleParts.of(history.rules()).simpler()) {
            simpler.add(history.withRules(rules.compiled()));
        }
        return simpler;
    }

    private static History without(History history, int from, int to) {
        List<Observation> events = new ArrayList<>(history.events());
        events.subList(from, to).clear();
        return history.withEvents(events);
    }

    private static List<Observation> simpler(Observation event) {
        List<Observation> simpler = new ArrayList<>();
        for (ExternalId id : event.ids()) {
            List<ExternalId> ids = new ArrayList<>(event.ids());
            ids.remove(id);
            simpler.add(with(event, ids, event.traits()));
        }
        for (String trait : event.traits().keySet()) {
            Map<String, String> traits = new LinkedHashMap<>(event.traits());
            traits.remove(trait);
            simpler.add(with(event, event.ids(), traits));
        }
        if (!event.setAside().isEmpty() || event.traitsOmitted() > 0 || event.event() != null) {
            simpler.add(withoutBaggage(event));
        }
        return simpler;
    }

    private static Observation with(Observation event, List<ExternalId> ids, Map<String, String> traits) {
        return new Observation(
                event.space(),
                event.messageId(),
                event.type(),
                event.time(),
                event.recordTime(),
                event.source(),
                event.denied(),
                ids,
                event.setAside(),
                event.setAsideOmitted(),
                traits,
                event.traitsOmitted(),
                event.event());
    }

    /** Without what is only passed through. */
    private static Observation withoutBaggage(Observation event) {
        return new Observation(
                event.space(),
                event.messageId(),
                event.type(),
                event.time(),
                event.recordTime(),
                event.source(),
                event.denied(),
                event.ids(),
                List.of(),
                0,
                event.traits(),
                0,
                null);
    }
}
