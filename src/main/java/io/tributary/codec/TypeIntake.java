package io.tributary.codec;

import io.tributary.model.Bounds;
import io.tributary.model.ExternalId;
import io.tributary.model.SetAside;
import io.tributary.model.SetAside.Reason;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Normalizer;
import io.tributary.rules.Scalar;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens to every value of one type on its way to an external ID. */
final class TypeIntake {
    private static final int SHOWN_CHARS = 64;
    private static final String ELLIPSIS = "…";

    private final IdentifierRule rule;
    private final Normalizer[] normalize;
    private final BlockedValues blockedInSpace;
    private final BlockedValues blocked;
    private final Sha256 sha256;

    /** @param blockedInSpace values that are no identifiers, whatever their type */
    TypeIntake(IdentifierRule rule, BlockedValues blockedInSpace, Sha256 sha256) {
        this.rule = rule;
        this.normalize = rule.normalize().toArray(Normalizer[]::new);
        this.blockedInSpace = blockedInSpace;
        this.blocked = new BlockedValues(rule.blocked());
        this.sha256 = sha256;
    }

    IdentifierRule rule() {
        return rule;
    }

    /**
     * Takes one value, if it is one: a string or a number.
     *
     * @param arrivesHashed whether the value is matched as it stands, in lower case
     */
    void take(Scalar value, boolean arrivesHashed, @Nullable String source, IdCollector ids) {
        boolean number = value.kind() == Scalar.Kind.NUMBER;
        if (!number && value.kind() != Scalar.Kind.STRING) {
            return;
        }
        String text = arrivesHashed ? value.text().toLowerCase(Locale.ROOT) : normalized(value.text());
        if (text.isEmpty()) {
            return;
        }
        // A number that still has an exponent is one that cannot be written out within the bound.
        boolean tooLong = value.text().length() > Bounds.MAX_VALUE_CHARS
                || text.length() > Bounds.MAX_VALUE_CHARS
                || (number && !PlainDecimal.isPlain(value.text()));
        boolean hash = rule.hashed() && !arrivesHashed;
        String id = hash ? sha256.hex(text) : text;
        if (!rule.sources().accepts(source)) {
            setAside(id, Reason.SOURCE_NOT_ALLOWED, ids);
        } else if (tooLong) {
            setAside(id, Reason.TOO_LONG, ids);
        } else if (blockedInSpace.contains(text) || blocked.contains(text)) {
            setAside(id, Reason.BLOCKED, ids);
        } else {
            ids.add(new ExternalId(rule.collection(), rule.type(), id));
        }
    }

    /** A value of this type as it may be shown: never raw where the type is hashed. */
    String shown(String raw) {
        return rule.hashed() ? sha256.hex(normalized(raw)) : cut(raw);
    }

    /** Text for people, cut where it is longer than a value may be. */
    static String cut(String text) {
        return cut(text, Bounds.MAX_VALUE_CHARS);
    }

    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN_CHARS - 1)) ? SHOWN_CHARS - 1 : SHOWN_CHARS;
        return text.substring(0, end) + ELLIPSIS;
    }

    private void setAside(String id, Reason reason, IdCollector ids) {
        ids.setAside(new SetAside(rule.collection(), rule.type(), cut(id), reason, null));
    }

    private String normalized(String raw) {
        String text = raw;
        for (Normalizer step : normalize) {
            text = switch (step) {
                case TRIM -> text.strip();
                case LOWERCASE -> text.toLowerCase(Locale.ROOT);
            };
        }
        return text;
    }
}
