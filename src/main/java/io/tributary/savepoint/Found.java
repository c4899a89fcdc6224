package io.tributary.savepoint;

import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a space knows of an external ID.
 *
 * @param id as it is stored
 * @param hashed whether it was found by the SHA-256 of the value that was asked for
 * @param sequence position of the space's last event or command
 * @param pointer {@link Pointer#NONE} for a boundary
 * @param sharedBy how many are known to share it
 * @param holder whom it leads to, or a profile whose boundary it is; null if there is none
 * @param holders profiles whose boundary it is, 0 if it is none
 * @param groups of a person, by level
 * @param members persons, if the holder is a group
 * @param traits names of the holder's traits
 */
public record Found(
        String space,
        ExternalId id,
        boolean hashed,
        long sequence,
        Pointer pointer,
        int sharedBy,
        @Nullable Profile holder,
        long holders,
        SortedMap<String, ProfileId> groups,
        List<ProfileId> members,
        List<String> traits) {}
