package io.tributary.bench;

import io.tributary.model.ExternalId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Persons and their external IDs in a database. */
interface PeerGraph extends AutoCloseable {
    /** What the database calls itself, with its version. */
    String version() throws SQLException;

    /** Forgets all events. */
    void clear() throws SQLException, IOException;

    /** @param ids of the next event, by priority, at least one */
    void add(List<ExternalId> ids) throws SQLException, IOException;

    /** Returns once all that was added has come to its end there. */
    void finish() throws SQLException, IOException;

    /** What has become of all events. */
    Partition partition() throws SQLException;

    @Override
    void close() throws SQLException;
}
