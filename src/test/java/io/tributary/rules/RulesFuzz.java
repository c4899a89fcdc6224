package io.tributary.rules;

import java.nio.charset.StandardCharsets;

/** What a coverage-guided fuzzer calls: any text is rules, which mean the same when they are written out, or problems. */
public final class RulesFuzz {
    private RulesFuzz() {}

    public static void fuzzerTestOneInput(byte[] text) {
        try {
            RuleBook rules = RulesParser.parse("rules.yaml", new String(text, StandardCharsets.UTF_8));
            RuleBook again = RulesParser.parse("effective.yaml", EffectiveRules.yaml(rules));
            if (!again.fingerprint().equals(rules.fingerprint())) {
                throw new AssertionError("written out, the rules are others");
            }
        } catch (RulesException e) {
            if (e.problems().isEmpty() || e.problems().size() > Report.MAX_PROBLEMS + 1) {
                throw new AssertionError(e.problems().size() + " problems", e);
            }
        }
    }
}
