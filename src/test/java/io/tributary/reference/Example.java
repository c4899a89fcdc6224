package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.rules.AliasRules;
import io.tributary.rules.Demotion;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Limit;
import io.tributary.rules.Survivor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hand-written rules and events, for stories short enough to be told in a test. */
final class Example {
    /** 2026-03-01T10:00:00Z. */
    static final long START = 1_772_359_200_000L;

    static final long DAY = 86_400_000L;

    private Example() {}

    /** Rules of space {@code acme}: Segment's defaults for everything but the given types. */
    static RuleParts rules(IdentifierRule... identifiers) {
        return rules(List.of(), identifiers);
    }

    static RuleParts rules(List<Level> levels, IdentifierRule... identifiers) {
        return new RuleParts(
                "acme",
                Survivor.FIRST_CREATED,
                Demotion.LOWEST_PRIORITY,
                100,
                1000,
                List.of(identifiers),
                new AliasRules(true, "user_id"),
                levels);
    }

    static IdentifierRule userId() {
        return RuleParts.identifier("user_id", new Limit(1, Limit.EVER), 1);
    }

    static IdentifierRule email(Limit limit) {
        return RuleParts.identifier("email", limit, 2);
    }

    /** A track event {@code m<number>}, as many milliseconds after the start as told. */
    static Observation track(int number, long after, String... ids) {
        return event(number, EventType.TRACK, after, Map.of(), ids);
    }

    static Observation identify(int number, long after, Map<String, String> traits, String... ids) {
        return event(number, EventType.IDENTIFY, after, traits, ids);
    }

    /** A group call. */
    static Observation group(int number, long after, Map<String, String> traits, String... ids) {
        return event(number, EventType.GROUP, after, traits, ids);
    }

    /** A command {@code c<number>} about an external ID. */
    static Command command(int number, Command.Kind kind, String id) {
        return new Command("acme", "c" + number, kind, id(id), null, null, START + number * 1000L, null);
    }

    /** A command {@code c<number>} about a profile. */
    static Command command(int number, Command.Kind kind, @Nullable ProfileId profile) {
        return new Command("acme", "c" + number, kind, null, profile, null, START + number * 1000L, null);
    }

    private static Observation event(
            int number, EventType type, long after, Map<String, String> traits, String... ids) {
        return new Observation(
                "acme",
                "m" + number,
                type,
                START + after,
                RawRecord.NO_TIMESTAMP,
                "web",
                null,
                Arrays.stream(ids).map(Example::id).toList(),
                List.of(),
                0,
                traits,
                0,
                null);
    }

    /** @param text {@code type:value}, or {@code collection/type:value} for another collection than users */
    static ExternalId id(String text) {
        int slash = text.indexOf('/');
        int colon = text.indexOf(':');
        String name = slash < 0 ? "users" : text.substring(0, slash);
        Collection known = Collection.fromWireName(name);
        return new ExternalId(
                known != null ? known : Collection.level(name),
                text.substring(slash + 1, colon),
                text.substring(colon + 1));
    }
}
