package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.rules.RulesParser;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every worked example in the resources, through the engine alone. */
class ScenarioTest {
    static List<Path> examples() throws Exception {
        try (Stream<Path> files = Files.list(directory())) {
            return files.sorted().toList();
        }
    }

    private static Path directory() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ScenarioTest.class.getResource("/scenarios"))
                .toURI());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_engine_does_what_the_example_says(Path file) throws Exception {
        Scenario scenario = Scenario.read(file);
        Simulation simulation =
                new Simulation(RulesParser.parse(String.valueOf(file.getFileName()), scenario.rulesYaml()));
        assertThat(scenario.differences(scenario.play(simulation)))
                .as(scenario.title())
                .isEmpty();
    }
}
