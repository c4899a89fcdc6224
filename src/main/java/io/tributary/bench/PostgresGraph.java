package io.tributary.bench;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.rules.IdentifierRule;
import java.sql.Array;
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
 * Persons in PostgreSQL, as somebody would keep them there who knows it well.
 *
 * <pre>
 *   external_id                       person                 merge
 *   type, value (primary) | person    id | user_id           child | survivor
 *   3   , d290f1ee-...    | 17   --> 17 | u-4711             23    | 17
 * </pre>
 *
 * The one {@code user_id} of a person stands on the person, which is what keeps the limit. Persons are numbered as they
 * are created, and the first one survives. There may be any number of writers: whoever changes a person locks it first,
 * in the order of the numbers, and two who add the same external ID at once are told apart by the primary key; one of
 * them begins again. Here there is one, so that events keep their order.
 */
abstract class PostgresGraph implements PeerGraph {
    /** Serialization failure, deadlock, and a key that somebody else was the first to add. */
    private static final List<String> AGAIN = List.of("40001", "40P01", "23505");

    private static final int TRIES = 10;

    /** By priority: they are stored as their place here, counted from 1. */
    private static final List<String> TYPES = List.of(IdentifierRule.USER_ID, "email", "anonymous_id");

    private static final String SCHEMA = """
            DROP SCHEMA public CASCADE;
            CREATE SCHEMA public;
            CREATE SEQUENCE person_number;
            CREATE TABLE person (id bigint PRIMARY KEY, user_id text) WITH (fillfactor = 90);
            CREATE TABLE external_id (
              type smallint NOT NULL,
              value text NOT NULL,
              person bigint NOT NULL,
              PRIMARY KEY (value, type));
            CREATE INDEX external_id_person ON external_id (person);
            CREATE TABLE merge (child bigint PRIMARY KEY, survivor bigint NOT NULL);
            """;

    /** Statements are planned once, while tables are empty, and by the index, which is what they need when they are not. */
    private static final String PLANS = """
            SET plan_cache_mode = force_generic_plan;
            SET enable_seqscan = off;
            SET enable_hashjoin = off;
            SET enable_mergejoin = off;
            """;

    final Connection connection;

    /** @param more of the schema */
    PostgresGraph(String url, String more) throws SQLException {
        connection = DriverManager.getConnection(url);
        execute(SCHEMA + more + PLANS);
    }

    /** What is done to the database at once, or not at all. */
    interface Work {
        /** @return whether it found things as it needs them */
        boolean run() throws SQLException;
    }

    /** Does it in one transaction, which is begun again if another writer was in the way. */
    final void transact(Work work) throws SQLException {
        for (int tried = 1; ; tried++) {
            try {
                if (work.run()) {
                    if (!connection.getAutoCommit()) {
                        connection.commit();
                    }
                    return;
                }
            } catch (SQLException e) {
                if (tried == TRIES || !AGAIN.contains(e.getSQLState())) {
                    throw e;
                }
            }
            if (tried == TRIES) {
                throw new SQLException("other writers were in the way " + TRIES + " times");
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }

    final void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    final Array types(List<ExternalId> ids) throws SQLException {
        return connection.createArrayOf(
                "int2", ids.stream().map(id -> type(id.type())).toArray(Short[]::new));
    }

    final Array values(List<ExternalId> ids) throws SQLException {
        return connection.createArrayOf(
                "text", ids.stream().map(ExternalId::value).toArray(String[]::new));
    }

    static short type(String name) {
        int index = TYPES.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no type " + name);
        }
        return (short) (index + 1);
    }

    static ExternalId externalId(short type, String value) {
        return new ExternalId(Collection.USERS, TYPES.get(type - 1), value);
    }

    @Override
    public String version() throws SQLException {
        DatabaseMetaData its = connection.getMetaData();
        return its.getDatabaseProductName() + " " + its.getDatabaseProductVersion();
    }

    /** What was written before is on the disk by then, so that nothing of it is left to do. */
    @Override
    public void clear() throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        execute("TRUNCATE person, external_id, merge");
        execute("CHECKPOINT");
        connection.setAutoCommit(autoCommit);
    }

    @Override
    public Partition partition() throws SQLException {
        Map<ExternalId, Long> parts = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT type, value, person FROM external_id")) {
            while (rows.next()) {
                parts.put(externalId(rows.getShort(1), rows.getString(2)), rows.getLong(3));
            }
        }
        return new Partition(parts);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
