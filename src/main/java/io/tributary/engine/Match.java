package io.tributary.engine;

import io.tributary.model.Profile;
import java.util.List;

/**
 * What an event's external IDs of one collection lead to, with every rule kept.
 *
 * @param claims the external IDs that are left after demotion, by priority; at least one of them can lead to a profile
 * @param candidates their owners, each once, in the order in which they were created
 */
record Match(List<Claim> claims, List<Profile> candidates) {}
