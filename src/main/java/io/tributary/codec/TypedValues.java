package io.tributary.codec;

import io.tributary.model.Bounds;
import io.tributary.rules.IdentifierRule;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of external IDs as people type them: in commands and questions. Not thread-safe. */
public final class TypedValues {
    private final Sha256 sha256 = new Sha256();

    /**
     * The value as events of its type are matched by it. That of a hashed type may be typed raw or as its hash.
     *
     * @return null if no event could have it
     */
    public @Nullable String matched(IdentifierRule rule, String typed) {
        String lowerCase = typed.toLowerCase(Locale.ROOT);
        if (rule.hashed() && Sha256.isHash(lowerCase)) {
            return lowerCase;
        }
        String text = new Normalization(rule.normalize()).of(typed);
        if (text == null || text.isEmpty() || text.length() > Bounds.MAX_VALUE_CHARS) {
            return null;
        }
        return rule.hashed() ? sha256.hex(text) : text;
    }
}
