package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.TopicRecord;
import io.tributary.model.Topic;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OfficeCheckTest {
    /** A messageId begins with its person; persons 1 to 3 work in office 0, 4 and 5 in office 1, 6 in none. */
    private final OfficeCheck check = new OfficeCheck(
            messageId -> messageId.isEmpty() ? -1 : messageId.charAt(0) - '0',
            person -> person <= 3 ? "40.0.0.0" : person <= 5 ? "40.0.0.1" : null);

    private void profile(String profile, String collection, String... idsAndMessageIds) {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < idsAndMessageIds.length; i += 2) {
            ids.append(i == 0 ? "" : ",").append("{\"id\":\"").append(idsAndMessageIds[i]);
            ids.append("\",\"messageId\":\"").append(idsAndMessageIds[i + 1]).append("\"}");
        }
        record(profile, "{\"collection\":\"" + collection + "\",\"externalIds\":[" + ids + "]}");
    }

    private void record(String profile, String json) {
        check.accept(new TopicRecord(
                Topic.PROFILES,
                ("main/" + profile).getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void colleagues_in_one_profile_are_counted_and_whether_the_address_leads_there() {
        profile("A", "users", "a1", "1-x", "40.0.0.0", "2-x");
        profile("B", "users", "a3", "3-x", "a4", "4-x", "40.0.0.1", "4-y");
        profile("C", "users", "a5", "5-x", "a6", "4-z", "40.0.0.0", "6-x");
        profile("D", "users", "a7", "6-x", "a8", "");
        profile("E", "accounts", "co-1", "1-x", "co-2", "2-x");

        assertThat(check.result()).isEqualTo(new OfficeCheck.Result(3, 2, 1));
    }

    @Test
    void only_the_newest_record_of_a_profile_counts() {
        profile("A", "users", "a1", "1-x", "a2", "2-x");
        profile("B", "users", "a3", "1-x", "a4", "2-x");
        profile("C", "users", "a5", "1-x", "a6", "2-x");
        profile("A", "users", "a1", "1-x");
        record("B", "{\"collection\":\"users\",\"canonical\":\"A\"}");
        check.accept(new TopicRecord(Topic.PROFILES, "main/C".getBytes(StandardCharsets.UTF_8), null));

        assertThat(check.result()).isEqualTo(new OfficeCheck.Result(1, 0, 0));
    }

    @Test
    void a_boundary_that_a_colleague_brought_joins_nobody() {
        record(
                "A",
                "{\"collection\":\"users\",\"externalIds\":[{\"id\":\"a1\",\"messageId\":\"1-x\"},"
                        + "{\"id\":\"co\",\"messageId\":\"2-x\",\"boundary\":true}]}");

        assertThat(check.result()).isEqualTo(new OfficeCheck.Result(1, 0, 0));
    }
}
