package io.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import io.tributary.simulate.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

        assertThat(scenario.differences(scenario.play(new ReferenceStage(rules))))
                .isEmpty();
    }
}
