package io.tributary.codec;

import static io.tributary.codec.SpaceBuilder.is;
import static io.tributary.codec.SpaceBuilder.matches;
import static io.tributary.codec.SpaceBuilder.path;
import static io.tributary.codec.SpaceBuilder.space;
import static io.tributary.codec.SpaceBuilder.type;
import static io.tributary.codec.SpaceBuilder.usual;
import static io.tributary.codec.SpaceBuilder.where;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.model.Bounds;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.OutputRecord;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.Resolution;
import io.tributary.model.UnresolvedReason;
import io.tributary.rules.Extraction;
import io.tributary.rules.Matching;
import io.tributary.rules.Normalizer;
import io.tributary.rules.RuleBook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events that are nearly right: what follows from any of them is well-formed and the same every time. */
class DecoderFuzzTest {
    private static final int EVENTS = 20_000;

    private static final List<String> KEYS = List.of(
            "type",
            "messageId",
            "timestamp",
            "originalTimestamp",
            "receivedAt",
            "sentAt",
            "writeKey",
            "userId",
            "anonymousId",
            "traits",
            "context",
            "email",
            "externalIds",
            "id",
            "collection",
            "encoding",
            "source",
            "device",
            "page",
            "url",
            "properties",
            "name",
            "\\ud83d\\ude00",
            "");

    private static final List<String> VALUES = List.of(
            "\"identify\"",
            "\"track\"",
            "\"PAGE\"",
            "\"users\"",
            "\"accounts\"",
            "\"none\"",
            "\"user_id\"",
            "\"email_hash\"",
            "\"crm\"",
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1772359200000",
            "1e400",
            "-0.0",
            "12345678901234567890.50",
            "\"\"",
            "\" Jane@Example.COM \"",
            "\"2026-03-01T10:00:00Z\"",
            "\"https://x.y/?gclid=%41&ehash=A%zz\"",
            "\"\\ud800\"",
            "\"+49 (0)30 1234-5678\"",
            "\"\\u0000\"",
            "\"a\\\"b\\\\\"",
            "\"漢字\"",
            "\"no-consent\"",
            "\"web\"",
            "{}",
            "[]",
            "{\"id\":\"1\",\"type\":\"crm\",\"collection\":\"users\",\"encoding\":\"none\"}");

