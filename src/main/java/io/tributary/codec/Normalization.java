package io.tributary.codec;

import io.tributary.rules.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The way of one type's values from how they were sent to how they are matched. */
final class Normalization {
    private final Normalizer[] steps;

    /** @param steps in order */
    Normalization(List<Normalizer> steps) {
        this.steps = steps.toArray(Normalizer[]::new);
    }

    /**
     * The value that is matched; it may be empty.
     *
     * @return null for text that is not what the type's values are: no phone number, no e-mail address
     */
    @Nullable
    String of(String raw) {
        String text = raw;
        for (Normalizer step : steps) {
            text = switch (step) {
                case TRIM -> text.strip();
                case LOWERCASE -> text.toLowerCase(Locale.ROOT);
                case GMAIL -> EmailAddresses.gmail(text);
                case PHONE -> PhoneNumbers.e164(text);
                case EMAIL_DOMAIN -> EmailAddresses.domain(text);
            };
            if (text == null) {
                return null;
            }
        }
        return text;
    }
}
