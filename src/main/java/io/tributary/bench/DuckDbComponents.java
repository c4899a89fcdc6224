package io.tributary.bench;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All events at once in DuckDB, as a nightly run in a warehouse does it: what was seen together goes into one table, and
 * everything that hangs together is a person. Every external ID takes the lowest label of those that it was seen with,
 * and that one's label, until none changes. There is no limit, and nothing of an earlier run is of use.
 */
final class DuckDbComponents implements PeerGraph {
    private static final String CLEAR = """
            DROP TABLE IF EXISTS seen;
            DROP TABLE IF EXISTS node;
            DROP TABLE IF EXISTS edge;
            DROP TABLE IF EXISTS part;
            CREATE TABLE seen (event BIGINT, type VARCHAR, value VARCHAR);
            """;

    /** Nothing is guessed: an empty file gives nothing to guess by. */
    private static final String LOAD =
            "COPY seen FROM '%s' (FORMAT csv, AUTO_DETECT false, HEADER false, DELIMITER ',', QUOTE '\"', ESCAPE '\"')";

    /** Each external ID of an event is joined to the lowest of them, which is as good as each to each. */
    private static final String GRAPH = """
            CREATE TABLE node AS
            SELECT row_number() OVER () AS id, type, value FROM (SELECT DISTINCT type, value FROM seen);
            CREATE TABLE edge AS
            WITH numbered AS (SELECT s.event, n.id FROM seen s JOIN node n USING (type, value)),
              stars AS (SELECT id, min(id) OVER (PARTITION BY event) AS hub FROM numbered)
            SELECT DISTINCT id, hub FROM stars WHERE id <> hub;
            CREATE TABLE part AS SELECT id, id AS label FROM node;
            """;

    private static final String STEP = """
            CREATE OR REPLACE TABLE next_part AS
            WITH told AS (
                SELECT id, label FROM part
                UNION ALL SELECT e.id, p.label FROM edge e JOIN part p ON p.id = e.hub
                UNION ALL SELECT e.hub, p.label FROM edge e JOIN part p ON p.id = e.id),
              lowest AS (SELECT id, min(label) AS label FROM told GROUP BY id)
            SELECT l.id, least(l.label, its.label) AS label FROM lowest l JOIN lowest its ON its.id = l.label;
            """;

    private static final String CHANGED =
            "SELECT count(*) FROM next_part n JOIN part p ON p.id = n.id WHERE p.label <> n.label";

    private static final String TAKE = """
            DROP TABLE part;
            ALTER TABLE next_part RENAME TO part;
            """;

    private final Connection connection;
    private final Path seen;
    private BufferedWriter writer;
    private long events;

    /** @param url of a database in a file of its own, and beside it is what it loads */
    DuckDbComponents(String url) throws SQLException, IOException {
        connection = DriverManager.getConnection(url);
        seen = Path.of(url.substring(url.lastIndexOf(':') + 1) + ".csv");
        writer = Files.newBufferedWriter(seen, StandardCharsets.UTF_8);
    }

    @Override
    public String version() throws SQLException {
        DatabaseMetaData its = connection.getMetaData();
        return its.getDatabaseProductName() + " " + its.getDatabaseProductVersion();
    }

    @Override
    public void clear() throws SQLException, IOException {
        execute(CLEAR);
        writer.close();
        writer = Files.newBufferedWriter(seen, StandardCharsets.UTF_8);
        events = 0;
    }

    /** Through a file, which loads faster than rows one by one. */
    @Override
    public void add(List<ExternalId> ids) throws IOException {
        events++;
        for (ExternalId id : ids) {
            writer.write(events + "," + id.type() + ",\"" + id.value().replace("\"", "\"\"") + "\"\n");
        }
    }

    @Override
    public void finish() throws SQLException, IOException {
        writer.flush();
        execute(LOAD.formatted(seen));
        execute(GRAPH);
        while (step()) {
            execute(TAKE);
        }
        execute("DROP TABLE next_part");
        execute("CHECKPOINT");
    }

    private boolean step() throws SQLException {
        execute(STEP);
        try (Statement statement = connection.createStatement();
                ResultSet changed = statement.executeQuery(CHANGED)) {
            return changed.next() && changed.getLong(1) > 0;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Partition partition() throws SQLException {
        Map<ExternalId, Long> parts = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT n.type, n.value, p.label FROM node n JOIN part p ON p.id = n.id")) {
            while (rows.next()) {
                parts.put(new ExternalId(Collection.USERS, rows.getString(1), rows.getString(2)), rows.getLong(3));
            }
        }
        return new Partition(parts);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
