package io.tributary.rules;

import java.util.List;

/**
 * Where in an event a value stands: keys from the top, never into arrays.
 *
 * @param keys at least one
 */
public record Path(List<String> keys) {
    public Path {
        keys = List.copyOf(keys);
    }
}
