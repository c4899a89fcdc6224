package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.CommandDecoder;
import io.tributary.codec.EventDecoder;
import io.tributary.codec.RecordEncoder;
import io.tributary.codec.TopicRecord;
import io.tributary.engine.Decision;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Resolver;
import io.tributary.model.Command;
import io.tributary.model.Merge;
import io.tributary.model.Observation;
import io.tributary.model.OutputRecord;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens before and after every committed savepoint: something of all that state can hold. It is never changed, or
 * the savepoints that were made of it would be worth nothing; another one may be added beside it.
 */
final class SavedScenario {
    static final RulesText RULES = new RulesText("rules.yaml", """
            spaces:
              - {id: people, extends: segmentstream, sources: [web]}
              - {id: plain, extends: segment, sources: [app]}
              - {id: ordered, extends: segment, sources: [delayed], order: {event_time: 1h}}
            """);

    /** What a step is to the job. */
    enum Kind {
        EVENT,
        COMMAND,
        WAITING
    }

    /** @param json complete */
    record Step(Kind kind, String json) {
        byte[] bytes() {
            return json.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Of the last merge before a command. */
    private static final String MERGED = "$MERGED";

    private static final String SURVIVOR = "$SURVIVOR";

    private final RuleBook rules = RULES.compile();
    private final Map<String, MemoryGraphStore> graphs = new HashMap<>();
    private final RecordEncoder encoder = new RecordEncoder(rules.fingerprint());
    private final List<TopicRecord> records = new ArrayList<>();
    private final List<Observation> waiting = new ArrayList<>();
    private final List<Step> before = new ArrayList<>();
    private final List<Step> after = new ArrayList<>();
    private final List<Merge> merges = new ArrayList<>();
    private final int recordsBefore;
    private int count;

    SavedScenario() {
        people();
        plain();
        ordered();
        before.addAll(after);
        after.clear();
        recordsBefore = records.size();
        goOn();
        waiting.stream().sorted((a, b) -> Long.compare(a.time(), b.time())).forEach(this::resolve);
    }

    /** Up to the savepoint. */
    List<Step> before() {
        return before;
    }

    /** From the savepoint on; then the input ends. */
    List<Step> after() {
        return after;
    }

    /** What the engine emits for what comes after the savepoint, and for what has waited. */
    List<TopicRecord> recordsAfter() {
        return records.subList(recordsBefore, records.size());
    }

    private void people() {
        event(
                "web",
                "identify",
                "'userId':'u1','anonymousId':'a1','traits':{'email':'jane@home.example','plan':'pro'},"
                        + "'context':{'ip':'203.0.113.9','groupId':'acme'}");
        event("web", "track", "'anonymousId':'a2','context':{'ip':'198.51.100.7'}");
        event(
                "web",
                "identify",
                "'userId':'u2','anonymousId':'a3','traits':{'email':'joe@home.example'},"
                        + "'context':{'ip':'203.0.113.9'}");
        event("web", "track", "'userId':'u1','anonymousId':'a2','context':{'ip':'198.51.100.7'}");
        for (int i = 0; i < 101; i++) {
            event("web", "track", "'userId':'staff" + i + "','anonymousId':'s" + i + "','context':{'ip':'192.0.2.1'}");
        }
        command("people", "suppress", externalId("email_hash", "joe@home.example"));
    }

    private void plain() {
        event("app", "identify", "'anonymousId':'a1','traits':{'plan':'free','gone':null}");
        event("app", "identify", "'userId':'u1','anonymousId':'a2','traits':{'email':'kid@home.example'}");
        event("app", "track", "'userId':'u1','anonymousId':'a1'");
        command("plain", "unmerge", "'profileId':'" + MERGED + "'");
        event("app", "group", "'userId':'u1','groupId':'acme','traits':{'name':'Acme'}");
        event("app", "track", "'anonymousId':'a4'");
        event("app", "track", "'userId':'u4','anonymousId':'a5'");
        event("app", "track", "'userId':'u4','anonymousId':'a4'");
        event("app", "track", "'userId':'u5','anonymousId':'a6'");
        event("app", "track", "'anonymousId':'a7'");
        event("app", "track", "'userId':'u5','anonymousId':'a7'");
        command("plain", "delete", "'profileId':'" + SURVIVOR + "'");
        command("plain", "block", externalId("email", "kid@home.example"));
        command("plain", "detach", externalId("anonymous_id", "a5"));
    }

    private void ordered() {
        event(Kind.WAITING, "delayed", "track", "'userId':'u1','anonymousId':'a1'", 30);
        event(Kind.WAITING, "delayed", "track", "'anonymousId':'a1'", 20);
        event("app", "track", "'userId':'u9'");
    }

    private void goOn() {
        event("web", "track", "'anonymousId':'a3','context':{'ip':'192.0.2.1'}");
        event("web", "track", "'userId':'u2','anonymousId':'a1'");
        event("web", "identify", "'anonymousId':'s7','traits':{'email':'joe@home.example'}");
        event("app", "track", "'userId':'u1','anonymousId':'a1'");
        event("app", "identify", "'anonymousId':'a9','traits':{'email':'kid@home.example','plan':'pro'}");
        event("app", "group", "'userId':'u4','groupId':'acme'");
        event("app", "track", "'userId':'u5','anonymousId':'a4'");
        command("plain", "unblock", externalId("email", "kid@home.example"));
        command("people", "unsuppress", externalId("email_hash", "joe@home.example"));
        event(Kind.WAITING, "delayed", "track", "'userId':'u1','anonymousId':'a2'", 25);
        event("app", "identify", "'userId':'u1','anonymousId':'a9','traits':{'email':'kid@home.example'}");
    }

    private static String externalId(String type, String id) {
        return "'externalId':{'collection':'users','type':'" + type + "','id':'" + id + "'}";
    }

    private void event(String source, String type, String rest) {
        event(Kind.EVENT, source, type, rest, count);
    }

    /** @param seconds of its time */
    private void event(Kind kind, String source, String type, String rest, int seconds) {
        count++;
        add(
                kind,
                "{'messageId':'m%d','type':'%s','writeKey':'%s','timestamp':'2026-03-01T10:%02d:%02dZ',%s}"
                        .formatted(count, type, source, seconds / 60, seconds % 60, rest));
    }

    private void command(String space, String command, String rest) {
        count++;
        String json = "{'commandId':'c%d','space':'%s','command':'%s','timestamp':'2026-03-01T10:59:%02dZ',%s}"
                .formatted(count, space, command, count % 60, rest);
        Merge last = merges.get(merges.size() - 1);
        add(
                Kind.COMMAND,
                json.replace(MERGED, last.from().toString())
                        .replace(SURVIVOR, last.into().toString()));
    }

    private void add(Kind kind, String json) {
        Step step = new Step(kind, json.replace('\'', '"'));
        after.add(step);
        RawRecord raw =
                new RawRecord("scenario", RawRecord.FILE_PARTITION, count, RawRecord.NO_TIMESTAMP, null, step.bytes());
        if (kind == Kind.COMMAND) {
            new CommandDecoder(rules).decode(raw, new Commands());
        } else {
            new EventDecoder(rules, false).decode(raw, new Events(kind));
        }
    }

    private void resolve(Observation event) {
        MemoryGraphStore graph = graph(event.space());
        take(graph, new Resolver(requireNonNull(rules.space(event.space()))).resolve(graph, event));
    }

    private MemoryGraphStore graph(String space) {
        return graphs.computeIfAbsent(space, any -> new MemoryGraphStore());
    }

    private void take(MemoryGraphStore graph, Decision decision) {
        graph.apply(decision.change());
        merges.addAll(decision.merges());
        for (OutputRecord told : decision.records()) {
            records.add(encoder.encode(told));
        }
    }

    private static void refuse(Rejected rejected) {
        throw new IllegalStateException("the scenario has what cannot be used: " + rejected.detail());
    }

    private final class Events implements EventDecoder.Output {
        private final Kind kind;

        Events(Kind kind) {
            this.kind = kind;
        }

        @Override
        public void observation(Observation observation) {
            if (kind == Kind.WAITING) {
                waiting.add(observation);
            } else {
                resolve(observation);
            }
        }

        @Override
        public void rejected(Rejected rejected) {
            refuse(rejected);
        }
    }

    private final class Commands implements CommandDecoder.Output {
        @Override
        public void command(Command command) {
            MemoryGraphStore graph = graph(command.space());
            take(graph, new Resolver(requireNonNull(rules.space(command.space()))).execute(graph, command));
        }

        @Override
        public void rejected(Rejected rejected) {
            refuse(rejected);
        }
    }
}
