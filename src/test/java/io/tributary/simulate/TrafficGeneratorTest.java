package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrafficGeneratorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PARAMETER = Pattern.compile("(gclid|fbclid|ttclid|ehash)=[^&]+");
    private static final long SEED = 7;

    private record Traffic(List<String> events, List<JsonNode> truth) {}

    private static Traffic traffic(int events, int people, Mess mess) throws IOException {
        ByteArrayOutputStream eventLines = new ByteArrayOutputStream();
        ByteArrayOutputStream truthLines = new ByteArrayOutputStream();
        long made = new TrafficGenerator(events, people, SEED, mess).writeTo(eventLines, truthLines);
        assertThat(made).isEqualTo(events);
        List<JsonNode> truth = new ArrayList<>();
        for (String line : truthLines.toString(StandardCharsets.UTF_8).lines().toList()) {
            truth.add(JSON.readTree(line));
        }
        return new Traffic(eventLines.toString(StandardCharsets.UTF_8).lines().toList(), truth);
    }

    private static String sha256(long seed) throws Exception {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        new TrafficGenerator(10_000, 700, seed, Mess.HEAVY).writeTo(lines, null);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(lines.toByteArray()));
    }

    @Test
    void same_seed_makes_the_same_bytes_for_ever() throws Exception {
        assertThat(sha256(42)).isEqualTo("b2b79b291f0204606b00288c8434982a582b4b4704fb8b82af3ffbf7a3d22380");
    }

    @Test
    void another_seed_makes_other_bytes() throws Exception {
        assertThat(sha256(43)).isNotEqualTo(sha256(42));
    }

    @Test
    void every_event_is_json_with_what_the_spec_asks_for() throws Exception {
        Traffic traffic = traffic(10_000, 800, Mess.NORMAL);

        assertThat(traffic.events()).hasSize(10_000);
        Set<String> types = new HashSet<>();
        Set<String> sources = new HashSet<>();
        List<String> incomplete = new ArrayList<>();
        for (String line : traffic.events()) {
            JsonNode event = JSON.readTree(line);
            types.add(event.path("type").asText());
            sources.add(event.path("writeKey").asText());
            for (String time : List.of("timestamp", "originalTimestamp", "sentAt", "receivedAt")) {
                Instant.parse(event.path(time).asText());
            }
            if (event.path("messageId").asText().length() != 36
                    || !(event.hasNonNull("anonymousId") || event.hasNonNull("userId"))
                    || !event.path("context").path("library").isObject()
                    || !(event.path("traits").isObject()
                            || event.path("properties").isObject())) {
                incomplete.add(line);
            }
        }
        assertThat(incomplete).isEmpty();
        assertThat(types).containsExactlyInAnyOrder("page", "screen", "track", "identify", "group");
        assertThat(sources).containsExactlyInAnyOrder("web", "ios", "android", "server");
    }

    @Test
    void an_event_has_about_800_bytes() throws Exception {
        long characters = 0;
        for (String line : traffic(10_000, 800, Mess.NORMAL).events()) {
            characters += line.length();
        }
        assertThat(characters / 10_000).isBetween(700L, 900L);
    }

    @Test
    void times_ascend_and_everybody_turns_up() throws Exception {
        Traffic traffic = traffic(10_000, 600, Mess.NONE);

        int descents = 0;
        Instant last = Instant.EPOCH;
        for (String line : traffic.events()) {
            Instant time = Instant.parse(JSON.readTree(line).path("timestamp").asText());
            descents += time.isBefore(last) ? 1 : 0;
            last = time;
        }
        assertThat(descents).isZero();
        Set<Integer> people = new HashSet<>();
        traffic.truth().forEach(truth -> people.add(truth.path("person").asInt()));
        assertThat(people).hasSize(600);
    }

    @Test
    void clean_traffic_has_no_id_of_two_people_and_few_ids_a_person() throws Exception {
        Traffic traffic = traffic(12_000, 600, Mess.NONE);

        Map<String, Integer> owners = new HashMap<>();
        Set<String> shared = new HashSet<>();
        Map<Integer, Set<String>> anonymousIds = new HashMap<>();
        for (int i = 0; i < traffic.events().size(); i++) {
            JsonNode event = JSON.readTree(traffic.events().get(i));
            int person = traffic.truth().get(i).path("person").asInt();
            List<JsonNode> ids = new ArrayList<>(List.of(
                    event.path("anonymousId"),
                    event.path("userId"),
                    event.path("traits").path("email"),
                    event.path("properties").path("email"),
                    event.path("context").path("device").path("id"),
                    event.path("context").path("device").path("token"),
                    event.path("context").path("ip")));
            parameters(event).forEach(parameter -> ids.add(TextNode.valueOf(parameter)));
            if (event.path("context").path("device").path("adTrackingEnabled").asBoolean()) {
                ids.add(event.path("context").path("device").path("advertisingId"));
            }
            for (JsonNode id : ids) {
                if (!id.isMissingNode() && owners.merge(id.asText(), person, (one, two) -> one) != person) {
                    shared.add(id.asText());
                }
            }
            if (event.hasNonNull("anonymousId")) {
                anonymousIds
                        .computeIfAbsent(person, key -> new HashSet<>())
                        .add(event.path("anonymousId").asText());
            }
        }
        assertThat(shared).isEmpty();
        assertThat(anonymousIds.values()).allSatisfy(ids -> assertThat(ids).hasSizeLessThanOrEqualTo(3));
    }

    /** Click IDs and the hash of an address. */
    private static List<String> parameters(JsonNode event) {
        List<String> values = new ArrayList<>();
        Matcher parameter =
                PARAMETER.matcher(event.path("context").path("page").path("url").asText());
        while (parameter.find()) {
            values.add(parameter.group());
        }
        return values;
    }

    @Test
    void heavy_mess_is_as_frequent_as_it_says() throws Exception {
        int events = 60_000;
        Traffic traffic = traffic(events, 4000, Mess.HEAVY);
        People people = new People(4000, SEED, Mess.HEAVY, Offices.NONE);
        Set<String> messageIds = new HashSet<>();
        int strangers = 0;
        int malformed = 0;
        int late = 0;
        int hardCoded = 0;
        int identifies = 0;
        int secondEmails = 0;
        int typos = 0;
        for (int i = 0; i < events; i++) {
            JsonNode truth = traffic.truth().get(i);
            messageIds.add(truth.path("messageId").asText());
            JsonNode event;
            try {
                event = JSON.readTree(traffic.events().get(i));
            } catch (JsonProcessingException e) {
                malformed++;
                continue;
            }
            strangers += event.path("messageId").equals(truth.path("messageId")) ? 0 : 1;
            Instant happened = Instant.parse(event.path("timestamp").asText());
            late += happened.plusSeconds(3600)
                            .isBefore(Instant.parse(event.path("receivedAt").asText()))
                    ? 1
                    : 0;
            hardCoded += isHardCoded(event.path("userId")) || isHardCoded(event.path("anonymousId")) ? 1 : 0;
            if (event.path("type").asText().equals("identify")) {
                String email = event.path("traits").path("email").asText();
                identifies++;
                if (email.endsWith("@work.example.net")) {
                    secondEmails++;
                } else if (!email.equals(email(people, truth.path("person").asInt()))) {
                    typos++;
                }
            }
        }
        assertThat(strangers).isZero();
        assertThat(share(events - messageIds.size(), events)).isBetween(0.025, 0.035);
        assertThat(share(malformed, events)).isBetween(0.0005, 0.0015);
        assertThat(share(late, events)).isBetween(0.025, 0.035);
        assertThat(share(hardCoded, events)).isBetween(0.016, 0.024);
        assertThat(share(secondEmails, identifies)).isBetween(0.08, 0.12);
        assertThat(share(typos, identifies)).isBetween(0.035, 0.065);
    }

    private static double share(int part, int whole) {
        return (double) part / whole;
    }

    private static boolean isHardCoded(JsonNode id) {
        return Set.of("null", "-1", "anonymous", "00000000-0000-0000").contains(id.asText());
    }

    private static String email(People people, int person) {
        JsonBytes email = new JsonBytes();
        people.putEmail(email, person);
        return new String(email.copyFrom(0), StandardCharsets.UTF_8);
    }

    @Test
    void one_at_a_time_makes_the_same_events_and_truth_as_all_at_once() throws Exception {
        Traffic all = traffic(3000, 100, Mess.HEAVY);
        TrafficGenerator generator = new TrafficGenerator(3000, 100, SEED, Mess.HEAVY);

        for (int i = 0; i < 3000; i++) {
            assertThat(generator.hasNext()).isTrue();
            assertThat(new String(generator.next(), StandardCharsets.UTF_8))
                    .isEqualTo(all.events().get(i));
            assertThat(JSON.readTree(generator.truth())).isEqualTo(all.truth().get(i));
            assertThat(all.truth().get(i).path("person").asInt()).isEqualTo(generator.person());
        }
        assertThat(generator.hasNext()).isFalse();
        assertThatThrownBy(generator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void a_message_id_tells_its_person_to_whoever_knows_the_seed() throws Exception {
        TrafficGenerator generator = new TrafficGenerator(0, 100, SEED, Mess.NORMAL);

        for (JsonNode truth : traffic(1000, 100, Mess.NORMAL).truth()) {
            assertThat(generator.personOf(truth.path("messageId").asText()))
                    .isEqualTo(truth.path("person").asInt());
        }
        assertThat(generator.personOf("e1")).isEqualTo(-1);
        assertThat(generator.personOf("00000000-0000-0000-0000-000000000000")).isEqualTo(-1);
    }

    @Test
    void numbers_out_of_range_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrafficGenerator(-1, 1, SEED, Mess.NONE))
                .withMessage("events is -1: it must not be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrafficGenerator(1, 0, SEED, Mess.NONE))
                .withMessage("people is 0: it must be from 1 to 16777216");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrafficGenerator(1, 99, SEED, Mess.NONE, new Offices(2, 50)))
                .withMessage("2 offices of 50 people: there are only 99 people");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Offices(1, 0))
                .withMessage("1 offices of 0 people: neither can be negative, and an office has at least one of them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mess.named("some"))
                .withMessage("mess 'some' is unknown: use one of none, normal, heavy");
    }
}
