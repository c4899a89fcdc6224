package io.tributary.engine;

import io.tributary.model.Profile;
import io.tributary.model.SetAside;
import java.util.List;

/**
 * What an event's external IDs point to, with every rule kept.
 *
 * @param claims the external IDs that are left after demotion, by priority; at least one
 * @param candidates their owners, each once, in the order in which they were created
 * @param demoted those that had to go, in the order in which they went
 */
record Match(List<Claim> claims, List<Profile> candidates, List<SetAside> demoted) {}
