package io.tributary.engine;

import static java.util.Objects.requireNonNull;

import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Observation;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.Resolution;
import io.tributary.rules.AliasRules;
import io.tributary.rules.Demotion;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import io.tributary.rules.Order;
import io.tributary.rules.Sharing;
import io.tributary.rules.SourceFilter;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.Survivor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A space told in a few words: its rules, then what happens in it, one second apart unless a time is given. */
final class Story {
    static final long SECOND = 1000;
    static final long DAY = 24 * 60 * 60 * SECOND;
    static final long START = 1_772_359_200_000L;

    final MemoryGraphStore store = new MemoryGraphStore();

    private final Map<String, IdentifierRule> identifiers = new LinkedHashMap<>();
    private final Map<Collection, List<IdentifierRule>> levels = new LinkedHashMap<>();
    private int maxIdentifiers = 1000;
    private int happened;

    /** {@code user_id} 1 ever, all other types 5 ever. */
    Story() {
        rule(unlimited("user_id").with(new Limit(1, Limit.EVER), 1));
    }

    static IdentifierRule unlimited(String type) {
        return IdentifierRule.unlisted(Collection.USERS, type).with(Limit.NONE, null);
    }

    static IdentifierRule windowed(IdentifierRule rule, long millis) {
        return with(rule, rule.matching(), millis, rule.sharing());
    }

    /** Shared by at most so many values of {@code anonymous_id}. */
    static IdentifierRule shared(IdentifierRule rule, int max) {
        return with(rule, rule.matching(), rule.matchWithinMillis(), new Sharing(max, Sharing.DEFAULT_ANCHOR));
    }

    static IdentifierRule matching(IdentifierRule rule, Matching matching) {
        return with(rule, matching, rule.matchWithinMillis(), rule.sharing());
    }

    private static IdentifierRule with(IdentifierRule rule, Matching matching, long window, @Nullable Sharing sharing) {
        return new IdentifierRule(
                rule.collection(),
                rule.type(),
                List.of(),
                List.of(),
                false,
                rule.limit(),
                rule.priority(),
                List.of(),
                SourceFilter.ALL,
                matching,
                window,
                sharing);
    }

    Story rule(IdentifierRule rule) {
        identifiers.put(rule.collection() + "/" + rule.type(), rule);
        return this;
    }

    Story boundary(String type) {
        return rule(matching(unlimited(type).with(new Limit(1, Limit.EVER), null), Matching.NEVER));
    }

    /** @param keys rules of types, whatever their collection */
    Story level(String name, IdentifierRule... keys) {
        Collection collection = Collection.level(name);
        List<IdentifierRule> its = new ArrayList<>();
        for (IdentifierRule key : keys) {
            its.add(with(
                    IdentifierRule.unlisted(collection, key.type()).with(key.limit(), key.priority()),
                    key.matching(),
                    key.matchWithinMillis(),
                    key.sharing()));
        }
        levels.put(collection, its);
        return this;
    }

    Story withoutLevel(String name) {
        levels.remove(Collection.level(name));
        return this;
    }

    Story maxIdentifiers(int max) {
        maxIdentifiers = max;
        return this;
    }

    private SpaceRules rules() {
        List<Level> all = new ArrayList<>();
        levels.forEach((collection, keys) -> all.add(new Level(collection, keys)));
        return new SpaceRules(
                "main",
                SourceFilter.ALL,
                Survivor.FIRST_CREATED,
                Demotion.LOWEST_PRIORITY,
                true,
                100,
                maxIdentifiers,
                List.of(),
                List.of(),
                List.copyOf(identifiers.values()),
                new AliasRules(true, "user_id"),
                all,
                Order.ARRIVAL);
    }

    /** An event with these external IDs, {@code type:value} or {@code accounts/type:value}. */
    Decision event(String... ids) {
        return event(START + happened * SECOND, ids);
    }

    Decision event(long time, String... ids) {
        return resolve(EventType.TRACK, time, Map.of(), ids);
    }

    Decision identify(Map<String, String> traits, String... ids) {
        return resolve(EventType.IDENTIFY, START + happened * SECOND, traits, ids);
    }

    Decision group(Map<String, String> traits, String... ids) {
        return resolve(EventType.GROUP, START + happened * SECOND, traits, ids);
    }

