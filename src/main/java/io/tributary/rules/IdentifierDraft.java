package io.tributary.rules;

import io.tributary.model.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code identifiers}, or a key of a level, as a file gives it, before it is laid over its preset's: null is
 * what it does not say.
 *
 * @param collection for a level's key the level's
 * @param matchWithin in milliseconds, {@link Limit#EVER} for no end
 * @param at where it stands; null if it is none of this file's
 */
record IdentifierDraft(
        Collection collection,
        String type,
        @Nullable List<Extraction> from,
        @Nullable List<Normalizer> normalize,
        @Nullable String hash,
        @Nullable Matching match,
        @Nullable Long matchWithin,
        @Nullable Sharing sharing,
        @Nullable Limit limit,
        @Nullable Integer priority,
        @Nullable List<ValuePattern> blocked,
        @Nullable SourceFilter sources,
        @Nullable Boolean enabled,
        @Nullable YamlMapping at) {

    boolean isOf(Collection otherCollection, String otherType) {
        return collection.equals(otherCollection) && type.equals(otherType);
    }

    boolean isEnabled() {
        return enabled == null || enabled;
    }

    Matching matching() {
        return match != null ? match : Matching.ALWAYS;
    }

    boolean isHashed() {
        return hash != null;
    }

    /** Where a key's value stands; the entry itself where it does not give the key, null if it is none of this file's. */
    @Nullable
    YamlValue at(String key) {
        if (at == null) {
            return null;
        }
        YamlValue value = at.get(key);
        return value != null ? value : at.at();
    }

    /** Whether it says of its type that it is taken out, and nothing else. */
    boolean onlyDisables() {
        IdentifierDraft nothingElse = new IdentifierDraft(
                collection, type, null, null, null, null, null, null, null, null, null, null, Boolean.FALSE, at);
        return equals(nothingElse);
    }

    /** Whether its number stands in this file. */
    boolean claimsPriority() {
        return at != null && at.get("priority") != null;
    }

    /** Its number, the one it has unless told otherwise included. */
    @Nullable
    Integer effectivePriority() {
        boolean hasDefault = priority == null && collection.equals(Collection.USERS);
        return hasDefault ? IdentifierRule.DEFAULT_PRIORITIES.get(type) : priority;
    }

    /**
     * This entry with what it does not say taken from the preset's entry of the same type, except for what cannot be said
     * of a type that is now matched in another way.
     */
    IdentifierDraft over(IdentifierDraft preset) {
        boolean lookedUp = match == null || match == Matching.ALWAYS;
        return new IdentifierDraft(
                collection,
                type,
                from != null ? from : preset.from,
                normalize != null ? normalize : preset.normalize,
                hash != null ? hash : preset.hash,
                match != null ? match : preset.match,
                matchWithin != null || !lookedUp ? matchWithin : preset.matchWithin,
                sharing != null || !lookedUp ? sharing : preset.sharing,
                limit != null || match == Matching.LEVEL ? limit : preset.limit,
                priority != null ? priority : preset.priority,
                blocked != null ? blocked : preset.blocked,
                sources != null ? sources : preset.sources,
                enabled != null ? enabled : preset.enabled,
                at);
    }

    /** As a file sees it that extends the one in which it stands. */
    IdentifierDraft asPreset() {
        return new IdentifierDraft(
                collection,
                type,
                from,
                normalize,
                hash,
                match,
                matchWithin,
                sharing,
                limit,
                priority,
                blocked,
                sources,
                enabled,
                null);
    }

    IdentifierRule compile() {
        return compile(isHashed(), Limit.DEFAULT);
    }

    /** @param hashed whether the values are, which the type in {@code users} says */
    IdentifierRule compileKey(boolean hashed) {
        return compile(hashed, Limit.NONE);
    }

    private IdentifierRule compile(boolean hashed, Limit defaultLimit) {
        return new IdentifierRule(
                collection,
                type,
                from != null ? from : List.of(),
                normalize != null ? normalize : List.of(),
                hashed,
                limit != null ? limit : defaultLimit,
                effectivePriority(),
                blocked != null ? blocked : List.of(),
                sources != null ? sources : SourceFilter.ALL,
                matching(),
                matchWithin != null ? matchWithin : Limit.EVER,
                sharing);
    }
}
