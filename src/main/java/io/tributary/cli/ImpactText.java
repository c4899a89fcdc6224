package io.tributary.cli;

import io.tributary.model.ExternalId;
import io.tributary.model.Fingerprint;
import io.tributary.rules.ChangeClass;
import io.tributary.savepoint.Impact;
import io.tributary.savepoint.ImpactReader;
import java.util.List;
import java.util.stream.Collectors;

/** What new rules would mean, as a person reads it: each change, who is outside, and examples. */
final class ImpactText {
    private final ImpactReader reader;
    private final boolean reveal;
    private final StringBuilder text = new StringBuilder();

    private ImpactText(ImpactReader reader, boolean reveal) {
        this.reader = reader;
        this.reveal = reveal;
    }

    static String of(ImpactReader reader, boolean reveal) {
        ImpactText text = new ImpactText(reader, reveal);
        text.write(reader.impacts());
        return text.text.toString();
    }

    private void write(List<Impact> impacts) {
        if (impacts.isEmpty()) {
            line("the rules are the same");
        }
        String space = "";
        for (Impact impact : impacts) {
            if (!impact.change().space().equals(space)) {
                space = impact.change().space();
                line("space " + space);
            }
            write(impact);
        }
    }

    private void write(Impact impact) {
        line("  %-11s  %s"
                .formatted(impact.change().changeClass().word(), impact.change().text()));
        if (!impact.counts()) {
            boolean relaxing = impact.change().changeClass() == ChangeClass.RELAXING;
            line("      nobody is outside" + (relaxing ? "" : "; decides differently from now on"));
            return;
        }
        line("      outside: %,d of %,d profiles, by %,d external IDs"
                .formatted(impact.profiles(), reader.live(impact.change().space()), impact.externalIds()));
        if (!impact.untold().isEmpty()) {
            line("      cannot be told of hashed types: " + String.join(", ", impact.untold()));
        }
        for (Impact.Example example : impact.examples()) {
            String ids = example.ids().stream().map(this::shown).collect(Collectors.joining(", "));
            int more = example.externalIds() - example.ids().size();
            line("      " + example.profile() + (ids.isEmpty() ? "" : "  " + ids)
                    + (more > 0 ? " and %,d more".formatted(more) : ""));
        }
    }

    private String shown(ExternalId id) {
        return reveal ? id.collection() + "/" + id : Fingerprint.of(id);
    }

    private void line(String line) {
        text.append(line).append(System.lineSeparator());
    }
}
