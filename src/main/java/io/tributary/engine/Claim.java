package io.tributary.engine;

import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import org.jspecify.annotations.Nullable;

/**
 * An external ID of an event and who owned it before the event.
 *
 * @param owner canonical; null if nobody does
 */
record Claim(ExternalId id, @Nullable Profile owner) {
    /** Whether no candidate holds the external ID. */
    boolean isNew() {
        return owner == null;
    }
}
