package io.tributary.rules;

import io.tributary.model.Collection;
import io.tributary.model.EventType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words of the rules file for the values of one kind.
 *
 * @param byName in the order in which messages list them
 */
record Names<T>(Map<String, T> byName) {
    static final Names<Survivor> SURVIVOR = of(List.of(Survivor.values()), survivor -> switch (survivor) {
        case FIRST_CREATED -> "first_created";
        case EARLIEST_SEEN -> "earliest_seen";
    });

    static final Names<Demotion> DEMOTION = of(List.of(Demotion.values()), demotion -> switch (demotion) {
        case LOWEST_PRIORITY -> "lowest_priority";
        case CONTRIBUTING -> "contributing";
    });

    static final Names<Normalizer> NORMALIZER = of(List.of(Normalizer.values()), normalizer -> switch (normalizer) {
        case TRIM -> "trim";
        case LOWERCASE -> "lowercase";
        case GMAIL -> "gmail";
        case PHONE -> "phone";
        case EMAIL_DOMAIN -> "email_domain";
    });

    static final Names<Matching> MATCHING = of(List.of(Matching.values()), Names::matching);

    /** What a level's key may be: it belongs to a level anyway. */
    static final Names<Matching> KEY_MATCHING = of(List.of(Matching.ALWAYS, Matching.NEVER), Names::matching);

    static final Names<String> PRESET = of(List.of("segment", "segmentstream", "none"), Function.identity());

    static final Names<String> HASH = of(List.of("sha256"), Function.identity());

    static final Names<Collection> COLLECTION =
            of(List.of(Collection.USERS, Collection.ACCOUNTS), Collection::wireName);

    static final Names<EventType> CALL = of(List.of(EventType.values()), EventType::wireName);

    private static String matching(Matching matching) {
        return switch (matching) {
            case ALWAYS -> "always";
            case NEVER -> "never";
            case LEVEL -> "level";
        };
    }

    private static <T> Names<T> of(List<T> values, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        for (T value : values) {
            byName.put(name.apply(value), value);
        }
        return new Names<>(byName);
    }

    @Nullable
    T get(String name) {
        return byName.get(name);
    }

    String nameOf(T value) {
        for (Map.Entry<String, T> entry : byName.entrySet()) {
            if (entry.getValue().equals(value)) {
                return entry.getKey();
            }
        }
        throw new IllegalArgumentException("no name for " + value);
    }
}
