package io.tributary.rules;

import io.tributary.model.EventType;
import java.util.List;
import java.util.Set;

/**
 * One place in an event from which a type takes its values: an entry of {@code from}.
 *
 * @param path of the value, or of the URL that holds it
 * @param query the URL's query parameters to take, in this order; empty if the value itself is meant
 * @param hashed whether the value arrives hashed: it is lower-cased and taken as it is, neither normalised nor hashed
 * @param when all of these must hold
 * @param on the calls it is read from; empty means all
 */
public record Extraction(Path path, List<String> query, boolean hashed, List<Condition> when, Set<EventType> on) {}
