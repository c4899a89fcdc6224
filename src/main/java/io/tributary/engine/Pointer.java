package io.tributary.engine;

import io.tributary.model.ProfileId;

/**
 * Says who owns an external ID.
 *
 * @param profile canonical: a merge re-points the external IDs that it moves
 */
public record Pointer(ProfileId profile) {}
