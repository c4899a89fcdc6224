package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.SetAside;
import io.tributary.model.UnresolvedReason;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import io.tributary.rules.Sharing;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Histories in which much collides: few values, tight limits, windows that run out, late events, repeated message IDs,
 * operators who interfere, and, in every second one, rules that change midway. One seed, one history, on every machine.
 */
final class HistoryGenerator {
    private static final long SECOND = 1000L;
    private static final long HOUR = 3600 * SECOND;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_772_359_200_000L; // 2026-03-01T10:00:00Z
    private static final List<String> TRAIT_VALUES = List.of("\"red\"", "\"blue\"", "1", "{\"a\":[1]}", "null");

    private final SplittableRandom random;
    /** All so far, in order. */
    private final List<SpaceRules> allRules = new ArrayList<>();

    private SpaceRules rules;
    /** Those that lead to somebody stand here more often. */
    private final List<ExternalIdType> userTypes = new ArrayList<>();

    private final List<ExternalIdType> accountTypes = new ArrayList<>();
    /** Types that only so many may share, for persons or for a level. */
    private final List<ExternalIdType> sharedTypes = new ArrayList<>();

    private final int values;
    private final int maxIds;
    private final int accountsPercent;
    private final int commandsPercent;
    private final boolean crowded;
    /** Who has been created and merged decides what commands can be about. */
    private final ReferenceModel model;

    private final CommandGenerator commands;
    private final List<Observation> events = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private long clock = START;

    private HistoryGenerator(SplittableRandom random) {
        this.random = random;
        this.rules = RulesGenerator.generate(random);
        adopt(rules);
        this.values = random.nextInt(2, 8);
        this.maxIds = random.nextInt(2, 7);
        this.accountsPercent = chance(60) ? 2 : 50;
        this.commandsPercent = chance(25) ? 0 : random.nextInt(6, 24);
        this.crowded = chance(2);
        this.model = new ReferenceModel(rules);
        this.commands = new CommandGenerator(random, rules, model.graph());
    }

    /** A type of external ID, and whether events have it for persons and accounts or for levels alone. */
    private record ExternalIdType(Collection collection, String type, boolean matched) {}

    private void adopt(SpaceRules others) {
        rules = others;
        allRules.add(others);
        userTypes.clear();
        accountTypes.clear();
        sharedTypes.clear();
        rules.identifiers().forEach(this::addType);
        for (String type : RulesGenerator.OFTEN_UNLISTED) {
            if (!rules.lists(Collection.USERS, type) && (userTypes.isEmpty() || chance(25))) {
                userTypes.add(new ExternalIdType(Collection.USERS, type, true));
            }
        }
    }

    private void addType(IdentifierRule rule) {
        ExternalIdType type = new ExternalIdType(rule.collection(), rule.type(), rule.matching() != Matching.LEVEL);
        if (rule.collection().equals(Collection.ACCOUNTS)) {
            accountTypes.add(type);
            return;
        }
        int times = rule.matching() == Matching.ALWAYS ? 3 : 1;
        for (int i = 0; i < times; i++) {
            userTypes.add(type);
        }
        boolean shared = rule.sharing() != null;
        for (Level level : rules.levels()) {
            for (IdentifierRule key : level.keys()) {
                shared |= key.type().equals(rule.type()) && key.sharing() != null;
            }
        }
        if (shared) {
            sharedTypes.add(type);
        }
    }

    static History generate(long seed) {
        HistoryGenerator generator = new HistoryGenerator(new SplittableRandom(seed));
        int count = Math.min(generator.random.nextInt(5, 61), generator.random.nextInt(5, 61));
        Set<Integer> switches = switches(seed, count);
        for (int i = 0; i < count; i++) {
            if (switches.contains(i)) {
                generator.switchRules();
            }
            generator.step(i);
        }
        return new History(seed, generator.allRules.get(0), List.copyOf(generator.steps));
    }

    /** Before which steps rules change: once to three times in every second history. */
    private static Set<Integer> switches(long seed, int count) {
        SplittableRandom places = new SplittableRandom(~seed);
        Set<Integer> switches = new HashSet<>();
        int times = seed % 2 == 0 ? 0 : places.nextInt(1, 4);
        while (times-- > 0) {
            switches.add(places.nextInt(2, count));
        }
        return switches;
    }

    private void switchRules() {
        adopt(OtherRules.after(allRules, random));
        steps.add(new Step.Switch(rules));
        model.switchRules(rules);
    }

    private void step(int number) {
        if (number > 1 && chance(commandsPercent)) {
            var command = commands.next(number, time(), any(userTypes).type(), value());
            steps.add(new Step.Order(command));
            model.execute(command);
            return;
        }
        Observation event = event(number);
        events.add(event);
        steps.add(new Step.Event(event));
        model.resolve(event);
    }

    private Observation event(int number) {
        long time = time();
        String messageId = "m" + number;
        if (!events.isEmpty() && chance(12)) {
            Observation earlier = any(events);
            messageId = earlier.messageId();
            if (chance(80)) {
                time = Math.floorDiv(earlier.time(), SECOND) * SECOND + random.nextInt(1000);
            }
        }
        boolean denied = chance(3);
        EventType type = eventType();
        boolean quiet = denied || chance(85);
        boolean telling = (type == EventType.IDENTIFY || type == EventType.GROUP) && !denied;
        return new Observation(
                rules.id(),
                messageId,
                type,
                time,
                chance(50) ? time : RawRecord.NO_TIMESTAMP,
                chance(50) ? null : any(List.of("web", "ios")),
                denied ? UnresolvedReason.NO_CONSENT : null,
                denied ? List.of() : List.copyOf(ids()),
                quiet ? List.of() : setAside(),
                quiet ? 0 : random.nextInt(3),
                telling ? traits() : Map.of(),
                telling && chance(10) ? 2 : 0,
                chance(10) ? new byte[] {'{', '}'} : null);
    }

