package io.tributary.cli;

import io.tributary.rules.ChangeClass;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RuleChange;
import io.tributary.rules.RulesDiff;
import java.util.Comparator;
import java.util.List;

/** What is different between two rules files, for people: by space, the farthest-reaching first, and in short. */
final class RulesDiffText {
    private RulesDiffText() {}

    static String of(RuleBook old, RuleBook changed) {
        List<RuleChange> changes = RulesDiff.between(old, changed);
        StringBuilder text = new StringBuilder();
        if (changes.isEmpty()) {
            return text.append("no change, both are ")
                    .append(changed.fingerprint())
                    .append(System.lineSeparator())
                    .toString();
        }
        for (String space : changes.stream().map(RuleChange::space).distinct().toList()) {
            line(text, "space " + space);
            changes.stream()
                    .filter(change -> change.space().equals(space))
                    .sorted(Comparator.comparing(RuleChange::changeClass).reversed())
                    .forEach(change -> line(
                            text, "  %-11s  %s".formatted(change.changeClass().word(), change.text())));
        }
        line(text, summary(changes));
        return text.toString();
    }

    private static String summary(List<RuleChange> changes) {
        StringBuilder counts = new StringBuilder();
        StringBuilder options = new StringBuilder();
        for (ChangeClass its : ChangeClass.values()) {
            long count = changes.stream()
                    .filter(change -> change.changeClass() == its)
                    .count();
            if (count > 0) {
                counts.append(counts.length() == 0 ? "" : ", ").append("%,d %s".formatted(count, its.word()));
            }
            if (count > 0 && its != ChangeClass.RELAXING) {
                options.append(" --allow-").append(its.word());
            }
        }
        return counts + ": a job starts with this from a savepoint"
                + (options.length() == 0 ? "" : " only with" + options);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
