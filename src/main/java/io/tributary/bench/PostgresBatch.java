package io.tributary.bench;

import io.tributary.bench.PersonsOfBatch.Person;
import io.tributary.model.ExternalId;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Many events in a transaction: what is known of all their external IDs is read at once, they are resolved in memory, and
 * what has changed is written at once, one statement a table. Only persons that change are locked, right before; if one
 * of them is not any more what it was when it was read, all is done again.
 */
final class PostgresBatch extends PostgresGraph {
    static final int EVENTS = 500;

    private static final Comparator<ExternalId> BY_KEY =
            Comparator.comparing((ExternalId id) -> type(id.type())).thenComparing(ExternalId::value);

    private final PreparedStatement find;
    private final PreparedStatement lock;
    private final PreparedStatement numbers;
    private final PreparedStatement create;
    private final PreparedStatement name;
    private final PreparedStatement repoint;
    private final PreparedStatement tell;
    private final PreparedStatement delete;
    private final PreparedStatement add;
    private final List<List<ExternalId>> batch = new ArrayList<>(EVENTS);

    PostgresBatch(String url) throws SQLException {
        super(url, "");
        connection.setAutoCommit(false);
        find = connection.prepareStatement("""
                SELECT e.type, e.value, p.id, p.user_id FROM unnest(?, ?) AS i(type, value)
                JOIN external_id e ON e.value = i.value AND e.type = i.type
                JOIN person p ON p.id = e.person""");
        lock = connection.prepareStatement("SELECT id, user_id FROM person WHERE id = ANY (?) ORDER BY id FOR UPDATE");
        numbers = connection.prepareStatement("SELECT nextval('person_number') FROM generate_series(1, ?)");
        create = connection.prepareStatement("INSERT INTO person (id, user_id) SELECT * FROM unnest(?, ?)");
        name = connection.prepareStatement(
                "UPDATE person p SET user_id = n.user_id FROM unnest(?, ?) AS n(id, user_id) WHERE p.id = n.id");
        repoint = connection.prepareStatement("UPDATE external_id e SET person = m.survivor"
                + " FROM unnest(?, ?) AS m(child, survivor) WHERE e.person = m.child");
        tell = connection.prepareStatement("INSERT INTO merge (child, survivor) SELECT * FROM unnest(?, ?)");
        delete = connection.prepareStatement("DELETE FROM person WHERE id = ANY (?)");
        add = connection.prepareStatement(
                "INSERT INTO external_id (type, value, person) SELECT * FROM unnest(?, ?, ?)");
    }

    @Override
    public void add(List<ExternalId> ids) throws SQLException {
        batch.add(ids);
        if (batch.size() == EVENTS) {
            finish();
        }
    }

    @Override
    public void finish() throws SQLException {
        if (!batch.isEmpty()) {
            transact(this::resolve);
            batch.clear();
        }
    }

    private boolean resolve() throws SQLException {
        PersonsOfBatch persons = new PersonsOfBatch(find());
        batch.forEach(persons::resolve);
        if (!lock(persons.touched())) {
            return false;
        }
        create(persons.created());
        name(persons.named());
        merge(persons.merged());
        add(persons);
        return true;
    }

    private Map<ExternalId, Person> find() throws SQLException {
        Set<ExternalId> distinct = new LinkedHashSet<>();
        batch.forEach(distinct::addAll);
        List<ExternalId> ids = List.copyOf(distinct);
        find.setArray(1, types(ids));
        find.setArray(2, values(ids));
        Map<ExternalId, Person> owners = new HashMap<>();
        Map<Long, Person> persons = new HashMap<>();
        try (ResultSet rows = find.executeQuery()) {
            while (rows.next()) {
                long id = rows.getLong(3);
                Person person = persons.get(id);
                if (person == null) {
                    person = PersonsOfBatch.stored(id, rows.getString(4));
                    persons.put(id, person);
                }
                owners.put(externalId(rows.getShort(1), rows.getString(2)), person);
            }
        }
        return owners;
    }

    private boolean lock(List<Person> persons) throws SQLException {
        if (persons.isEmpty()) {
            return true;
        }
        lock.setArray(1, longs(persons, Person::id));
        try (ResultSet rows = lock.executeQuery()) {
            for (Person person : persons) {
                boolean same = rows.next()
                        && rows.getLong(1) == person.id()
                        && Objects.equals(rows.getString(2), person.storedUser);
                if (!same) {
                    return false;
                }
            }
        }
        return true;
    }

    private void create(List<Person> persons) throws SQLException {
        if (persons.isEmpty()) {
            return;
        }
        numbers.setInt(1, persons.size());
        try (ResultSet rows = numbers.executeQuery()) {
            for (Person person : persons) {
                rows.next();
                person.number(rows.getLong(1));
            }
        }
        create.setArray(1, longs(persons, Person::id));
        create.setArray(2, users(persons));
        create.executeUpdate();
    }

    private void name(List<Person> persons) throws SQLException {
        if (!persons.isEmpty()) {
            name.setArray(1, longs(persons, Person::id));
            name.setArray(2, users(persons));
            name.executeUpdate();
        }
    }

    private void merge(List<Person> persons) throws SQLException {
        if (!persons.isEmpty()) {
            Array children = longs(persons, Person::id);
            Array survivors = longs(persons, person -> person.survivor().id());
            repoint.setArray(1, children);
            repoint.setArray(2, survivors);
            repoint.executeUpdate();
            tell.setArray(1, children);
            tell.setArray(2, survivors);
            tell.executeUpdate();
            delete.setArray(1, children);
            delete.executeUpdate();
        }
    }

    /** In one order: whoever adds several external IDs waits for others in that order only. */
    private void add(PersonsOfBatch persons) throws SQLException {
        List<ExternalId> ids = persons.added().stream().sorted(BY_KEY).toList();
        if (!ids.isEmpty()) {
            add.setArray(1, types(ids));
            add.setArray(2, values(ids));
            add.setArray(3, longs(ids, id -> persons.ownerOf(id).id()));
            add.executeUpdate();
        }
    }

    private <T> Array longs(List<T> of, Function<T, Long> number) throws SQLException {
        return connection.createArrayOf("int8", of.stream().map(number).toArray(Long[]::new));
    }

    private Array users(List<Person> persons) throws SQLException {
        return connection.createArrayOf(
                "text", persons.stream().map(Person::user).toArray(String[]::new));
    }
}
