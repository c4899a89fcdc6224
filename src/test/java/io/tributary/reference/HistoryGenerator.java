package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.SetAside;
import io.tributary.model.UnresolvedReason;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Limit;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Histories in which much collides: few values, tight limits, windows that run out, late events, repeated message IDs.
 * One seed, one history, on every machine.
 */
final class HistoryGenerator {
    private static final long SECOND = 1000L;
    private static final long HOUR = 3600 * SECOND;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_772_359_200_000L; // 2026-03-01T10:00:00Z
    private static final List<String> TRAIT_VALUES = List.of("\"red\"", "\"blue\"", "1", "{\"a\":[1]}", "null");

    private final SplittableRandom random;
    private final SpaceRules rules;
    private final List<String> types;
    private final int values;
    private final int maxIds;
    private final boolean crowded;
    private final List<Observation> events = new ArrayList<>();
    private long clock = START;

    private HistoryGenerator(SplittableRandom random) {
        this.random = random;
        this.rules = RulesGenerator.generate(random);
        this.types = new ArrayList<>();
        for (IdentifierRule rule : rules.identifiers()) {
            types.add(rule.type());
        }
        for (String type : RulesGenerator.OFTEN_UNLISTED) {
            if (!types.contains(type) && chance(25)) {
                types.add(type);
            }
        }
        this.values = random.nextInt(2, 9);
        this.maxIds = random.nextInt(2, 7);
        this.crowded = chance(1);
    }

    static History generate(long seed) {
        HistoryGenerator generator = new HistoryGenerator(new SplittableRandom(seed));
        int count = Math.min(generator.random.nextInt(5, 61), generator.random.nextInt(5, 61));
        for (int i = 0; i < count; i++) {
            generator.events.add(generator.event(i));
        }
        return new History(seed, generator.rules, List.copyOf(generator.events));
    }

    private Observation event(int number) {
        long time = time();
        String messageId = "m" + number;
        if (number > 0 && chance(12)) {
            Observation earlier = any(events);
            messageId = earlier.messageId();
            if (chance(80)) {
                time = Math.floorDiv(earlier.time(), SECOND) * SECOND + random.nextInt(1000);
            }
        }
        boolean denied = chance(3);
        EventType type = chance(40) ? EventType.IDENTIFY : any(List.of(EventType.values()));
        boolean quiet = denied || chance(85);
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
                type == EventType.IDENTIFY && !denied ? traits() : Map.of(),
                type == EventType.IDENTIFY && !denied && chance(10) ? 2 : 0,
                chance(10) ? new byte[] {'{', '}'} : null);
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

    /** The length of one of the rules' windows. */
    private long window() {
        Limit limit = any(rules.identifiers()).limit();
        return limit.windowMillis() == Limit.EVER ? SECOND : limit.windowMillis();
    }

    private Set<ExternalId> ids() {
        Set<ExternalId> ids = new LinkedHashSet<>();
        int count = chance(3) ? 0 : random.nextInt(1, maxIds + 1);
        while (count-- > 0) {
            Collection collection = chance(3) ? Collection.ACCOUNTS : Collection.USERS;
            ids.add(new ExternalId(collection, any(types), value()));
        }
        return ids;
    }

    /** Values of different types are often the same text: what differs is the type. */
    private String value() {
        return "v" + random.nextInt(values);
    }

    private List<SetAside> setAside() {
        return List.of(
                SetAside.of(ExternalId.user(any(types), value()), SetAside.Reason.BLOCKED),
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
