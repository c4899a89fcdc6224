package io.tributary.codec;

import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.ProfileId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Commands that are nearly right. */
final class CommandFuzz {
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "17",
            "-1e999999999",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"漢字 😀\"",
            "[]",
            "[{}]",
            "{}",
            "{\"id\":[1]}",
            "\"" + "x".repeat(2000) + "\"");

    private CommandFuzz() {}

    static CommandAnswer answer(Command command) {
        boolean fine = command.problem() == null;
        String detail = fine ? "done" : command.problem();
        return new CommandAnswer(
                command.space(),
                1,
                command,
                fine ? CommandAnswer.Status.DONE : CommandAnswer.Status.REFUSED,
                detail == null ? "" : detail);
    }

    static byte[] command(Random random, ProfileId profile) {
        List<String> members = new ArrayList<>();
        members.add(member(random, "commandId", "\"c-" + random.nextInt(100) + "\""));
        members.add(member(random, "space", random.nextInt(10) == 0 ? "\"nowhere\"" : "\"acme\""));
        List<Command.Kind> kinds = List.of(Command.Kind.values());
        Command.Kind kind = kinds.get(random.nextInt(kinds.size()));
        members.add(member(random, "command", "\"" + kind.wireName() + "\""));
        if (random.nextInt(4) > 0) {
            members.add(member(random, "externalId", externalId(random)));
        }
        if (random.nextInt(3) > 0) {
            members.add(member(random, "profileId", "\"" + profile + "\""));
        }
        if (random.nextBoolean()) {
            members.add(member(random, "reason", "\"ticket 4711\""));
        }
        if (random.nextBoolean()) {
            members.add(member(random, "timestamp", random.nextBoolean() ? "\"2026-03-01T10:00:00Z\"" : "5"));
        }
        java.util.Collections.shuffle(members, random);
        return damage(("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8), random);
    }

    private static String externalId(Random random) {
        List<String> types = List.of("email", "phone", "email_hash", "group_id", "new");
        List<String> ids = List.of("jane@example.com", "+49 30 12345678", "x", " ", "ab".repeat(32));
        return "{" + member(random, "collection", random.nextBoolean() ? "\"users\"" : "\"accounts\"") + ","
                + member(random, "type", "\"" + types.get(random.nextInt(types.size())) + "\"") + ","
                + member(random, "id", "\"" + ids.get(random.nextInt(ids.size())) + "\"") + "}";
    }

    /** Every now and then with a value that is none. */
    private static String member(Random random, String name, String value) {
        String odd = ODD.get(random.nextInt(ODD.size()));
        return "\"" + name + "\":" + (random.nextInt(16) == 0 ? odd : value);
    }

    /** Every fourth with a byte changed, or cut short. */
    private static byte[] damage(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> {
                return Arrays.copyOf(bytes, at);
            }
            default -> {
                return bytes;
            }
        }
        return bytes;
    }
}
