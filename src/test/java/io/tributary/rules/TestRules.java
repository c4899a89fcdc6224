package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Collectors;

/** Rules files for tests. */
final class TestRules {
    /** Everything that a space may be told. */
    static final String EVERYTHING = Presets.resource("everything.yaml");

    private TestRules() {}

    /** The only space of a file. */
    static SpaceRules space(String yaml) {
        RuleBook rules = RulesParser.parse("rules.yaml", yaml);
        assertThat(rules.spaces()).hasSize(1);
        return rules.spaces().get(0);
    }

    /** A space of which the worked examples give all but the ID. */
    static SpaceRules example(String keys) {
        return space("spaces: [{id: main, " + keys + "}]");
    }

    static List<Problem> problems(String yaml) {
        RulesException refused =
                catchThrowableOfType(RulesException.class, () -> RulesParser.parse("rules.yaml", yaml));
        assertThat(refused).as("the file must be refused").isNotNull();
        return refused.problems();
    }

    static List<String> rendered(String yaml) {
        return problems(yaml).stream()
                .map(problem -> problem.render("rules.yaml"))
                .collect(Collectors.toList());
    }

    static List<String> types(SpaceRules space) {
        return space.identifiers().stream().map(IdentifierRule::type).collect(Collectors.toList());
    }
}
