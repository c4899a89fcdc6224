package io.tributary.rules;

import com.google.re2j.Pattern;
import io.tributary.model.EventType;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of rules in the words of the rules file, each in one way. */
final class RuleText {
    private RuleText() {}

    /** Which sources feed a space. */
    static String feeding(SourceFilter sources) {
        return sources.equals(SourceFilter.ALL)
                ? "[\"*\"]"
                : YamlText.list(sources.named().stream().sorted());
    }

    /** Which sources may associate through a type. */
    static String sources(SourceFilter sources) {
        String named = YamlText.list(sources.named().stream().sorted());
        return "{" + (sources.except() ? "except" : "only") + ": " + named + "}";
    }

    static String order(Order order) {
        return order.isByEventTime()
                ? "{event_time: " + WindowSyntax.writeShort(order.delayMillis()) + "}"
                : SpaceReader.ARRIVAL;
    }

    static String aliases(AliasRules aliases) {
        return "{emit: " + aliases.emit() + ", id: " + YamlText.string(aliases.id()) + "}";
    }

    static String normalizers(List<Normalizer> steps) {
        return YamlText.list(steps.stream().map(Names.NORMALIZER::nameOf));
    }

    static String within(long windowMillis) {
        return windowMillis == Limit.EVER ? WindowSyntax.EVER : WindowSyntax.writeShort(windowMillis);
    }

    static String sharing(Sharing sharing) {
        return "{max: " + sharing.max() + ", type: " + YamlText.string(sharing.anchor()) + "}";
    }

    static String limit(Limit limit) {
        return "{max: " + limit.max() + ", per: " + WindowSyntax.write(limit.windowMillis()) + "}";
    }

    static String denial(Condition condition) {
        return "{path: " + path(condition.path()) + ", " + pattern(condition.pattern()) + "}";
    }

    static String blocked(ValuePattern pattern) {
        return "{" + pattern(pattern) + "}";
    }

    private static String pattern(ValuePattern pattern) {
        if (pattern instanceof ValuePattern.Equals same) {
            return "equals: " + YamlText.scalar(same.value());
        }
        Pattern regex = pattern instanceof ValuePattern.Matches whole
                ? whole.pattern()
                : ((ValuePattern.Finds) pattern).pattern();
        return "matches: " + YamlText.string(regex.pattern());
    }

    static String extraction(Extraction extraction) {
        boolean url = !extraction.query().isEmpty();
        StringBuilder more = new StringBuilder();
        if (url) {
            more.append(", query: ").append(YamlText.list(extraction.query().stream()));
        }
        if (extraction.hashed()) {
            more.append(", hashed: true");
        }
        if (!extraction.when().isEmpty()) {
            more.append(extraction.when().stream()
                    .map(RuleText::condition)
                    .collect(Collectors.joining(", ", ", when: {", "}")));
        }
        if (!extraction.on().isEmpty()) {
            more.append(", on: ")
                    .append(YamlText.list(extraction.on().stream().sorted().map(EventType::wireName)));
        }
        String path = path(extraction.path());
        return more.length() == 0 ? path : "{" + (url ? "url: " : "path: ") + path + more + "}";
    }

    private static String condition(Condition condition) {
        return path(condition.path()) + ": " + YamlText.scalar(((ValuePattern.Equals) condition.pattern()).value());
    }

    private static String path(Path path) {
        return YamlText.string(PathSyntax.write(path));
    }
}
