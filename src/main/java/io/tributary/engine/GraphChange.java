package io.tributary.engine;

import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.List;
import java.util.Map;

/**
 * What an event changes in its space's graph; for most events the sequence and nothing else.
 *
 * @param sequence the event's
 * @param profiles to be written, each as it is from now on
 * @param pointers to be written
 * @param traits to be written, all traits of each profile; an empty map removes them
 */
public record GraphChange(
        long sequence,
        List<Profile> profiles,
        Map<ExternalId, Pointer> pointers,
        Map<ProfileId, Map<String, Trait>> traits) {

    /** A change of nothing but the sequence. */
    public static GraphChange none(long sequence) {
        return new GraphChange(sequence, List.of(), Map.of(), Map.of());
    }
}
