package io.tributary.simulate;

import io.tributary.codec.TopicRecord;
import io.tributary.model.RawRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A worked example: rules, events in order, and what must be true afterwards.
 *
 * <pre>
 * title: An anonymous visitor signs up
 * rules: {extends: segment}                  # one space of a rules file, without its id
 * events:                                    # Segment's spec; id is the messageId
 *   - {id: e1, type: page, anonymousId: a1}  # unless given: type track, times one second apart
 *   - {id: e2, event: Signed Up, anonymousId: a1, userId: u1}
 *   - {command: detach, externalId: "user_id:u1"}    # or {collection: accounts, type: group_id, id: acme}
 *   - {command: delete, profile: e1}         # the profile that e1 created
 * expect:                                    # only what is listed is checked
 *   outcomes: {e1: created, e2: extended}
 *   setAside: {e2: []}                       # "type:value reason", in order
 *   merges: []                               # all, in order: [child, parent]
 *   splits: []                               # all, in order: [from, into]
 *   profiles: [["anonymous_id:a1", "user_id:u1"]]     # all canonical persons with external IDs at the end, in any order
 *   groups: {household: [[e1]]}              # all groups of the level at the end
 *   accounts: {acme: [e1]}                   # those who belong to the account with that external ID
 * </pre>
 *
 * <p>A profile is named by the event that created it; one that a split created by its ID. A command has the ID {@code c}
 * and its place in the list, from 1, and unless given the time that an event in its place had.
 *
 * <p>What happened is read from emitted records alone, so that the same example checks the engine, the job and a broker.
 */
public final class Scenario {
    /** The ID of the space that the rules are of. */
    public static final String SPACE = "scenario";

    private final String title;
    private final String rulesYaml;
    private final List<Step> steps;
    private final Expectation expectation;

    Scenario(String title, String rulesYaml, List<Step> steps, Expectation expectation) {
        this.title = title;
        this.rulesYaml = rulesYaml;
        this.steps = List.copyOf(steps);
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

    /** Everything that happens, in order. */
    public List<Step> steps() {
        return steps;
    }

    /** Where an example is played: takes a record, and gives what is emitted because of it. */
    @FunctionalInterface
    public interface Stage {
        /** @param command whether it goes to the commands topic instead of that of the events */
        void take(RawRecord record, boolean command, Consumer<TopicRecord> output);
    }

    /**
     * Lets everything happen in a simulation.
     *
     * @param simulation of {@link #rulesYaml the rules}, in which nothing has happened yet
     * @return everything emitted, in order
     * @throws ScenarioException if a command names a profile that no event has created
     */
    public List<TopicRecord> play(Simulation simulation) {
        return play((record, command, output) -> {
            if (command) {
                simulation.command(record, output);
            } else {
                simulation.accept(record, output);
            }
        });
    }

    /** Lets everything happen, each step after all that the one before led to has been emitted. */
    public List<TopicRecord> play(Stage stage) {
        List<TopicRecord> records = new ArrayList<>();
        Creators creators = new Creators();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            int before = records.size();
            RawRecord record = new RawRecord(
                    step.isCommand() ? "commands" : "events",
                    RawRecord.FILE_PARTITION,
                    i + 1,
                    RawRecord.NO_TIMESTAMP,
                    null,
                    step.json(creators));
            stage.take(record, step.isCommand(), records::add);
            records.subList(before, records.size()).forEach(creators::accept);
        }
        return records;
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
