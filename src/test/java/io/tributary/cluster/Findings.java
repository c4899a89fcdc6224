package io.tributary.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * What a verifier has found.
 *
 * @param compared records that were as expected, or whose loss was noticed
 * @param lost facts that were left out
 * @param doubled facts that came again
 * @param wrong records that are not what was expected
 * @param repeated resolutions that came again, which they may
 * @param differences what was lost, doubled or wrong
 */
record Findings(long compared, long lost, long doubled, long wrong, long repeated, List<String> differences) {
    static final Findings NONE = new Findings(0, 0, 0, 0, 0, List.of());
    private static final int SHOWN = 5;

    Findings plus(Findings other) {
        List<String> all = new ArrayList<>(differences);
        all.addAll(other.differences);
        return new Findings(
                compared + other.compared,
                lost + other.lost,
                doubled + other.doubled,
                wrong + other.wrong,
                repeated + other.repeated,
                all);
    }

    boolean areClean() {
        return lost == 0 && doubled == 0 && wrong == 0;
    }

    @Override
    public String toString() {
        return "%d records compared, %d lost, %d doubled, %d wrong, %d resolutions repeated%s"
                .formatted(
                        compared,
                        lost,
                        doubled,
                        wrong,
                        repeated,
                        differences.isEmpty()
                                ? ""
                                : "\n"
                                        + String.join(
                                                "\n", differences.subList(0, Math.min(SHOWN, differences.size()))));
    }
}
