package io.tributary.codec;

import io.tributary.model.Bounds;
import io.tributary.model.ExternalId;
import io.tributary.model.SetAside;
import io.tributary.model.SetAside.Reason;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Scalar;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens to every value of one type on its way to an external ID. */
final class TypeIntake {
    private static final int SHOWN_CHARS = 64;
    private static final String ELLIPSIS = "…";

    private final IdentifierRule rule;
    private final Normalization normalization;
    private final BlockedValues blockedInSpace;
    private final BlockedValues blocked;
    private final LevelKeys levelKeys;
    private final Sha256 sha256;

    /** @param blockedInSpace values that are no identifiers, whatever their type */
    TypeIntake(IdentifierRule rule, BlockedValues blockedInSpace, LevelKeys levelKeys, Sha256 sha256) {
        this.rule = rule;
        this.normalization = new Normalization(rule.normalize());
        this.blockedInSpace = blockedInSpace;
        this.blocked = new BlockedValues(rule.blocked());
        this.levelKeys = levelKeys;
        this.sha256 = sha256;
    }

    IdentifierRule rule() {
        return rule;
    }

    /**
     * Takes one value, if it is one: a string or a number. One that is not what its type asks for, such as text where a
     * phone number is meant, is set aside as malformed.
     *
     * @param arrivesHashed whether the value is matched as it stands, in lower case
     */
    void take(Scalar value, boolean arrivesHashed, @Nullable String source, IdCollector ids) {
        boolean number = value.kind() == Scalar.Kind.NUMBER;
        if (!number && value.kind() != Scalar.Kind.STRING) {
            return;
        }
        String raw = value.text();
        String text = arrivesHashed ? arrivedHash(raw) : normalization.of(raw);
        if (text == null ? raw.isBlank() : text.isEmpty()) {
            return;
        }
        // A number that still has an exponent is one that cannot be written out within the bound.
        boolean tooLong = raw.length() > Bounds.MAX_VALUE_CHARS
                || (text != null && text.length() > Bounds.MAX_VALUE_CHARS)
                || (number && !PlainDecimal.isPlain(raw));
        String id = text == null ? id(raw, false) : id(text, arrivesHashed);
        if (!rule.sources().accepts(source)) {
            setAside(id, Reason.SOURCE_NOT_ALLOWED, ids);
        } else if (tooLong) {
            setAside(id, Reason.TOO_LONG, ids);
        } else if (text == null) {
            setAside(id, Reason.MALFORMED_EXTERNAL_ID, ids);
        } else if (blockedInSpace.contains(text) || blocked.contains(text)) {
            setAside(id, Reason.BLOCKED, ids);
        } else {
            ExternalId externalId = new ExternalId(rule.collection(), rule.type(), id);
            ids.add(externalId);
            levelKeys.check(externalId, text, ids);
        }
    }

    /** In lower case; null for what a sender took for a hash and is none: its raw value must not be stored. */
    private @Nullable String arrivedHash(String raw) {
        String text = raw.toLowerCase(Locale.ROOT);
        return rule.hashed() && !Sha256.isHash(text) ? null : text;
    }

    private String id(String text, boolean arrivesHashed) {
        return rule.hashed() && !arrivesHashed ? sha256.hex(text) : text;
    }

    /** A value of this type as it may be shown: never raw where the type is hashed. */
    String shown(String raw) {
        if (!rule.hashed()) {
            return cut(raw);
        }
        String text = normalization.of(raw);
        return sha256.hex(text == null ? raw : text);
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
}
