package io.tributary.rules;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private final Map<String, IdentifierRule> users = new HashMap<>();
    private final Map<String, IdentifierRule> accounts = new HashMap<>();
    private final Map<String, Integer> userNumbers = new HashMap<>();
    private final Map<String, Integer> accountNumbers = new HashMap<>();

    /**
     * @param sources which feed it
     * @param denied any that holds denies consent
     * @param blocked values that are no identifiers, whatever their type
     * @param identifiers in any order, disabled ones left out
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
            AliasRules aliases) {
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
        for (IdentifierRule rule : identifiers) {
            byType(rule.collection()).put(rule.type(), rule);
            if (rule.priority() != null) {
                (rule.collection() == Collection.USERS ? userNumbers : accountNumbers)
                        .put(rule.type(), rule.priority());
            }
        }
        // A type that the rules do not list has its default number too, unless they gave that to another one.
        IdentifierRule.DEFAULT_PRIORITIES.forEach((type, number) -> {
            if (!users.containsKey(type) && !userNumbers.containsValue(number)) {
                userNumbers.put(type, number);
            }
        });
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

    /** Whether the rules list the type, enabled. */
    public boolean lists(Collection collection, String type) {
        return byType(collection).containsKey(type);
    }

    /** What is said of a type; one that is not listed gets the defaults. */
    public IdentifierRule identifier(Collection collection, String type) {
        IdentifierRule rule = byType(collection).get(type);
        return rule != null ? rule : IdentifierRule.unlisted(collection, type);
    }

    /** Orders types of one collection, most trusted first: by number, those without one after them, alphabetically. */
    public Comparator<String> typesByPriority(Collection collection) {
        return (a, b) -> {
            int order = Integer.compare(rank(collection, a), rank(collection, b));
            return order != 0 ? order : a.compareTo(b);
        };
    }

    /** Orders external IDs of one collection, most trusted first: by type, then by value. */
    public Comparator<ExternalId> byPriority(Collection collection) {
        return Comparator.comparing(ExternalId::type, typesByPriority(collection))
                .thenComparing(ExternalId::value);
    }

    private Map<String, IdentifierRule> byType(Collection collection) {
        return collection == Collection.USERS ? users : accounts;
    }

    private int rank(Collection collection, String type) {
        return (collection == Collection.USERS ? userNumbers : accountNumbers).getOrDefault(type, Integer.MAX_VALUE);
    }
}
