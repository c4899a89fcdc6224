package io.tributary.engine;

import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identity graph of one space, as far as resolution has to ask it.
 *
 * <p>What is read stays as it is until {@link #apply}; values are immutable and may be kept.
 */
public interface GraphStore {
    /** The position of the last event or command in the space's order, 0 before the first. */
    long sequence();

    /** What is known of an external ID, null if nothing is. */
    @Nullable
    Pointer pointer(ExternalId id);

    /** A profile, canonical, merged or deleted, null if there never was one of that ID. */
    @Nullable
    Profile profile(ProfileId id);

    /** A profile's traits by name, removed ones included; empty for a merged profile. */
    Map<String, Trait> traits(ProfileId id);

    /** Who shares an external ID, {@link Anchors#NONE} if nobody is known to. */
    Anchors anchors(ExternalId id);

    /** The names of the levels of which anything was ever known, whether or not the rules still have them. */
    Set<String> levels();

    /** The sequence at which a command of that ID had its answer, 0 if none had. */
    long command(String commandId);

    /**
     * Makes the change, all of it: whatever is asked afterwards is answered accordingly. What is only {@link
     * GraphChange#seen seen} need not be written at once, but must be in every snapshot.
     */
    void apply(GraphChange change);
}
