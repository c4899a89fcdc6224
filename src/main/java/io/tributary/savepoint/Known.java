package io.tributary.savepoint;

import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import org.jspecify.annotations.Nullable;

/** What counting may ask of a space besides its profiles. */
public interface Known {
    /** What is known of an external ID, null if nothing is. */
    @Nullable
    Pointer pointer(ExternalId id);

    /** How many are known to share an external ID. */
    int sharedBy(ExternalId id);

    /** The latest event time at which a live profile changed or one of their external IDs was seen, epoch milliseconds. */
    long newest();
}
