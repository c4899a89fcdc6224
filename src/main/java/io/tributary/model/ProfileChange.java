package io.tributary.model;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A profile as it stands after an event.
 *
 * @param profile canonical, or merged into another, or deleted
 * @param canonical the profile that it has been merged into, at the root; null if it is canonical itself
 * @param traits JSON text by name, without removed ones; empty for a merged profile
 */
public record ProfileChange(
        String space,
        long sequence,
        Profile profile,
        @Nullable ProfileId canonical,
        SortedMap<String, String> traits) implements OutputRecord {}
