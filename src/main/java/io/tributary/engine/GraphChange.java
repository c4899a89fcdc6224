package io.tributary.engine;

import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event or a command changes in its space's graph; for most events the sequence and nothing else.
 *
 * @param sequence of the event or command
 * @param profiles to be written, each as it is from now on
 * @param pointers to be written; one that {@linkplain Pointer#isNothing says nothing} is removed
 * @param seen pointers of which nothing but {@code lastSeen} has changed: they may be written later, see {@link
 *     GraphStore#apply}
 * @param traits to be written, all traits of each profile; an empty map removes them
 * @param anchors to be written; {@link Anchors#NONE} removes them
 * @param commandId of a command that has had its answer, null for an event
 */
public record GraphChange(
        long sequence,
        List<Profile> profiles,
        Map<ExternalId, Pointer> pointers,
        Map<ExternalId, Pointer> seen,
        Map<ProfileId, Map<String, Trait>> traits,
        Map<ExternalId, Anchors> anchors,
        @Nullable String commandId) {

    /** A change of nothing but the sequence. */
    public static GraphChange none(long sequence) {
        return of(sequence, List.of(), Map.of(), Map.of());
    }

    /** A change by which nobody is marked, and of which no command is the cause. */
    public static GraphChange of(
            long sequence,
            List<Profile> profiles,
            Map<ExternalId, Pointer> pointers,
            Map<ProfileId, Map<String, Trait>> traits) {
        return new GraphChange(sequence, profiles, pointers, Map.of(), traits, Map.of(), null);
    }
}
