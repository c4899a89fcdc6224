package io.tributary.rules;

import io.tributary.model.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One thing that two rules files say differently of one space.
 *
 * @param collection whose type it is about: users, accounts or a level; null if it is about the whole space
 * @param type of external ID that it is about; null if it is about the whole space or level
 * @param before in the words of the rules file; null if nothing was said, as of what is new
 * @param after in the words of the rules file; null if nothing is said any more, as of what is gone
 */
public record RuleChange(
        ChangeClass changeClass,
        String space,
        Aspect aspect,
        @Nullable Collection collection,
        @Nullable String type,
        @Nullable String before,
        @Nullable String after) {

    /** In one line: what it is about, and what was and is said of it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (collection != null && type != null) {
            text.append(collection.wireName()).append(' ').append(type).append(' ');
        } else if (collection != null && aspect != Aspect.LEVEL) {
            text.append(collection.wireName()).append(' ');
        }
        text.append(aspect.key()).append(": ");
        if (before == null && after == null) {
            return text.append("changed").toString();
        } else if (before == null) {
            return text.append(after).append(" (new)").toString();
        } else if (after == null) {
            return text.append(before).append(" (gone)").toString();
        }
        return text.append(before).append(" -> ").append(after).toString();
    }

    /** What a change is about. */
    public enum Aspect {
        /** The space itself, new or gone. */
        SPACE("space"),
        SOURCES("sources"),
        ORDER("order"),
        SURVIVOR("survivor"),
        DEMOTION("demotion"),
        AUTO_ADD_TYPES("auto_add_types"),
        MAX_MERGES("max_merges"),
        MAX_IDENTIFIERS("max_identifiers"),
        /** One reason to deny consent, new or gone. */
        CONSENT("consent"),
        ALIASES("aliases"),
        /** A level, new or gone. */
        LEVEL("level"),
        /** A type, or a level's key, new or gone. */
        TYPE("type"),
        FROM("from"),
        NORMALIZE("normalize"),
        HASH("hash"),
        MATCH("match"),
        MATCH_WITHIN("match_within"),
        MAX_SHARED_BY("max_shared_by"),
        LIMIT("limit"),
        PRIORITY("priority"),
        /** One blocked value, new or gone, of a type or of all. */
        BLOCKED("blocked"),
        /** In which order types are listed, which is that in which events are read. */
        IDENTIFIERS("identifiers"),
        /** In which order levels are listed, which is that in which they are resolved. */
        LEVELS("levels"),
        /** In which order the keys of a level are listed. */
        KEYS("keys"),
        /** Which sources may associate through a type. */
        TYPE_SOURCES("sources");

        private final String key;

        Aspect(String key) {
            this.key = key;
        }

        /** The key of the rules file. */
        public String key() {
            return key;
        }
    }
}
