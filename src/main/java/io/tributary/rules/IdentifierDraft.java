package io.tributary.rules;

import io.tributary.model.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code identifiers} as a file gives it, before it is laid over its preset's: null is what it does not say.
 *
 * @param priorityAt where the priority stands; null if it is none of this file's
 */
record IdentifierDraft(
        Collection collection,
        String type,
        @Nullable List<Extraction> from,
        @Nullable List<Normalizer> normalize,
        @Nullable String hash,
        @Nullable Limit limit,
        @Nullable Integer priority,
        @Nullable YamlValue priorityAt,
        @Nullable List<ValuePattern> blocked,
        @Nullable SourceFilter sources,
        @Nullable Boolean enabled) {

    boolean isOf(Collection otherCollection, String otherType) {
        return collection == otherCollection && type.equals(otherType);
    }

    boolean isEnabled() {
        return enabled == null || enabled;
    }

    /** Whether it says of its type that it is taken out, and nothing else. */
    boolean onlyDisables() {
        IdentifierDraft nothingElse =
                new IdentifierDraft(collection, type, null, null, null, null, null, null, null, null, Boolean.FALSE);
        return equals(nothingElse);
    }

    /** Its number, the one it has unless told otherwise included. */
    @Nullable
    Integer effectivePriority() {
        boolean hasDefault = priority == null && collection == Collection.USERS;
        return hasDefault ? IdentifierRule.DEFAULT_PRIORITIES.get(type) : priority;
    }

    /** This entry with what it does not say taken from the preset's entry of the same type. */
    IdentifierDraft over(IdentifierDraft preset) {
        return new IdentifierDraft(
                collection,
                type,
                from != null ? from : preset.from,
                normalize != null ? normalize : preset.normalize,
                hash != null ? hash : preset.hash,
                limit != null ? limit : preset.limit,
                priority != null ? priority : preset.priority,
                priorityAt,
                blocked != null ? blocked : preset.blocked,
                sources != null ? sources : preset.sources,
                enabled != null ? enabled : preset.enabled);
    }

    /** As a file sees it that extends the one in which it stands. */
    IdentifierDraft asPreset() {
        return new IdentifierDraft(
                collection, type, from, normalize, hash, limit, priority, null, blocked, sources, enabled);
    }

    IdentifierRule compile() {
        return new IdentifierRule(
                collection,
                type,
                from != null ? from : List.of(),
                normalize != null ? normalize : List.of(),
                hash != null,
                limit != null ? limit : Limit.DEFAULT,
                effectivePriority(),
                blocked != null ? blocked : List.of(),
                sources != null ? sources : SourceFilter.ALL);
    }
}
