package io.tributary.hostile;

import io.tributary.hostile.AttackerIT.PartOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws what an attack costs an event as it goes on: a table and a picture. */
final class AttackPlot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 240;
    private static final int MARGIN = 48;

    private AttackPlot() {}

    static void write(Path directory, Attack attack, List<PartOf> parts) throws IOException {
        Files.createDirectories(directory);
        String name = attack.name().toLowerCase(Locale.ROOT);
        Files.writeString(directory.resolve(name + ".csv"), csv(parts));
        Files.writeString(directory.resolve(name + ".svg"), svg(attack, parts));
    }

    static String csv(List<PartOf> parts) {
        StringBuilder csv =
                new StringBuilder("events,micros_per_event,most_reads,most_writes,external_ids,links,merged\n");
        for (PartOf part : parts) {
            csv.append("%d,%.2f,%d,%d,%d,%d,%d%n"
                    .formatted(
                            part.events(),
                            part.microsPerEvent(),
                            part.most().reads(),
                            part.most().writes(),
                            part.most().identifiers(),
                            part.most().links(),
                            part.most().merged()));
        }
        return csv.toString();
    }

    private static String svg(Attack attack, List<PartOf> parts) {
        double most = parts.stream().mapToDouble(PartOf::microsPerEvent).max().orElse(1);
        int events = parts.get(parts.size() - 1).events();
        StringBuilder line = new StringBuilder();
        for (PartOf part : parts) {
            double x = MARGIN + (WIDTH - 2.0 * MARGIN) * part.events() / events;
            double y = HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * part.microsPerEvent() / most;
            line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
                  <rect width="%1$d" height="%2$d" fill="white"/>
                  <text x="%3$d" y="20">%4$s</text>
                  <path d="M%3$d,%3$d V%5$d H%6$d" fill="none" stroke="gray"/>
                  <text x="4" y="%3$d">%7$s us</text>
                  <text x="4" y="%5$d">0</text>
                  <text x="%6$d" y="%8$d" text-anchor="end">%9$s events</text>
                  <polyline points="%10$s" fill="none" stroke="steelblue" stroke-width="2"/>
                </svg>
                """.formatted(
                        WIDTH,
                        HEIGHT,
                        MARGIN,
                        "Time an event: " + attack.words,
                        HEIGHT - MARGIN,
                        WIDTH - MARGIN,
                        String.format(Locale.ROOT, "%.1f", most),
                        HEIGHT - MARGIN + 18,
                        String.format(Locale.ROOT, "%,d", events),
                        line.toString().trim());
    }
}
