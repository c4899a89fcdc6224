package io.tributary.job;

import io.tributary.model.SetAside;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.RuleBook;
import io.tributary.rules.SpaceRules;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Counts demotions by type: the types that the rules name, and all others together, for events may bring any number of
 * types of their own.
 */
final class Demotions {
    private static final String OTHER = "other";

    private final Map<String, Counter> byType = new HashMap<>();
    private final Counter others;

    Demotions(MetricGroup group, RuleBook rules) {
        others = counter(group, OTHER);
        byType.put(OTHER, others);
        for (SpaceRules space : rules.spaces()) {
            for (IdentifierRule rule : space.identifiers()) {
                byType.computeIfAbsent(rule.type(), type -> counter(group, type));
            }
        }
    }

    private static Counter counter(MetricGroup group, String type) {
        return group.addGroup(JobNames.TYPE, type).counter(JobNames.DEMOTIONS);
    }

    /** Counts an external ID if it was set aside because something would have been violated. */
    void count(SetAside id) {
        switch (id.reason()) {
            case LIMIT_EXCEEDED, MERGE_QUOTA, KEPT_APART, BOUNDARY ->
                counter(id.type()).inc();
            default -> {}
        }
    }

    private Counter counter(@Nullable String type) {
        return type == null ? others : byType.getOrDefault(type, others);
    }
}
