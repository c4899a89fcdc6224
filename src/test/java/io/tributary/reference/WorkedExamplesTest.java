package io.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.CommandDecoder;
import io.tributary.codec.EventDecoder;
import io.tributary.codec.RecordEncoder;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Command;
import io.tributary.model.Observation;
import io.tributary.model.OutputRecord;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import io.tributary.simulate.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples end as they say, told by the reference alone: engine and reference cannot be wrong together. */
class WorkedExamplesTest {
    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenarios"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_reference_agrees_with_the_worked_example(Path file) throws IOException {
        Scenario scenario = Scenario.read(file);
        RuleBook rules = RulesParser.parse(file.toString(), scenario.rulesYaml());

        assertThat(scenario.differences(scenario.play(new ReferenceStage(rules))))
                .isEmpty();
    }

    /** The job's intake and records around the reference. */
    private static final class ReferenceStage implements Scenario.Stage {
        private final ReferenceModel reference;
        private final RecordEncoder encoder;
        private final EventDecoder events;
        private final CommandDecoder commands;

        ReferenceStage(RuleBook rules) {
            reference = new ReferenceModel(rules.spaces().get(0));
            encoder = new RecordEncoder(rules.fingerprint());
            events = new EventDecoder(rules, false);
            commands = new CommandDecoder(rules);
        }

        @Override
        public void take(RawRecord record, boolean command, Consumer<TopicRecord> output) {
            if (command) {
                commands.decode(record, new CommandDecoder.Output() {
                    @Override
                    public void command(Command decoded) {
                        records(reference.execute(decoded)).forEach(told -> output.accept(encoder.encode(told)));
                    }

                    @Override
                    public void rejected(Rejected rejected) {
                        output.accept(encoder.encode(rejected));
                    }
                });
            } else {
                events.decode(record, new EventDecoder.Output() {
                    @Override
                    public void observation(Observation observation) {
                        records(reference.resolve(observation)).forEach(told -> output.accept(encoder.encode(told)));
                    }

                    @Override
                    public void rejected(Rejected rejected) {
                        output.accept(encoder.encode(rejected));
                    }
                });
            }
        }
    }

    private static List<OutputRecord> records(Told told) {
        List<OutputRecord> records = new ArrayList<>();
        if (told.resolution() != null) {
            records.add(told.resolution());
        }
        records.addAll(told.mergesAndSplits());
        records.addAll(told.aliases());
        told.profiles().values().forEach(change -> records.add(ReferenceSubject.profileChange(change)));
        records.addAll(told.owners().values());
        records.addAll(told.memberships().values());
        records.addAll(told.discarded());
        return records;
    }
}
