package io.tributary.bench;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Groups of bars as an SVG picture, each with its value on top and a line from its lowest to its highest value. The axis
 * begins at 0: half the height is half the value.
 *
 * @param title what is drawn, and its unit
 * @param series what the bars of each group are, from left to right
 */
record BarPlot(String title, List<String> series, List<Group> groups) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 320;
    private static final int LEFT = 56;
    private static final int RIGHT = 16;
    private static final int TOP = 72;
    private static final int BOTTOM = 36;
    private static final int GRID_LINES = 4;
    /** Part of a group's width that is left free. */
    private static final double GAP = 0.25;

    private static final List<String> COLOURS = List.of("#4477aa", "#ee9944", "#aa3377", "#888888");

    record Group(String name, List<Bar> bars) {}

    record Bar(double value, double min, double max) {
        static Bar of(double value) {
            return new Bar(value, value, value);
        }

        static Bar of(Spread spread) {
            return new Bar(spread.median(), spread.min(), spread.max());
        }
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
                  <rect width="%1$d" height="%2$d" fill="white"/>
                  <text x="%3$d" y="24" font-size="15">%4$s</text>
                """.formatted(WIDTH, HEIGHT, LEFT, title));
        addLegend(svg);
        double top = top();
        addGrid(svg, top);
        double groupWidth = (double) (WIDTH - LEFT - RIGHT) / Math.max(1, groups.size());
        for (int i = 0; i < groups.size(); i++) {
            addGroup(svg, groups.get(i), LEFT + i * groupWidth, groupWidth, top);
        }
        return svg.append("</svg>\n").toString();
    }

    private void addLegend(StringBuilder svg) {
        double x = LEFT;
        for (int i = 0; i < series.size(); i++) {
            add(svg, "<rect x=\"%.1f\" y=\"36\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, COLOURS.get(i));
            add(svg, "<text x=\"%.1f\" y=\"46\">%s</text>", x + 17, series.get(i));
            x += 40 + 7.0 * series.get(i).length();
        }
    }

    private void addGrid(StringBuilder svg, double top) {
        for (int i = 0; i <= GRID_LINES; i++) {
            double value = top * i / GRID_LINES;
            double y = y(value, top);
            add(
                    svg,
                    "<path d=\"M%d,%.1f H%d\" stroke=\"%s\"/>",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    i == 0 ? "#444444" : "#dddddd");
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, y + 4, tick(value));
        }
    }

    private void addGroup(StringBuilder svg, Group group, double x, double width, double top) {
        double barWidth = width * (1 - GAP) / Math.max(1, group.bars().size());
        double at = x + width * GAP / 2;
        for (int i = 0; i < group.bars().size(); i++) {
            Bar bar = group.bars().get(i);
            double y = y(bar.value(), top);
            add(
                    svg,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                    at,
                    y,
                    barWidth * 0.9,
                    HEIGHT - BOTTOM - y,
                    COLOURS.get(i));
            double middle = at + barWidth * 0.45;
            if (bar.max() > bar.min()) {
                add(
                        svg,
                        "<path d=\"M%1$.1f,%2$.1f V%3$.1f M%4$.1f,%2$.1f H%5$.1f M%4$.1f,%3$.1f H%5$.1f\" stroke=\"black\"/>",
                        middle,
                        y(bar.max(), top),
                        y(bar.min(), top),
                        middle - 5,
                        middle + 5);
            }
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                    middle,
                    y(bar.max(), top) - 5,
                    number(bar.value()));
            at += barWidth;
        }
        add(
                svg,
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                x + width / 2,
                HEIGHT - BOTTOM + 20,
                group.name());
    }

    private static void add(StringBuilder svg, String element, Object... values) {
        svg.append("  ").append(String.format(Locale.ROOT, element, values)).append('\n');
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top;
    }

    /** The end of the axis: a round number, and its quarters are too. */
    private double top() {
        double most = groups.stream()
                .flatMap(group -> group.bars().stream())
                .mapToDouble(Bar::max)
                .max()
                .orElse(0);
        if (most <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        return Stream.of(1.0, 1.2, 1.6, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0)
                .map(times -> times * power)
                .filter(end -> end >= most)
                .findFirst()
                .orElse(most);
    }

    private static String tick(double value) {
        return new DecimalFormat("#.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == 0 || value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
