package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Takes from a history that fails whatever can be taken so that it still fails. */
final class Shrinker {
    private Shrinker() {}

    /** A history that fails and from which no single step, external ID, trait or rule can be taken any more. */
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

    /** Takes out runs of steps, long ones first: most of a long history is soon gone. */
    private static History withoutRuns(History history, Predicate<History> fails) {
        History shortest = history;
        for (int length = history.steps().size() / 2; length > 1; length /= 2) {
            for (int from = shortest.steps().size() - length; from >= 0; from -= length) {
                History candidate = without(shortest, from, from + length);
                shortest = fails.test(candidate) ? candidate : shortest;
            }
        }
        return shortest;
    }

    /** Everything that is one step simpler, what promises most first. */
    private static List<History> simpler(History history) {
        List<History> simpler = new ArrayList<>();
        List<Step> steps = history.steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            simpler.add(without(history, i, i + 1));
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Step.Event event) {
                for (Observation other : simpler(event.observation())) {
                    simpler.add(with(history, i, new Step.Event(other)));
                }
            } else if (steps.get(i) instanceof Step.Switch change) {
                for (RuleParts rules : RuleParts.of(change.rules()).simpler()) {
                    simpler.add(withKnownLevels(with(history, i, new Step.Switch(rules.compiled()))));
                }
            }
        }
        for (RuleParts rules : RuleParts.of(history.rules()).simpler()) {
            simpler.add(withKnownLevels(history.withRules(rules.compiled())));
        }
        return simpler;
    }

    private static History without(History history, int from, int to) {
        List<Step> steps = new ArrayList<>(history.steps());
        steps.subList(from, to).clear();
        return history.withSteps(steps);
    }

    private static History with(History history, int place, Step step) {
        List<Step> steps = new ArrayList<>(history.steps());
        steps.set(place, step);
        return history.withSteps(steps);
    }

    /** With the last that is said of a level go the external IDs that are there for it. */
    private static History withKnownLevels(History history) {
        Set<Collection> known = new HashSet<>(List.of(Collection.USERS, Collection.ACCOUNTS));
        for (SpaceRules rules : history.allRules()) {
            rules.levels().forEach(level -> known.add(level.collection()));
        }
        List<Step> steps = new ArrayList<>();
        for (Step step : history.steps()) {
            steps.add(step instanceof Step.Event event ? withOnly(known, event) : step);
        }
        return history.withSteps(steps);
    }

    private static Step withOnly(Set<Collection> known, Step.Event step) {
        Observation event = step.observation();
        List<ExternalId> ids = event.ids().stream()
                .filter(id -> known.contains(id.collection()))
                .toList();
        return new Step.Event(with(event, ids, event.traits()));
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
