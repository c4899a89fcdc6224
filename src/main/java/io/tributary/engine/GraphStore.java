package io.tributary.engine;

import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identity graph of one space, as far as resolution has to ask it.
 *
 * <p>What is read stays as it is until {@link #apply}; values are immutable and may be kept.
 */
public interface GraphStore {
    /** The position of the last event in the space's order, 0 before the first. */
    long sequence();

    /** Who owns an external ID, null if nobody does. */
    @Nullable
    Pointer pointer(ExternalId id);

    /** A profile, canonical or merged, null if there never was one of that ID. */
    @Nullable
    Profile profile(ProfileId id);

    /** A profile's traits by name, removed ones included; empty for a merged profile. */
    Map<String, Trait> traits(ProfileId id);

    /** Makes the change, all of it. */
    void apply(GraphChange change);
}