    private EventType eventType() {
        if (chance(40)) {
            return EventType.IDENTIFY;
        }
        return chance(accountsPercent) ? EventType.GROUP : any(List.of(EventType.values()));
    }

    /** Mostly a little later than the last event; sometimes just when a window ends, long after, or late. */
    private long time() {
        int kind = random.nextInt(100);
        if (kind < 40) {
            clock += random.nextLong(5 * SECOND);
        } else if (kind < 55) {
            long time = (events.isEmpty() ? clock : any(events).time()) + window() + random.nextInt(-1, 2);
            clock = Math.max(clock, time);
            return time;
        } else if (kind < 65) {
            clock += random.nextLong(2 * HOUR);
        } else if (kind < 73) {
            clock += random.nextLong(40 * DAY);
        } else if (kind < 76) {
            clock += 400 * DAY;
        } else if (kind < 90) {
            return clock - random.nextLong(chance(50) ? 2 * HOUR : 40 * DAY);
        } else if (kind < 95) {
            return events.isEmpty() ? clock : any(events).time() + random.nextInt(-1, 2);
        } else if (kind < 96) {
            return any(List.of(0L, -HOUR - 1, 1_399_999_999_999L, 5_694_967_296_000L));
        }
        return clock;
    }

    /** The length of one of the rules' windows, of a limit or of confidence. */
    private long window() {
        List<IdentifierRule> all = new ArrayList<>(rules.identifiers());
        rules.levels().forEach(level -> all.addAll(level.keys()));
        IdentifierRule rule = any(all);
        long window = chance(50) ? rule.matchWithinMillis() : rule.limit().windowMillis();
        return window == Limit.EVER ? SECOND : window;
    }

    /** As intake gives them: what is a level's key stands there once more for the level. */
    private Set<ExternalId> ids() {
        Set<ExternalId> ids = new LinkedHashSet<>();
        int count = chance(3) ? 0 : random.nextInt(1, maxIds + 1);
        while (count-- > 0) {
            addTo(ids, any(userTypes), value());
        }
        boolean parting = chance(16);
        if (parting) {
            addTwoOfAMergedProfile(ids);
        }
        if (!sharedTypes.isEmpty() && (parting || chance(40))) {
            addTo(ids, any(sharedTypes), "v0");
        }
        if (!accountTypes.isEmpty() && chance(accountsPercent)) {
            int accounts = random.nextInt(1, 4);
            while (accounts-- > 0) {
                addTo(ids, any(accountTypes), value());
            }
        }
        return ids;
    }

    /** What a discarded value parts on this event, the event itself may join again. */
    private void addTwoOfAMergedProfile(Set<ExternalId> ids) {
        List<ProfileId> merged =
                model.graph().ids(node -> !node.merged.isEmpty() && node.collection.equals(Collection.USERS));
        if (merged.isEmpty()) {
            return;
        }
        List<ExternalId> held = model.graph().node(any(merged)).externalIds();
        for (int i = 0; i < 2 && !held.isEmpty(); i++) {
            ids.add(any(held));
        }
        for (ExternalId id : held) {
            Sharing sharing = rules.identifier(Collection.USERS, id.type()).sharing();
            if (sharing != null && chance(70)) {
                ids.add(id);
                addAnchor(ids, sharing.anchor());
                addAnchor(ids, sharing.anchor());
            }
        }
    }

    private void addAnchor(Set<ExternalId> ids, String type) {
        if (rules.identifier(Collection.USERS, type).matching() != Matching.LEVEL) {
            ids.add(ExternalId.user(type, "w" + random.nextInt(1000)));
        }
    }

    private void addTo(Set<ExternalId> ids, ExternalIdType type, String value) {
        if (type.matched()) {
            ids.add(new ExternalId(type.collection(), type.type(), value));
        }
        // What waited for its turn while rules changed was decoded under earlier ones.
        SpaceRules decodedUnder = chance(97) ? rules : any(allRules);
        for (Level level : decodedUnder.levels()) {
            boolean isKey = level.keys().stream().anyMatch(key -> key.type().equals(type.type()));
            if (isKey && type.collection().equals(Collection.USERS) && !chance(3)) {
                ids.add(new ExternalId(level.collection(), type.type(), value));
            }
        }
    }

    /** Values of different types are often the same text: what differs is the type. */
    private String value() {
        return "v" + random.nextInt(values);
    }

    private List<SetAside> setAside() {
        return List.of(
                SetAside.of(ExternalId.user(any(userTypes).type(), value()), SetAside.Reason.BLOCKED),
                new SetAside(null, null, value(), SetAside.Reason.MALFORMED_EXTERNAL_ID, null));
    }

    private Map<String, String> traits() {
        Map<String, String> traits = new LinkedHashMap<>();
        int count = crowded ? random.nextInt(200) : random.nextInt(4);
        while (count-- > 0) {
            traits.put("t" + random.nextInt(crowded ? 400 : 4), any(TRAIT_VALUES));
        }
        return traits;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T extends @Nullable Object> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
