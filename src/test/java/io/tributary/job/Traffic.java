package io.tributary.job;

import io.tributary.model.RawRecord;
import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events for the tests of this package: a messy shop's, with records in between that are no events at all. */
final class Traffic {
    static final String TOPIC = "tributary.events";

    /** Two spaces of the same events that decide differently. */
    static final RulesText RULES = new RulesText("rules.yaml", """
            spaces:
              - {id: main, extends: segment, aliases: {emit: true}}
              - id: other
                extends: segment
                survivor: earliest_seen
                demotion: contributing
            """);

    private static final String[] HOSTILE = {
        null,
        "",
        "{",
        "[]",
        "42",
        "{\"type\":\"purchase\",\"userId\":\"u\"}",
        "\u0000\ud83d",
        "{\"type\":\"track\",\"userId\":{\"deep\":[[[[1]]]]}}",
        "{\"type\":\"track\",\"context\":{\"externalIds\":[1,null,{\"id\":\"x\"},{\"id\":\"y\",\"type\":\"z\"}]}}",
        "{\"type\":\"identify\",\"userId\":\"" + "x".repeat(600) + "\",\"traits\":{\"email\":\"A@B.C\",\"a\":null}}",
    };

    private Traffic() {}

    /** Records as they lie in one partition; every tenth is hostile. */
    static List<RawRecord> records(int count, int people, long seed) {
        TrafficGenerator generator = new TrafficGenerator(count, people, seed, Mess.HEAVY);
        List<RawRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] value = i % 10 == 9 ? bytes(HOSTILE[(i / 10) % HOSTILE.length]) : generator.next();
            records.add(new RawRecord(TOPIC, 0, i, 1_800_000_000_000L + i, null, value));
        }
        return records;
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
