package io.tributary.rules;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that one space is told, presets applied and defaults filled in. */
public final class SpaceRules {
    private final String id;
    private final SourceFilter sources;
    private final Survivor survivor;
    private final Demotion demotion;
    private final boolean autoAddTypes;
    private final int maxMerges;
    private final int maxIdentifiers;
    private final List<Condition> denied;
    private final List<ValuePattern> blocked;
    private final List<IdentifierRule> identifiers;
    private final AliasRules aliases;
    private final List<Level> levels;
    private final Order order;
    private final Map<Collection, Map<String, IdentifierRule>> byType = new HashMap<>();
    private final Map<Collection, Map<String, Integer>> numbers = new HashMap<>();

    /**
     * @param sources which feed it
     * @param denied any that holds denies consent
     * @param blocked values that are no identifiers, whatever their type
     * @param identifiers of users and accounts, in any order, disabled ones left out
     * @param levels in the order in which they are resolved
     */
    public SpaceRules(
            String id,
            SourceFilter sources,
            Survivor survivor,
            Demotion demotion,
            boolean autoAddTypes,
            int maxMerges,
            int maxIdentifiers,
            List<Condition> denied,
            List<ValuePattern> blocked,
            List<IdentifierRule> identifiers,
            AliasRules aliases,
            List<Level> levels,
            Order order) {
        this.id = id;
        this.sources = sources;
        this.survivor = survivor;
        this.demotion = demotion;
        this.autoAddTypes = autoAddTypes;
        this.maxMerges = maxMerges;
        this.maxIdentifiers = maxIdentifiers;
        this.denied = List.copyOf(denied);
        this.blocked = List.copyOf(blocked);
        this.identifiers = List.copyOf(identifiers);
        this.aliases = aliases;
        this.levels = List.copyOf(levels);
        this.order = order;
        for (Collection collection : List.of(Collection.USERS, Collection.ACCOUNTS)) {
            byType.put(collection, new HashMap<>());
            numbers.put(collection, new HashMap<>());
        }
        identifiers.forEach(this::add);
        for (Level level : levels) {
            byType.put(level.collection(), new HashMap<>());
            numbers.put(level.collection(), new HashMap<>());
            add(Level.members(level.collection()));
            level.keys().forEach(this::add);
        }
        // A type that the rules do not list has its default number too, unless they gave that to another one.
        Map<String, Integer> userNumbers = numbers(Collection.USERS);
        IdentifierRule.DEFAULT_PRIORITIES.forEach((type, number) -> {
            if (!lists(Collection.USERS, type) && !userNumbers.containsValue(number)) {
                userNumbers.put(type, number);
            }
        });
    }

    private void add(IdentifierRule rule) {
        byType(rule.collection()).put(rule.type(), rule);
        if (rule.priority() != null) {
            numbers(rule.collection()).put(rule.type(), rule.priority());
        }
    }

    public String id() {
        return id;
    }

    public SourceFilter sources() {
        return sources;
    }

    public Survivor survivor() {
        return survivor;
    }

    public Demotion demotion() {
        return demotion;
    }

    public boolean autoAddTypes() {
        return autoAddTypes;
    }

    public int maxMerges() {
        return maxMerges;
    }

    public int maxIdentifiers() {
        return maxIdentifiers;
    }

    public List<Condition> denied() {
        return denied;
    }

    public List<ValuePattern> blocked() {
        return blocked;
    }

    /** In the order in which the rules list them, which is the order of extraction. */
    public List<IdentifierRule> identifiers() {
        return identifiers;
    }

    public AliasRules aliases() {
        return aliases;
    }

    /** In the order in which they are resolved. */
    public List<Level> levels() {
        return levels;
    }

    public Order order() {
        return order;
    }

    /** Whether the rules list the type, enabled. */
    public boolean lists(Collection collection, String type) {
        return byType(collection).containsKey(type);
    }

    /** What is said of a type; one that is not listed gets the defaults. */
    public IdentifierRule identifier(Collection collection, String type) {
        IdentifierRule rule = byType(collection).get(type);
        return rule != null ? rule : IdentifierRule.unlisted(collection, type);
    }

    /** The number of a type, the one it has unless told otherwise included; null for one that follows alphabetically. */
    @Nullable
    Integer priority(Collection collection, String type) {
        return numbers(collection).get(type);
    }

    /** Orders types of one collection, most trusted first: by number, those without one after them, alphabetically. */
    public Comparator<String> typesByPriority(Collection collection) {
        Map<String, Integer> its = numbers(collection);
        return (a, b) -> {
            int byNumber = Integer.compare(rank(its, a), rank(its, b));
            return byNumber != 0 ? byNumber : a.compareTo(b);
        };
    }

    /** Orders external IDs of one collection, most trusted first: by type, then by value. */
    public Comparator<ExternalId> byPriority(Collection collection) {
        Comparator<String> byType = typesByPriority(collection);
        return (a, b) ->
                a.type().equals(b.type()) ? a.value().compareTo(b.value()) : byType.compare(a.type(), b.type());
    }

    /** Nothing is listed of a level that there is no more. */
    private Map<String, IdentifierRule> byType(Collection collection) {
        return byType.getOrDefault(collection, Map.of());
    }

    private Map<String, Integer> numbers(Collection collection) {
        return numbers.getOrDefault(collection, Map.of());
    }

    private static int rank(Map<String, Integer> numbers, String type) {
        return numbers.getOrDefault(type, Integer.MAX_VALUE);
    }
}
