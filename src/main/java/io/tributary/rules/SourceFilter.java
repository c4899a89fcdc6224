package io.tributary.rules;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of sources, told by naming them or by naming all others.
 *
 * @param except whether {@code named} are the ones left out
 */
public record SourceFilter(Set<String> named, boolean except) {
    /** Every source, and events without one. */
    public static final SourceFilter ALL = new SourceFilter(Set.of(), true);

    public boolean accepts(@Nullable String source) {
        return (source != null && named.contains(source)) != except;
    }
}
