package io.tributary.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Collection;
import io.tributary.model.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether an office became a person: how many canonical profiles of one space hold external IDs of several people of one
 * {@linkplain Offices office}, once everything has been emitted. Whose an external ID is, the event tells that added it.
 * An office is known by its address.
 */
public final class OfficeCheck {
    /**
     * @param profiles canonical ones that hold external IDs of at least one person of an office
     * @param joined those that hold two or more people of the same office, whatever joined them
     * @param joinedAtAddress those of them that the office's own address leads to
     */
    public record Result(int profiles, int joined, int joinedAtAddress) {}

    /** @param people of each office that the profile holds somebody of */
    private record Holding(Map<String, Set<Integer>> people, Set<String> values) {}

    private final ObjectMapper json = new ObjectMapper();
    private final ToIntFunction<String> personOf;
    private final IntFunction<@Nullable String> officeOf;
    private final Map<String, Holding> holdings = new HashMap<>();

    /**
     * @param personOf who is behind the event of a messageId, negative if nobody knows; is asked more than once, and in
     *     any order
     * @param officeOf the address of the office that a person works in, null for none
     */
    public OfficeCheck(ToIntFunction<String> personOf, IntFunction<@Nullable String> officeOf) {
        this.personOf = personOf;
        this.officeOf = officeOf;
    }

    /**
     * Takes a record into account; those of one profile in their order, topics other than {@code profiles} are ignored.
     *
     * @throws UncheckedIOException if the record is not JSON
     */
    public void accept(TopicRecord record) {
        byte[] key = record.key();
        if (record.topic() != Topic.PROFILES || key == null) {
            return;
        }
        String profile = new String(key, StandardCharsets.UTF_8);
        byte[] value = record.value();
        holdings.remove(profile);
        if (value != null) {
            Holding holding = holding(value);
            if (!holding.people.isEmpty()) {
                holdings.put(profile, holding);
            }
        }
    }

    private Holding holding(byte[] value) {
        Holding holding = new Holding(new HashMap<>(), new HashSet<>());
        try {
            JsonNode record = json.readTree(value);
            if (record.path("collection").asText().equals(Collection.ACCOUNTS.wireName())) {
                return holding;
            }
            for (JsonNode id : record.path("externalIds")) {
                if (id.path("boundary").asBoolean()) {
                    continue; // holds nobody together: many profiles have it, with the evidence of the one it came from
                }
                holding.values.add(id.path("id").asText());
                int person = personOf.applyAsInt(id.path("messageId").asText());
                String office = person < 0 ? null : officeOf.apply(person);
                if (office != null) {
                    holding.people
                            .computeIfAbsent(office, its -> new HashSet<>())
                            .add(person);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a profile is not JSON", e);
        }
        return holding;
    }

    /** How things stand after what has been taken into account. */
    public Result result() {
        int joined = 0;
        int joinedAtAddress = 0;
        for (Holding holding : holdings.values()) {
            boolean any = false;
            boolean atAddress = false;
            for (Map.Entry<String, Set<Integer>> office : holding.people.entrySet()) {
                if (office.getValue().size() > 1) {
                    any = true;
                    atAddress |= holding.values.contains(office.getKey());
                }
            }
            joined += any ? 1 : 0;
            joinedAtAddress += atAddress ? 1 : 0;
        }
        return new Result(holdings.size(), joined, joinedAtAddress);
    }
}
