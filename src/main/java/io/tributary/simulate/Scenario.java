package io.tributary.simulate;

import io.tributary.codec.TopicRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A worked example: rules, events in order, and what must be true afterwards.
 *
 * <pre>
 * title: An anonymous visitor signs up
 * rules: {extends: segment}                  # one space of a rules file, without its id
 * events:                                    # Segment's spec; id is the messageId
 *   - {id: e1, type: page, anonymousId: a1}  # unless given: type track, times one second apart
 *   - {id: e2, event: Signed Up, anonymousId: a1, userId: u1}
 * expect:                                    # only what is listed is checked
 *   outcomes: {e1: created, e2: extended}
 *   setAside: {e2: []}                       # "type:value reason", in order
 *   merges: []                               # all, in order: [child, parent], named by the events that created them
 *   profiles: [["anonymous_id:a1", "user_id:u1"]]     # all canonical profiles at the end, in any order
 * </pre>
 *
 * What happened is read from emitted records alone, so that the same example checks the engine, the job and a broker.
 */
public final class Scenario {
    /** The ID of the space that the rules are of. */
    public static final String SPACE = "scenario";

    private final String title;
    private final String rulesYaml;
    private final List<byte[]> events;
    private final Expectation expectation;

    Scenario(String title, String rulesYaml, List<byte[]> events, Expectation expectation) {
        this.title = title;
        this.rulesYaml = rulesYaml;
        this.events = List.copyOf(events);
        this.expectation = expectation;
    }

    /**
     * @throws ScenarioException if the file does not say a worked example
     * @throws IOException if it cannot be read
     */
    public static Scenario read(Path file) throws IOException {
        return parse(String.valueOf(file.getFileName()), Files.readString(file));
    }

    /**
     * @param fileName for messages
     * @throws ScenarioException if the text does not say a worked example
     */
    public static Scenario parse(String fileName, String yaml) {
        return new ScenarioReader(fileName).read(yaml);
    }

    public String title() {
        return title;
    }

    /** A whole rules file, of the one space {@link #SPACE}; whether it is valid has not been looked at. */
    public String rulesYaml() {
        return rulesYaml;
    }

    /** The events' JSON, in order. */
    public List<byte[]> events() {
        return events;
    }

    /**
     * What is not as expected, a sentence each; none if all is.
     *
     * @param outputs everything emitted; only the order of the records of one key matters
     */
    public List<String> differences(Iterable<TopicRecord> outputs) {
        return expectation.differences(Emitted.of(outputs));
    }
}
