package io.tributary.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind each event, and who works in which office, from the lines of truth that {@link TrafficGenerator} writes:
 * all of them in memory, some 150 bytes an event, so that it can be asked in any order.
 */
public final class WholeTruth implements ToIntFunction<String> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Integer> people = new HashMap<>();
    private final Map<Integer, String> offices = new HashMap<>();

    /** @throws IOException if the lines cannot be read, or one is none of truth */
    public WholeTruth(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode truth = JSON.readTree(line);
            if (!truth.hasNonNull("messageId") || !truth.path("person").isInt()) {
                throw new IOException("not a line of truth: expected a messageId and a person");
            }
            int person = truth.path("person").asInt();
            people.put(truth.path("messageId").asText(), person);
            if (truth.hasNonNull("office")) {
                offices.put(person, truth.path("office").asText());
            }
        }
    }

    /** The person, -1 if the truth does not know the event. */
    @Override
    public int applyAsInt(String messageId) {
        return people.getOrDefault(messageId, -1);
    }

    /** The address of the office that a person works in, null for none. */
    public @Nullable String officeOf(int person) {
        return offices.get(person);
    }

    public boolean hasOffices() {
        return !offices.isEmpty();
    }
}
