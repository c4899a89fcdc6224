package io.tributary.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Who is behind an event, from the lines of truth that {@link TrafficGenerator} writes. They are read no further than
 * is needed: asked in the order of the events, or nearly so, it holds next to nothing of them.
 */
public final class TruthFile implements ToIntFunction<String>, Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An event that has been read and not asked for yet. */
    private record Ahead(int person, int times) {}

    private final BufferedReader lines;
    private final Map<String, Ahead> ahead = new HashMap<>();

    public TruthFile(BufferedReader lines) {
        this.lines = lines;
    }

    /**
     * The person, -1 if the truth does not know the event. Events that arrive twice may be asked for twice.
     *
     * @throws UncheckedIOException if the file cannot be read or a line is not one of truth
     */
    @Override
    public int applyAsInt(String messageId) {
        try {
            while (!ahead.containsKey(messageId)) {
                String line = lines.readLine();
                if (line == null) {
                    return -1;
                }
                JsonNode truth = JSON.readTree(line);
                int person = truth.path("person").asInt(-1);
                ahead.merge(
                        truth.path("messageId").asText(),
                        new Ahead(person, 1),
                        (one, two) -> new Ahead(person, one.times + two.times));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the truth cannot be read", e);
        }
        Ahead found = ahead.remove(messageId);
        if (found == null) {
            return -1;
        }
        if (found.times > 1) {
            ahead.put(messageId, new Ahead(found.person, found.times - 1));
        }
        return found.person;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