    /** An event that has these, whatever the rules say by now. */
    Decision decoded(List<ExternalId> ids) {
        return resolve(EventType.TRACK, START + happened * SECOND, Map.of(), ids);
    }

    private Decision resolve(EventType type, long time, Map<String, String> traits, String... ids) {
        return resolve(type, time, traits, asIntakeHasThem(ids));
    }

    private Decision resolve(EventType type, long time, Map<String, String> traits, List<ExternalId> ids) {
        happened++;
        Decision decision = new Resolver(rules())
                .resolve(
                        store,
                        new Observation(
                                "main",
                                "e" + happened,
                                type,
                                time,
                                RawRecord.NO_TIMESTAMP,
                                "web",
                                null,
                                ids,
                                List.of(),
                                0,
                                traits,
                                0,
                                null));
        store.apply(decision.change());
        return decision;
    }

    private List<ExternalId> asIntakeHasThem(String... texts) {
        List<ExternalId> ids = new ArrayList<>();
        List<ExternalId> keys = new ArrayList<>();
        for (String text : texts) {
            ExternalId id = id(text);
            IdentifierRule rule = identifiers.get(id.collection() + "/" + id.type());
            if (rule == null || rule.matching() != Matching.LEVEL) {
                ids.add(id);
            }
            levels.forEach((collection, its) -> {
                if (id.collection().equals(Collection.USERS)
                        && its.stream().anyMatch(key -> key.type().equals(id.type()))) {
                    keys.add(new ExternalId(collection, id.type(), id.value()));
                }
            });
        }
        ids.addAll(keys);
        return ids;
    }

    Decision command(Command.Kind kind, String id) {
        return command("c" + (happened + 1), kind, id(id), null);
    }

    Decision command(Command.Kind kind, ProfileId profile) {
        return command("c" + (happened + 1), kind, null, profile);
    }

    Decision command(String commandId, Command.Kind kind, @Nullable ExternalId id, @Nullable ProfileId profile) {
        happened++;
        Decision decision = new Resolver(rules())
                .execute(
                        store,
                        new Command("main", commandId, kind, id, profile, "ticket", START + happened * SECOND, null));
        store.apply(decision.change());
        return decision;
    }

    static ExternalId id(String text) {
        boolean account = text.startsWith("accounts/");
        String[] parts = (account ? text.substring("accounts/".length()) : text).split(":", 2);
        return new ExternalId(account ? Collection.ACCOUNTS : Collection.USERS, parts[0], parts[1]);
    }

    /** What an external ID of users is called in a level's graph. */
    static ExternalId key(String level, String text) {
        ExternalId id = id(text);
        return new ExternalId(Collection.level(level), id.type(), id.value());
    }

    static Resolution resolution(Decision decision) {
        return requireNonNull(decision.resolution());
    }

    static ProfileId resolved(Decision decision) {
        return requireNonNull(resolution(decision).profileId());
    }

    static CommandAnswer answer(Decision decision) {
        return requireNonNull(decision.answer());
    }

    /** {@code type:value reason}. */
    static List<String> setAside(Decision decision) {
        return resolution(decision).setAside().stream().map(Object::toString).toList();
    }

    static @Nullable ProfileId group(Decision decision, String level) {
        return resolution(decision).groups().get(level);
    }

    @Nullable
    ProfileId owner(String id) {
        Pointer pointer = store.pointer(id(id));
        return pointer == null ? null : pointer.profile();
    }

    /** The group that a person is in. */
    @Nullable
    ProfileId groupOf(ProfileId person, String level) {
        Pointer pointer = store.pointer(new ExternalId(Collection.level(level), Level.MEMBER, person.toString()));
        return pointer == null ? null : pointer.profile();
    }

    Profile profile(ProfileId id) {
        return requireNonNull(store.profile(id));
    }

    /** What a profile lists, boundaries among them. */
    Set<String> ids(ProfileId id) {
        Set<String> ids = new TreeSet<>();
        for (Identifier identifier : profile(id).identifiers()) {
            ids.add(identifier.externalId().toString());
        }
        for (Identifier boundary : profile(id).boundaries()) {
            ids.add(boundary.externalId().toString());
        }
        return ids;
    }

    boolean linked(ProfileId profile, String one, String other) {
        List<String> ids = profile(profile).identifiers().stream()
                .map(identifier -> identifier.externalId().toString())
                .toList();
        return profile(profile).links().contains(ids.indexOf(one), ids.indexOf(other));
    }
}
