package io.tributary.bench;

import io.tributary.model.ExternalId;
import io.tributary.rules.IdentifierRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A few events resolved in memory, over what a database knows of their external IDs: {@code user_id} once a person, what
 * would bring a second one set aside, lowest priority first. In the end it says what is to be written.
 */
final class PersonsOfBatch {
    /** Persons that are not stored yet follow all that are. */
    private static final long FIRST_CREATED = 1L << 62;

    private final Map<ExternalId, Person> owners;
    private final Map<ExternalId, Person> added = new LinkedHashMap<>();
    private final List<Person> persons = new ArrayList<>();
    private long nextCreated = FIRST_CREATED;

    /** A person, stored or yet to be. */
    static final class Person {
        private final long order;
        final @Nullable String storedUser;
        private long id;
        private @Nullable String user;
        private @Nullable Person mergedInto;
        private boolean touched;

        private Person(long order, @Nullable String user) {
            this.order = order;
            this.id = order;
            this.storedUser = user;
            this.user = user;
        }

        long id() {
            return id;
        }

        @Nullable
        String user() {
            return user;
        }

        boolean isStored() {
            return order < FIRST_CREATED;
        }

        boolean isMerged() {
            return mergedInto != null;
        }

        /** Whoever it has been merged into, itself if it has not. */
        Person survivor() {
            Person at = this;
            for (Person next = at.mergedInto; next != null; next = at.mergedInto) {
                at = next;
            }
            return at;
        }

        /** Gives one that is not stored yet its number. */
        void number(long given) {
            id = given;
        }
    }

    static Person stored(long id, @Nullable String user) {
        return new Person(id, user);
    }

    /** @param owners of the events' external IDs, those that have one; it grows */
    PersonsOfBatch(Map<ExternalId, Person> owners) {
        this.owners = owners;
        owners.values().stream().distinct().forEach(persons::add);
    }

    /** @param ids of one event, by priority */
    void resolve(List<ExternalId> ids) {
        ExternalId first = ids.get(0);
        String user = first.type().equals(IdentifierRule.USER_ID) ? first.value() : null;
        List<Person> candidates = new ArrayList<>(2);
        List<ExternalId> fresh = new ArrayList<>(2);
        for (ExternalId id : ids) {
            Person known = owners.get(id);
            Person owner = known == null ? null : known.survivor();
            String its = owner == null ? null : owner.user;
            if (its != null && user != null && !its.equals(user)) {
                break; // it and all that follow it are set aside
            }
            user = its == null ? user : its;
            if (owner == null) {
                fresh.add(id);
            } else if (!candidates.contains(owner)) {
                candidates.add(owner);
            }
        }
        join(candidates, fresh, user);
    }

    private void join(List<Person> candidates, List<ExternalId> fresh, @Nullable String user) {
        Person survivor = candidates.stream()
                .min(Comparator.comparingLong(person -> person.order))
                .orElseGet(() -> create(user));
        boolean changes = candidates.size() > 1 || !fresh.isEmpty();
        for (Person candidate : candidates) {
            candidate.touched |= changes;
            candidate.mergedInto = candidate == survivor ? null : survivor;
        }
        survivor.user = user;
        for (ExternalId id : fresh) {
            owners.put(id, survivor);
            added.put(id, survivor);
        }
    }

    private Person create(@Nullable String user) {
        Person created = new Person(nextCreated++, user);
        persons.add(created);
        return created;
    }

    /** Stored persons that are written, by number: they must still be what they were when they were read. */
    List<Person> touched() {
        return persons.stream()
                .filter(person -> person.isStored() && person.touched)
                .sorted(Comparator.comparingLong(Person::id))
                .toList();
    }

    /** Those to be stored, in the order in which they were created. */
    List<Person> created() {
        return persons.stream()
                .filter(person -> !person.isStored() && !person.isMerged())
                .toList();
    }

    /** Stored ones that have been merged. */
    List<Person> merged() {
        return persons.stream()
                .filter(person -> person.isStored() && person.isMerged())
                .toList();
    }

    /** Stored ones that have become known by a {@code user_id}. */
    List<Person> named() {
        return persons.stream()
                .filter(person -> person.isStored() && !person.isMerged())
                .filter(person -> person.storedUser == null && person.user != null)
                .toList();
    }

    /** The external IDs that are new. */
    List<ExternalId> added() {
        return List.copyOf(added.keySet());
    }

    /** Whose a new one is. */
    Person ownerOf(ExternalId id) {
        Person owner = added.get(id);
        if (owner == null) {
            throw new IllegalArgumentException("not new: " + id);
        }
        return owner.survivor();
    }
}
