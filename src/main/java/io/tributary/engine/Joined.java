package io.tributary.engine;

import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import java.util.List;

/**
 * What an event's external IDs of one collection resolved to.
 *
 * @param children the profiles that became part of it, in the order of the merges
 */
record Joined(ProfileId profile, Outcome outcome, List<ProfileId> children) {}
