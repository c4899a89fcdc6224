package io.tributary.codec;

import io.tributary.model.Collection;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.UnresolvedReason;
import io.tributary.rules.Condition;
import io.tributary.rules.Extraction;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Path;
import io.tributary.rules.Scalar;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.ValuePattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one space makes of an event. */
final class SpaceExtractor {
    /** What an event says of itself, the same for every space. */
    record Envelope(
            String messageId,
            EventType type,
            long time,
            long recordTime,
            @Nullable String source) {}

    private record SlotCondition(int slot, ValuePattern pattern) {}

    private record SlotExtraction(
            TypeIntake intake,
            int slot,
            List<String> query,
            boolean hashed,
            List<SlotCondition> when,
            Set<EventType> on) {}

    private final SpaceRules rules;
    private final List<SlotCondition> denied;
    private final List<SlotExtraction> extractions = new ArrayList<>();
    private final CustomIds customIds;
    private final LevelKeys levelKeys;
    private final TraitReader traits;
    private final Comparator<ExternalId> byPriority;

    SpaceExtractor(SpaceRules rules, PathTrie trie, Sha256 sha256) {
        this.rules = rules;
        this.denied = conditions(rules.denied(), trie);
        BlockedValues blocked = new BlockedValues(rules.blocked());
        this.levelKeys = new LevelKeys(rules);
        List<TypeIntake> intakes = new ArrayList<>();
        for (IdentifierRule rule : rules.identifiers()) {
            TypeIntake intake = new TypeIntake(rule, blocked, levelKeys, sha256);
            intakes.add(intake);
            for (Extraction from : rule.from()) {
                extractions.add(new SlotExtraction(
                        intake,
                        trie.slot(from.path()),
                        from.query(),
                        from.hashed(),
                        conditions(from.when(), trie),
                        from.on()));
            }
        }
        this.customIds = new CustomIds(rules, intakes, blocked, levelKeys, trie, sha256);
        this.traits = new TraitReader(rules, trie);
        this.byPriority = byPriority(rules);
    }

    /** Users are resolved first, and come first where not all fit; priorities compare within a collection. */
    private static Comparator<ExternalId> byPriority(SpaceRules rules) {
        Comparator<ExternalId> users = rules.byPriority(Collection.USERS);
        Comparator<ExternalId> accounts = rules.byPriority(Collection.ACCOUNTS);
        return (a, b) -> {
            boolean user = a.collection().equals(Collection.USERS);
            if (user != b.collection().equals(Collection.USERS)) {
                return user ? -1 : 1;
            }
            return (user ? users : accounts).compare(a, b);
        };
    }

    /** Every path whose scalar a space asks for. */
    static List<Path> paths(SpaceRules rules) {
        List<Path> paths = new ArrayList<>();
        rules.denied().forEach(condition -> paths.add(condition.path()));
        for (IdentifierRule rule : rules.identifiers()) {
            for (Extraction from : rule.from()) {
                paths.add(from.path());
                from.when().forEach(condition -> paths.add(condition.path()));
            }
        }
        return paths;
    }

    private static List<SlotCondition> conditions(List<Condition> conditions, PathTrie trie) {
        return conditions.stream()
                .map(condition -> new SlotCondition(trie.slot(condition.path()), condition.pattern()))
                .toList();
    }

    boolean takes(@Nullable String source) {
        return rules.sources().accepts(source);
    }

    /** @param payload the event's bytes if the resolution is to carry them */
    Observation observe(EventReader event, Envelope envelope, byte @Nullable [] payload) {
        if (isDenied(event)) {
            return new Observation(
                    rules.id(),
                    envelope.messageId(),
                    envelope.type(),
                    envelope.time(),
                    envelope.recordTime(),
                    envelope.source(),
                    UnresolvedReason.NO_CONSENT,
                    List.of(),
                    List.of(),
                    0,
                    Map.of(),
                    0,
                    payload);
        }
        IdCollector ids = new IdCollector();
        for (SlotExtraction extraction : extractions) {
            extract(extraction, event, envelope, ids);
        }
        customIds.read(event, envelope.source(), ids);
        ids.limit(byPriority);
        levelKeys.addTo(ids);
        TraitReader.Traits read = traits.read(event, envelope.type());
        return new Observation(
                rules.id(),
                envelope.messageId(),
                envelope.type(),
                envelope.time(),
                envelope.recordTime(),
                envelope.source(),
                null,
                ids.ids(),
                ids.setAside(),
                ids.setAsideOmitted(),
                read.values(),
                read.omitted(),
                payload);
    }

    private boolean isDenied(EventReader event) {
        for (SlotCondition condition : denied) {
            if (holds(condition, event)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(SlotCondition condition, EventReader event) {
        Scalar value = event.value(condition.slot());
        return value != null && condition.pattern().matches(value);
    }

    private static void extract(SlotExtraction extraction, EventReader event, Envelope envelope, IdCollector ids) {
        Scalar value = event.value(extraction.slot());
        if (value == null || !applies(extraction, event, envelope.type())) {
            return;
        }
        if (extraction.query().isEmpty()) {
            extraction.intake().take(value, extraction.hashed(), envelope.source(), ids);
        } else if (value.kind() == Scalar.Kind.STRING) {
            for (String name : extraction.query()) {
                String parameter = UrlQuery.value(value.text(), name);
                if (parameter != null) {
                    Scalar text = new Scalar(Scalar.Kind.STRING, parameter);
                    extraction.intake().take(text, extraction.hashed(), envelope.source(), ids);
                }
            }
        }
    }

    private static boolean applies(SlotExtraction extraction, EventReader event, EventType type) {
        if (!extraction.on().isEmpty() && !extraction.on().contains(type)) {
            return false;
        }
        for (SlotCondition condition : extraction.when()) {
            if (!holds(condition, event)) {
                return false;
            }
        }
        return true;
    }
}
