package io.tributary.engine;

import io.tributary.model.Links;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts that a profile's external IDs fall into, once some are taken away: the connected components of the links
 * that are left. Linear in the links, but for the shallow trees of a union-find.
 */
final class Components {
    /** The side of a position that is taken away. */
    static final int NONE = -1;

    private Components() {}

    /**
     * @param sides of each position, {@link #NONE} for one that is taken away; links across sides count as cut
     * @return the positions of each component, ascending; the component with the oldest external ID first
     */
    static List<int[]> of(Links links, int[] sides) {
        int[] roots = new int[sides.length];
        for (int position = 0; position < sides.length; position++) {
            roots[position] = position;
            if (sides[position] != NONE) {
                for (int older : links.olderThan(position)) {
                    if (sides[older] == sides[position]) {
                        // The lower root wins, so that a component is known by its oldest position.
                        int a = root(roots, older);
                        int b = root(roots, position);
                        roots[Math.max(a, b)] = Math.min(a, b);
                    }
                }
            }
        }
        Map<Integer, List<Integer>> byRoot = new LinkedHashMap<>();
        for (int position = 0; position < sides.length; position++) {
            if (sides[position] != NONE) {
                byRoot.computeIfAbsent(root(roots, position), any -> new ArrayList<>())
                        .add(position);
            }
        }
        List<int[]> components = new ArrayList<>(byRoot.size());
        byRoot.values()
                .forEach(positions -> components.add(
                        positions.stream().mapToInt(Integer::intValue).toArray()));
        return components;
    }

    private static int root(int[] roots, int position) {
        int root = position;
        while (roots[root] != root) {
            roots[root] = roots[roots[root]];
            root = roots[root];
        }
        return root;
    }
}
