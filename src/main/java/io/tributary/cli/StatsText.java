package io.tributary.cli;

import io.tributary.savepoint.SpaceStats;
import java.util.List;

/** What there is in a savepoint, as a person reads it. */
final class StatsText {
    private static final int TYPES = 50;

    private final StringBuilder text = new StringBuilder();

    private StatsText() {}

    static String of(SavepointFile.Head head, List<SpaceStats> spaces) {
        StatsText text = new StatsText();
        text.line("%s: checkpoint %d, %,d bytes of graphs", head.path(), head.checkpointId(), head.size());
        text.line("rules: %s", head.rules() == null ? "not remembered, an older release wrote it" : head.rules());
        if (spaces.isEmpty()) {
            text.line("no space has had an event yet");
        }
        spaces.forEach(text::write);
        return text.text.toString();
    }

    private void write(SpaceStats space) {
        text.append(System.lineSeparator());
        line("space %s, after #%d", space.space(), space.sequence());
        line("  %-28s %12s %12s %12s", "profiles", "live", "merged", "deleted");
        space.profiles()
                .forEach((graph, count) ->
                        line("    %-26s %,12d %,12d %,12d", graph, count.live(), count.merged(), count.deleted()));
        writeTypes(space);
        line("  %-28s %12s", "between them", "");
        line("    %-26s %,12d", "links", space.links());
        line("    %-26s %,12d", "members of groups", space.members());
        line("    %-26s %,12d", "accounts of persons", space.relations());
        line("    %-26s %,12d", "kept apart", space.keptApart());
        line("  %-28s %12s", "marks", "");
        line("    %-26s %,12d", "discarded", space.discarded());
        line("    %-26s %,12d", "blocked", space.blocked());
        line("    %-26s %,12d", "suppressed", space.suppressed());
        line("    %-26s %,12d", "counted who shares", space.anchored());
        line("    %-26s %,12d", "commands answered", space.commands());
        line("  %-28s %12s %12s", "largest", "external IDs", "merges");
        space.largest().forEach(one -> line("    %-31s %,7d %,12d", one.profile(), one.externalIds(), one.merges()));
        line("  %-28s %12s %12s", "state", "entries", "bytes");
        space.sizes().forEach((name, size) -> line("    %-26s %,12d %,12d", name, size.entries(), size.bytes()));
        line("    %.1f bytes an external ID (its pointer and its part of a profile)", space.bytesAnId());
    }

    private void writeTypes(SpaceStats space) {
        line("  %-28s %12s %12s", "external IDs", "owned", "boundaries");
        List<SpaceStats.TypeCount> types = space.types();
        for (SpaceStats.TypeCount type : types.subList(0, Math.min(TYPES, types.size()))) {
            line("    %-26s %,12d %,12d", type.collection() + "/" + type.type(), type.owned(), type.boundaries());
        }
        if (types.size() > TYPES) {
            line("    and %,d types more", types.size() - TYPES);
        }
        line("    %-26s %,12d", "all", space.owned());
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more library
    private void line(String format, Object... arguments) {
        text.append(format.formatted(arguments)).append(System.lineSeparator());
    }
}
