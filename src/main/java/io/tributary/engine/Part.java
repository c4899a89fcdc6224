package io.tributary.engine;

import io.tributary.model.Identifier;
import io.tributary.model.Links;
import java.util.ArrayList;
import java.util.List;

/** Some of a profile's external IDs, oldest first, and the links among them. */
record Part(List<Identifier> identifiers, Links links) {
    /** @param positions of those external IDs, ascending */
    static Part of(List<Identifier> identifiers, Links links, int[] positions) {
        List<Identifier> some = new ArrayList<>(positions.length);
        for (int position : positions) {
            some.add(identifiers.get(position));
        }
        return new Part(some, links.select(positions));
    }
}
