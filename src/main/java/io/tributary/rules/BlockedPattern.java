package io.tributary.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the blocked value that a change is about. */
public final class BlockedPattern {
    private BlockedPattern() {}

    /**
     * @param change of blocked values
     * @param rules that it leads to
     * @return null if these do not block it: it is gone
     */
    public static @Nullable ValuePattern of(RuleChange change, SpaceRules rules) {
        List<ValuePattern> blocked = change.collection() == null || change.type() == null
                ? rules.blocked()
                : rules.identifier(change.collection(), change.type()).blocked();
        for (ValuePattern pattern : blocked) {
            if (RuleText.blocked(pattern).equals(change.after())) {
                return pattern;
            }
        }
        return null;
    }
}
