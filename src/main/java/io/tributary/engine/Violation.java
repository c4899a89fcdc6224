package io.tributary.engine;

import io.tributary.model.SetAside;
import org.jspecify.annotations.Nullable;

/**
 * A rule that joining the candidates would break.
 *
 * @param type whose limit it is, null if the rule is not about a type
 */
record Violation(SetAside.Reason reason, @Nullable String type) {}
