package io.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.EventDecoder;
import io.tributary.codec.RecordEncoder;
import io.tributary.codec.TopicRecord;
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

        assertThat(scenario.differences(resolve(rules, scenario.events()))).isEmpty();
    }

    private static List<TopicRecord> resolve(RuleBook rules, List<byte[]> events) {
        ReferenceModel reference = new ReferenceModel(rules.spaces().get(0));
        RecordEncoder encoder = new RecordEncoder(rules.fingerprint());
        EventDecoder decoder = new EventDecoder(rules, false);
        List<TopicRecord> records = new ArrayList<>();
        EventDecoder.Output output = new EventDecoder.Output() {
            @Override
            public void observation(Observation observation) {
                records(reference.resolve(observation)).forEach(record -> records.add(encoder.encode(record)));
            }

            @Override
            public void rejected(Rejected rejected) {
                records.add(encoder.encode(rejected));
            }
        };
        for (int i = 0; i < events.size(); i++) {
            decoder.decode(
                    new RawRecord(
                            "events", RawRecord.FILE_PARTITION, i + 1, RawRecord.NO_TIMESTAMP, null, events.get(i)),
                    output);
        }
        return records;
    }

    private static List<OutputRecord> records(Told told) {
        List<OutputRecord> records = new ArrayList<>();
        records.add(told.resolved());
        records.addAll(told.mergesAndSplits());
        records.addAll(told.aliases());
        told.profiles().values().forEach(change -> records.add(ReferenceSubject.profileChange(change)));
        records.addAll(told.owners().values());
        records.addAll(told.memberships().values());
        records.addAll(told.discarded());
        return records;
    }
}
