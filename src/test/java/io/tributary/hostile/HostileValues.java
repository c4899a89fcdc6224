package io.tributary.hostile;

import java.util.List;
import java.util.Random;

/** JSON, or nearly, in places where something else belongs. */
final class HostileValues {
    private static final List<String> SMALL = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "\" \"",
            "0",
            "-0",
            "-1",
            "1e400",
            "-1e-400",
            "9223372036854775808",
            "0.1e2147483648",
            "NaN",
            "-Infinity",
            "01",
            "+1",
            ".5",
            "1.",
            "'x'",
            "undefined",
            "/**/1",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\\u0000\"",
            "\"\u202eevil\"",
            "\"\\x\"",
            "\"\t\"",
            "{\"a\":1,\"a\":{\"a\":[]}}",
            "{\"\":\"\"}",
            "{\"id\":[{}],\"type\":{}}");

    private static final List<String> TIMES = List.of(
            "\"9999-12-31T23:59:60Z\"",
            "\"+1000000000-01-01T00:00:00Z\"",
            "\"0000-00-00T00:00:00Z\"",
            "\"1969-12-31T23:59:59.999Z\"",
            "\"2026-02-30T25:61:61Z\"",
            "\"2026-03-01T10:00:00+99:99\"",
            "\"2026-03-01T10:00:00.123456789123456789Z\"",
            "\"-0001-01-01T00:00:00Z\"",
            "\"now\"",
            "1e18",
            "-9223372036854775808",
            "253402300800000");

    private static final List<String> URLS = List.of(
            "\"https://shop.example/?gclid=%\"",
            "\"https://shop.example/?gclid=%ff%fe&gclid=&gclid\"",
            "\"?&&&=&gclid==%00#?gclid=1\"",
            "\"http://[::1\"",
            "\"https://shop.example/?ehash=" + "0".repeat(64) + "\"",
            "\"https://shop.example/?" + "gclid=1&".repeat(2000) + "\"",
            "\"javascript:alert(1)?fbclid=%u0041\"",
            "\"//?gclid=%C0%80%ED%A0%80\"");

    private HostileValues() {}

    static String any(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> one(TIMES, random);
            case 1 -> one(URLS, random);
            case 2 -> large(random);
            case 3 -> externalIds(random);
            default -> one(SMALL, random);
        };
    }

    private static String one(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private static String large(Random random) {
        int size = 1 << random.nextInt(random.nextInt(50) == 0 ? 17 : 11);
        return switch (random.nextInt(8)) {
            case 0 -> "[".repeat(size) + "]".repeat(size);
            case 1 -> "{\"a\":".repeat(size) + "1" + "}".repeat(size);
            case 2 -> "\"" + "x".repeat(size) + "\"";
            case 3 -> "\"" + "\\ud83d\\ude00".repeat(Math.min(size, 4096)) + "\"";
            case 4 -> "1".repeat(size);
            case 5 -> "1e" + "9".repeat(size);
            case 6 -> members(random, size);
            default -> "[" + "0,".repeat(size) + "0]";
        };
    }

    private static String members(Random random, int size) {
        StringBuilder members = new StringBuilder("{");
        boolean same = random.nextBoolean();
        for (int i = 0; i < Math.min(size, 4096); i++) {
            members.append("\"k").append(same ? 0 : i).append("\":").append(i).append(',');
        }
        return members.append("\"z\":\"\"}").toString();
    }

    static String externalIds(Random random) {
        StringBuilder array = new StringBuilder("[");
        int count = random.nextInt(random.nextInt(20) == 0 ? 200 : 8);
        for (int i = 0; i < count; i++) {
            array.append(externalId(random)).append(',');
        }
        return array.append(one(SMALL, random)).append(']').toString();
    }

    private static String externalId(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> one(SMALL, random);
            case 1 -> "[" + one(SMALL, random) + "]";
            default ->
                "{\"id\":" + (random.nextBoolean() ? one(SMALL, random) : "\"x" + random.nextInt(1000) + "\"")
                        + ",\"type\":" + type(random)
                        + ",\"collection\":" + (random.nextInt(4) == 0 ? one(SMALL, random) : "\"users\"")
                        + ",\"encoding\":" + (random.nextInt(4) == 0 ? one(SMALL, random) : "\"none\"") + "}";
        };
    }

    private static String type(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> one(SMALL, random);
            case 1 -> "\"" + "t".repeat(random.nextInt(200)) + "\"";
            case 2 -> "\"t" + random.nextInt(100_000) + "\"";
            default -> "\"user_id\"";
        };
    }
}
