package io.tributary.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured of peers.
 *
 * @param events that each of them is given
 * @param postgres the directory of a PostgreSQL, null for the one on the class path
 */
public record PeerSettings(int events, @Nullable Path postgres) {

    /** What is wrong with them, empty if nothing is. */
    List<String> problems() {
        return events < 1000 ? List.of("--peer-events: " + events + " is less than 1000") : List.of();
    }
}
