package io.tributary.bench;

import io.tributary.model.ExternalId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Each event in a transaction of its own, which is one round trip: the server does all of it in a function. */
final class PostgresSingle extends PostgresGraph {
    /**
     * Most events tell nothing new, and of those nothing is locked or written. What the others keep are their first
     * external IDs by priority, as far as they lead to one {@code user_id}: this is what is left when the last one is set
     * aside until the limit holds.
     */
    private static final String RESOLVE = """
            CREATE FUNCTION resolve(types smallint[], vals text[]) RETURNS bigint LANGUAGE plpgsql AS $$
            DECLARE
              known int;
              first_person bigint;
              last_person bigint;
              its_user text;
              fresh int[] := '{}';
              candidates bigint[] := '{}';
              one record;
            BEGIN
              SELECT count(*), min(e.person), max(e.person) INTO known, first_person, last_person
              FROM unnest(types, vals) AS i(type, value)
              JOIN external_id e ON e.value = i.value AND e.type = i.type;
              IF known = cardinality(types) AND first_person = last_person THEN
                RETURN first_person;
              END IF;
              IF known > 0 THEN
                PERFORM p.id FROM person p
                WHERE p.id IN (
                  SELECT e.person FROM unnest(types, vals) AS i(type, value)
                  JOIN external_id e ON e.value = i.value AND e.type = i.type)
                ORDER BY p.id FOR UPDATE;
              END IF;
              IF types[1] = 1 THEN
                its_user := vals[1];
              END IF;
              FOR one IN
                SELECT i.n::int AS n, e.person, p.user_id
                FROM unnest(types, vals) WITH ORDINALITY AS i(type, value, n)
                LEFT JOIN external_id e ON e.value = i.value AND e.type = i.type
                LEFT JOIN person p ON p.id = e.person
                ORDER BY i.n
              LOOP
                EXIT WHEN one.user_id <> its_user;
                its_user := coalesce(its_user, one.user_id);
                IF one.person IS NULL THEN
                  fresh := fresh || one.n;
                ELSIF one.person <> ALL (candidates) THEN
                  candidates := candidates || one.person;
                END IF;
              END LOOP;
              SELECT min(c) INTO first_person FROM unnest(candidates) AS c;
              IF first_person IS NULL THEN
                first_person := nextval('person_number');
                INSERT INTO person (id, user_id) VALUES (first_person, its_user);
              ELSE
                IF cardinality(candidates) > 1 THEN
                  candidates := array_remove(candidates, first_person);
                  UPDATE external_id SET person = first_person WHERE person = ANY (candidates);
                  INSERT INTO merge (child, survivor) SELECT c, first_person FROM unnest(candidates) AS c;
                  DELETE FROM person WHERE id = ANY (candidates);
                END IF;
                IF its_user IS NOT NULL THEN
                  UPDATE person SET user_id = its_user WHERE id = first_person AND user_id IS NULL;
                END IF;
              END IF;
              IF cardinality(fresh) > 0 THEN
                INSERT INTO external_id (type, value, person)
                SELECT types[n], vals[n], first_person FROM unnest(fresh) AS n;
              END IF;
              RETURN first_person;
            END $$;
            """;

    private final PreparedStatement resolve;

    PostgresSingle(String url) throws SQLException {
        super(url, RESOLVE);
        resolve = connection.prepareStatement("SELECT resolve(?, ?)");
    }

    @Override
    public void add(List<ExternalId> ids) throws SQLException {
        transact(() -> {
            resolve.setArray(1, types(ids));
            resolve.setArray(2, values(ids));
            try (ResultSet person = resolve.executeQuery()) {
                return person.next();
            }
        });
    }

    @Override
    public void finish() {
        // It is durable already.
    }
}
