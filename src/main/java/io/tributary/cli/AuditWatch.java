package io.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.kafka.CommandChannel;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for the answer to a command among the records of the audit topic. */
final class AuditWatch {
    private static final String REPEATED = "repeated";

    private final ObjectMapper json = new ObjectMapper();
    private final CommandChannel channel;

    AuditWatch(CommandChannel channel) {
        this.channel = channel;
    }

    /** @param status as the job tells it */
    record Answer(String status, long sequence, String detail) {
        boolean isDone() {
            return status.equals("done");
        }
    }

    /**
     * The answer to a command that has been sent, null if none comes in time. That of a command that had one before is
     * the one that it had, as long as the topic has kept it.
     */
    @Nullable
    Answer answer(String commandId, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Answer answer = next(commandId, deadline);
        if (answer == null || !answer.status.equals(REPEATED)) {
            return answer;
        }
        channel.rewind();
        Answer first = next(commandId, deadline);
        return first == null || first.status.equals(REPEATED) ? answer : first;
    }

    private @Nullable Answer next(String commandId, long deadline) {
        for (long rest = deadline - System.nanoTime(); rest > 0; rest = deadline - System.nanoTime()) {
            for (byte[] value : channel.poll(Duration.ofNanos(rest))) {
                JsonNode record = read(value);
                if (record.path("kind").asText().equals("command")
                        && record.path("commandId").asText().equals(commandId)) {
                    return new Answer(
                            record.path("status").asText(),
                            record.path("sequence").asLong(),
                            record.path("detail").asText());
                }
            }
        }
        return null;
    }

    private JsonNode read(byte[] value) {
        try {
            return json.readTree(value);
        } catch (IOException e) {
            throw new CommandFailure("a record of the audit topic is not JSON", e);
        }
    }
}
