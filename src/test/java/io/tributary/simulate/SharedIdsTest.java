package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What generated people share with others: connections, links, employers. */
class SharedIdsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CLICK = Pattern.compile("(gclid|fbclid|ttclid)=[^&]+");
    private static final Pattern HASH = Pattern.compile("ehash=([0-9a-f]{64})$");
    private static final long SEED = 5;
    private static final int PEOPLE = 2000;
    private static final Offices OFFICES = new Offices(2, 300);

    private record Event(JsonNode json, int person, JsonNode truth) {
        String ip() {
            return json.path("context").path("ip").asText();
        }

        String url() {
            return json.path("context").path("page").path("url").asText();
        }

        OffsetDateTime sent() {
            return Instant.parse(json.path("sentAt").asText()).atOffset(ZoneOffset.UTC);
        }
    }

    private static List<Event> events(Mess mess, Offices offices) throws IOException {
        TrafficGenerator traffic = new TrafficGenerator(40_000, PEOPLE, SEED, mess, offices);
        List<Event> events = new ArrayList<>();
        while (traffic.hasNext()) {
            byte[] event = traffic.next();
            if (event[event.length - 1] == '}') { // else it is cut off
                events.add(new Event(JSON.readTree(event), traffic.person(), JSON.readTree(traffic.truth())));
            }
        }
        return events;
    }

    private static boolean isAtWork(OffsetDateTime time) {
        return time.getHour() >= 9 && time.getHour() < 17;
    }

    @Test
    void people_of_an_office_share_its_address_at_work_and_only_then() throws IOException {
        TrafficGenerator who = new TrafficGenerator(0, PEOPLE, SEED, Mess.NORMAL, OFFICES);
        Map<String, Set<Integer>> peopleOf = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (Event event : events(Mess.NORMAL, OFFICES)) {
            int office = who.officeOf(event.person());
            // A message is sent milliseconds after the moment that decides where the person is.
            OffsetDateTime sent = event.sent().minusNanos(250_000_000);
            boolean clear = isAtWork(sent) == isAtWork(event.sent());
            boolean atOffice = office >= 0 && event.ip().equals(who.officeIp(office));
            if (clear && !event.ip().isEmpty() && atOffice != (office >= 0 && isAtWork(sent))) {
                wrong.add(event.json().toString());
            }
            if (event.ip().startsWith("40.")) {
                peopleOf.computeIfAbsent(event.ip(), ip -> new TreeSet<>()).add(event.person());
            }
            if (!event.truth().path("office").asText().equals(office < 0 ? "" : who.officeIp(office))) {
                wrong.add(event.truth().toString());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(peopleOf.keySet()).containsExactlyInAnyOrder(who.officeIp(0), who.officeIp(1));
        assertThat(peopleOf.values()).allSatisfy(people -> assertThat(people).hasSizeBetween(150, 300));
    }

    @Test
    void an_office_has_as_many_people_as_it_says_and_no_two_of_one_household() {
        TrafficGenerator who = new TrafficGenerator(0, PEOPLE, SEED, Mess.NONE, OFFICES);
        int[] sizes = new int[2];
        int couples = 0;
        for (int person = 0; person < PEOPLE; person++) {
            int office = who.officeOf(person);
            if (office >= 0) {
                sizes[office]++;
                couples += who.officeOf(person ^ 1) == office ? 1 : 0;
            }
        }
        assertThat(sizes).containsExactly(300, 300);
        assertThat(couples).isZero();
        assertThat(new TrafficGenerator(0, 5, SEED, Mess.NONE, new Offices(1, 5)).officeOf(4))
                .isZero();
    }

    @Test
    void without_offices_nobody_works_in_one() throws IOException {
        assertThat(events(Mess.HEAVY, new Offices(0, 500)).stream()
                        .filter(event ->
                                event.ip().startsWith("40.") || event.truth().has("office")))
                .isEmpty();
    }

    @Test
    void a_share_of_the_households_has_one_connection() throws IOException {
        Map<String, Set<Integer>> peopleOf = new HashMap<>();
        for (Event event : events(Mess.NORMAL, Offices.NONE)) {
            if (!event.ip().isEmpty()) {
                peopleOf.computeIfAbsent(event.ip(), ip -> new HashSet<>()).add(event.person());
            }
        }
        assertThat(peopleOf.values())
                .allSatisfy(people -> assertThat(people.stream().map(person -> person / 2))
                        .containsOnly(people.iterator().next() / 2));
        long shared =
                peopleOf.values().stream().filter(people -> people.size() == 2).count();
        assertThat((double) shared / (PEOPLE / 2)).isBetween(0.36, 0.46);
    }

    @Test
    void a_link_that_is_forwarded_carries_the_click_of_somebody_else() throws IOException {
        Map<String, Set<Integer>> peopleOf = new HashMap<>();
        Map<String, Integer> clicks = new TreeMap<>();
        for (Event event : events(Mess.HEAVY, Offices.NONE)) {
            Matcher click = CLICK.matcher(event.url());
            if (click.find()) {
                clicks.merge(click.group(1), 1, Integer::sum);
                peopleOf.computeIfAbsent(click.group(), id -> new HashSet<>()).add(event.person());
                assertThat(event.json().path("context").path("campaign").toString())
                        .contains(click.group().substring(click.group().indexOf('=') + 1));
            }
        }
        long all = clicks.values().stream().mapToLong(count -> count).sum();
        long others = peopleOf.values().stream()
                .mapToLong(people -> people.size() - 1)
                .sum();
        assertThat(clicks).containsOnlyKeys("gclid", "fbclid", "ttclid");
        assertThat((double) others / all).isBetween(0.03, 0.07);
    }

    @Test
    void the_link_of_a_mail_carries_the_hash_of_the_address_that_its_owner_signed_up_with() throws Exception {
        People people = new People(PEOPLE, SEED, Mess.NORMAL, Offices.NONE);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        int mails = 0;
        for (Event event : events(Mess.NORMAL, Offices.NONE)) {
            Matcher hash = HASH.matcher(event.url());
            if (hash.find()) {
                JsonBytes email = new JsonBytes();
                people.putEmail(email, event.person());
                byte[] address = new String(email.copyFrom(0), StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .getBytes(StandardCharsets.UTF_8);
                assertThat(hash.group(1)).isEqualTo(HexFormat.of().formatHex(sha256.digest(address)));
                mails++;
            }
        }
        assertThat(mails).isGreaterThan(50);
    }

    @Test
    void whoever_works_at_a_company_says_so_once_logged_in() throws IOException {
        Map<Integer, Set<String>> companiesOf = new HashMap<>();
        Map<String, Set<Integer>> peopleAt = new HashMap<>();
        int groupCalls = 0;
        for (Event event : events(Mess.NONE, OFFICES)) {
            JsonNode inContext = event.json().path("context").path("groupId");
            if (!inContext.isMissingNode()) {
                assertThat(event.json().hasNonNull("userId")).isTrue();
                companiesOf
                        .computeIfAbsent(event.person(), person -> new HashSet<>())
                        .add(inContext.asText());
                peopleAt.computeIfAbsent(inContext.asText(), company -> new HashSet<>())
                        .add(event.person());
            }
            if (event.json().path("type").asText().equals("group")) {
                assertThat(event.json().path("groupId")).isEqualTo(inContext);
                assertThat(event.json().path("traits").path("name").asText()).startsWith("Company ");
                groupCalls++;
            }
        }
        assertThat(companiesOf.values())
                .allSatisfy(companies -> assertThat(companies).hasSize(1));
        assertThat(peopleAt).hasSizeBetween(12, 22);
        assertThat(peopleAt.get("co-1000")).hasSizeBetween(200, 300);
        assertThat(groupCalls).isGreaterThan(200);
    }
}
