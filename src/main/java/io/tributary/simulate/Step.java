package io.tributary.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.model.ExternalId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happens in a worked example. */
public sealed interface Step {
    /** Whether it goes to the commands topic; everything else is an event. */
    boolean isCommand();

    /**
     * Its JSON. That of a command can only be made when everything before it has been resolved: it names a profile by
     * its ID, and who wrote the example did not know that.
     *
     * @throws ScenarioException if it names a profile that no event has created
     */
    byte[] json(Creators creators);

    /** An event. */
    @SuppressWarnings("ArrayRecordComponent") // only passed through
    record Event(byte[] bytes) implements Step {
        @Override
        public boolean isCommand() {
            return false;
        }

        @Override
        public byte[] json(Creators creators) {
            return bytes;
        }
    }

    /**
     * What an operator tells the space.
     *
     * @param place file and line, for messages
     * @param profile the event that creates the profile that is named, null if none is
     * @param time ISO 8601
     */
    record OperatorCommand(
            String place,
            String commandId,
            String command,
            @Nullable ExternalId externalId,
            @Nullable String profile,
            @Nullable String reason,
            String time)
            implements Step {
        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public boolean isCommand() {
            return true;
        }

        @Override
        public byte[] json(Creators creators) {
            ObjectNode json = JSON.createObjectNode();
            json.put("commandId", commandId).put("space", Scenario.SPACE).put("command", command);
            if (externalId != null) {
                json.putObject("externalId")
                        .put("collection", externalId.collection().wireName())
                        .put("type", externalId.type())
                        .put("id", externalId.value());
            }
            if (profile != null) {
                String profileId = creators.profileOf(profile);
                if (profileId == null) {
                    throw new ScenarioException(
                            List.of(place + ": " + command + ": event '" + profile + "' has created no profile"));
                }
                json.put("profileId", profileId);
            }
            if (reason != null) {
                json.put("reason", reason);
            }
            json.put("timestamp", time);
            return json.toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
