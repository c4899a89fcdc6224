package io.tributary.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A space goes on under other rules than those that it last ran under. Told once, before anything that was decided under
 * them.
 *
 * @param sequence the last position that was decided under the rules before, 0 if there is none
 * @param before fingerprint of the rules before
 * @param changes what they say differently of the space; at least one
 * @param eventsDropped events that waited for their turn and belong to nobody, because the space is gone
 */
public record RulesAccepted(String space, long sequence, String before, List<Change> changes, long eventsDropped)
        implements OutputRecord {
    public RulesAccepted {
        changes = List.copyOf(changes);
    }

    /**
     * One thing that the rules say differently, in their words.
     *
     * @param changeClass {@code relaxing}, {@code restrictive} or {@code breaking}
     * @param key of the rules file
     * @param collection whose it is, which may be a level's; null if it is the whole space's
     * @param before null if nothing was said
     * @param after null if nothing is said any more
     */
    public record Change(
            String changeClass,
            String key,
            @Nullable Collection collection,
            @Nullable String type,
            @Nullable String before,
            @Nullable String after) {}
}