    private static final RuleBook RULES = SpaceBuilder.book(
            usual().deny(where("anonymousId", matches("no-.*")))
                    .block(matches("^[0-]*$"))
                    .block(is(""))
                    .add(type("group_id").ofAccounts().from("id", "traits.id"))
                    .add(type("phone").normalize(Normalizer.PHONE).from("name", "context.device.id"))
                    .add(type("domain")
                            .matching(Matching.LEVEL)
                            .normalize(Normalizer.EMAIL_DOMAIN)
                            .from("traits.email"))
                    .level("household", type("domain"), type("crm").block(is("1"))),
            space("web")
                    .onlySources("web")
                    .addsNoTypes()
                    .add(type("email_hash")
                            .hashed()
                            .normalize(Normalizer.TRIM, Normalizer.LOWERCASE)
                            .from("traits.email", "email"))
                    .add(type("click")
                            .from(new Extraction(
                                    path("context.page.url"), List.of("gclid"), false, List.of(), Set.of())))
                    .add(type("name").from("name", "properties.name")));

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Bounds.MAX_NESTING + 1)
                            .maxNumberLength(Bounds.MAX_EVENT_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final EventDecoder decoder = new EventDecoder(RULES, true);
    private final EventDecoder other = new EventDecoder(RULES, true);
    private final RecordEncoder encoder = new RecordEncoder(SpaceBuilder.FINGERPRINT);
    private final EventClock clock = new EventClock();
    private int observed;
    private int rejected;

    @Test
    void whatever_comes_in_comes_out_well_formed() throws IOException {
        long seed = 4711;
        System.out.println("DecoderFuzzTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < EVENTS; i++) {
            byte[] event = damage(event(random), random);
            long time = random.nextInt(4) == 0 ? RawRecord.NO_TIMESTAMP : 1772359200000L;
            check(new RawRecord("events", random.nextInt(3) - 1, i, time, random.nextBoolean() ? "web" : null, event));
        }
        assertThat(observed).isGreaterThan(EVENTS / 5);
        assertThat(rejected).isGreaterThan(EVENTS / 5);
    }

    private void check(RawRecord raw) throws IOException {
        byte[] value = raw.value();
        String event = value == null ? "" : new String(value, StandardCharsets.UTF_8);
        Decoded decoded = Decoded.of(decoder, raw);
        assertThat(Decoded.of(other, raw)).as(event).isEqualTo(decoded);
        if (decoded.rejections().isEmpty()) {
            observed++;
            assertThat(decoded.observations())
                    .as(event)
                    .extracting(Observation::time)
                    .containsOnly(clock.of(raw));
            assertThat(decoded.observations())
                    .as(event)
                    .extracting(Observation::space)
                    .startsWith("acme")
                    .doesNotHaveDuplicates();
        } else {
            rejected++;
            long time = clock.of(raw);
            assertThat(time == RawRecord.NO_TIMESTAMP || (time >= 0 && time <= Iso8601.LATEST))
                    .as(event)
                    .isTrue();
            assertThat(decoded.rejections()).as(event).hasSize(1);
            assertThat(decoded.observations()).as(event).isEmpty();
        }
        for (Rejected rejection : decoded.rejections()) {
            encodes(rejection);
        }
        for (Observation observation : decoded.observations()) {
            holdsBounds(observation);
            encodes(resolution(observation));
        }
    }

    private static void holdsBounds(Observation observation) throws IOException {
        assertThat(observation.ids())
                .filteredOn(id -> !id.collection().isLevel())
                .hasSizeLessThanOrEqualTo(Bounds.MAX_IDS)
                .noneMatch(id -> id.type().equals("domain")
                        && id.collection().equals(Collection.USERS)
                        && observation.space().equals("acme"));
        assertThat(new HashSet<>(observation.ids())).hasSameSizeAs(observation.ids());
        for (ExternalId id : observation.ids()) {
            assertThat(id.value()).isNotEmpty().hasSizeLessThanOrEqualTo(Bounds.MAX_VALUE_CHARS);
            assertThat(Surrogates.replaceLone(id.value())).isSameAs(id.value());
            assertThat(id.type()).isNotEmpty().hasSizeLessThanOrEqualTo(Bounds.MAX_TYPE_CHARS);
        }
        assertThat(observation.time()).isBetween(0L, Iso8601.LATEST);
        assertThat(observation.traits()).hasSizeLessThanOrEqualTo(Bounds.MAX_TRAITS);
        for (String trait : observation.traits().values()) {
            assertThat(JSON.readTree(trait)).isNotNull();
        }
    }

    private static Resolution resolution(Observation observation) {
        List<ExternalId> ids = observation.ids().stream()
                .filter(id -> !id.collection().isLevel())
                .toList();
        boolean resolved = !ids.isEmpty();
        return new Resolution(
                observation.space(),
                1,
                observation.messageId(),
                observation.type(),
                observation.time(),
                resolved ? ProfileId.at(ProfileId.Kind.USER, observation.time(), 1, 2) : null,
                null,
                Collections.emptySortedMap(),
                resolved ? Outcome.CREATED : Outcome.UNRESOLVED,
                resolved ? null : UnresolvedReason.NO_IDENTIFIERS,
                ids,
                observation.setAside(),
                observation.setAsideOmitted(),
                observation.traitsOmitted(),
                observation.event());
    }

    private void encodes(OutputRecord record) throws IOException {
        TopicRecord encoded = encoder.encode(record);
        byte[] value = Objects.requireNonNull(encoded.value());
        assertThat(Utf8.firstInvalid(value)).isEqualTo(-1);
        JsonNode json = JSON.readTree(value);
        SchemaCheck.isValid(encoded.topic(), json);
    }

    private static String event(Random random) {
        StringBuilder json = new StringBuilder();
        object(json, random, 0);
        if (random.nextInt(8) > 0) {
            json.insert(
                    1,
                    "\"type\":\"" + (random.nextBoolean() ? "identify" : "page") + "\""
                            + (json.length() > 2 ? "," : ""));
        }
        return json.toString();
    }

    private static void object(StringBuilder json, Random random, int depth) {
        json.append('{');
        int members = random.nextInt(depth == 0 ? 14 : 6);
        for (int i = 0; i < members; i++) {
            json.append(i == 0 ? "" : ",");
            String key = KEYS.get(random.nextInt(KEYS.size()));
            json.append('"').append(key).append("\":");
            boolean holder =
                    key.equals("context") || key.equals("traits") || key.equals("page") || key.equals("source");
            if (key.equals("externalIds") && random.nextInt(4) > 0) {
                array(json, random, depth + 1);
            } else if (holder && random.nextInt(5) > 0 && depth < 5) {
                object(json, random, depth + 1);
            } else {
                value(json, random, depth);
            }
        }
        json.append('}');
    }

    private static void array(StringBuilder json, Random random, int depth) {
        json.append('[');
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            json.append(i == 0 ? "" : ",");
            value(json, random, depth);
        }
        json.append(']');
    }

    private static void value(StringBuilder json, Random random, int depth) {
        switch (random.nextInt(12)) {
            case 0 -> deeper(json, random, depth);
            case 1 -> json.append('"').append("x".repeat(random.nextInt(700))).append('"');
            default -> json.append(VALUES.get(random.nextInt(VALUES.size())));
        }
    }

    private static void deeper(StringBuilder json, Random random, int depth) {
        if (depth > 6) {
            json.append("[]");
        } else if (random.nextBoolean()) {
            object(json, random, depth + 1);
        } else {
            array(json, random, depth + 1);
        }
    }

    /** Every third event with a byte changed, taken out or doubled, or cut short. */
    private static byte[] damage(String event, Random random) {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(bytes.length);
        byte[] damaged = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, damaged, 0, at);
        System.arraycopy(bytes, at, damaged, at + 1, bytes.length - at);
        switch (random.nextInt(12)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> damaged[at] = "\"{}[],:\\0".getBytes(StandardCharsets.UTF_8)[random.nextInt(9)];
            case 2 -> damaged[at] = (byte) random.nextInt(256);
            case 3 -> damaged = java.util.Arrays.copyOf(bytes, at);
            default -> damaged = bytes;
        }
        return damaged;
    }
}
