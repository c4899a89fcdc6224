package io.tributary.codec;

import com.google.re2j.Pattern;
import io.tributary.model.Collection;
import io.tributary.rules.AliasRules;
import io.tributary.rules.Condition;
import io.tributary.rules.Demotion;
import io.tributary.rules.Extraction;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import io.tributary.rules.Normalizer;
import io.tributary.rules.Order;
import io.tributary.rules.Path;
import io.tributary.rules.RuleBook;
import io.tributary.rules.Scalar;
import io.tributary.rules.SourceFilter;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.Survivor;
import io.tributary.rules.ValuePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiled rules by hand, so that intake is tested without the rules file. */
final class SpaceBuilder {
    static final String FINGERPRINT = "sha256:" + "0".repeat(64);

    private final String id;
    private SourceFilter sources = SourceFilter.ALL;
    private boolean autoAddTypes = true;
    private final List<Condition> denied = new ArrayList<>();
    private final List<ValuePattern> blocked = new ArrayList<>();
    private final List<IdentifierRule> identifiers = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();

    private SpaceBuilder(String id) {
        this.id = id;
    }

    static SpaceBuilder space(String id) {
        return new SpaceBuilder(id);
    }

    /** The types that most tests need: user_id (priority 1), email (2), anonymous_id. */
    static SpaceBuilder usual() {
        return space("acme")
                .add(type("user_id").from("userId").priority(1))
                .add(type("email").from("traits.email", "context.traits.email").priority(2))
                .add(type("anonymous_id").from("anonymousId"));
    }

    SpaceBuilder onlySources(String... named) {
        sources = new SourceFilter(Set.of(named), false);
        return this;
    }

    SpaceBuilder addsNoTypes() {
        autoAddTypes = false;
        return this;
    }

    SpaceBuilder deny(Condition condition) {
        denied.add(condition);
        return this;
    }

    SpaceBuilder block(ValuePattern pattern) {
        blocked.add(pattern);
        return this;
    }

    SpaceBuilder add(TypeBuilder type) {
        identifiers.add(type.build());
        return this;
    }

    SpaceBuilder level(String name, TypeBuilder... keys) {
        Collection level = Collection.level(name);
        levels.add(new Level(
                level, Arrays.stream(keys).map(key -> key.of(level).build()).toList()));
        return this;
    }

    SpaceRules build() {
        return new SpaceRules(
                id,
                sources,
                Survivor.FIRST_CREATED,
                Demotion.LOWEST_PRIORITY,
                autoAddTypes,
                100,
                1000,
                denied,
                blocked,
                identifiers,
                new AliasRules(false, "user_id"),
                levels,
                Order.ARRIVAL);
    }

    static RuleBook book(SpaceBuilder... spaces) {
        return new RuleBook(Arrays.stream(spaces).map(SpaceBuilder::build).toList(), FINGERPRINT);
    }

    static TypeBuilder type(String name) {
        return new TypeBuilder(name);
    }

    static Extraction query(String path, boolean hashed, String... names) {
        return new Extraction(path(path), List.of(names), hashed, List.of(), Set.of());
    }

    static Path path(String dotted) {
        return new Path(List.of(dotted.split("\\.", -1)));
    }

    static Condition where(String path, ValuePattern pattern) {
        return new Condition(path(path), pattern);
    }

    static ValuePattern matches(String regex) {
        return new ValuePattern.Matches(Pattern.compile(regex));
    }

    static ValuePattern is(String text) {
        return new ValuePattern.Equals(new Scalar(Scalar.Kind.STRING, text));
    }

    static ValuePattern is(boolean value) {
        return new ValuePattern.Equals(new Scalar(Scalar.Kind.BOOLEAN, Boolean.toString(value)));
    }

    static ValuePattern is(int value) {
        return new ValuePattern.Equals(new Scalar(Scalar.Kind.NUMBER, Integer.toString(value)));
    }

    /** One type. */
    static final class TypeBuilder {
        private final String name;
        private Collection collection = Collection.USERS;
        private final List<Extraction> from = new ArrayList<>();
        private final List<Normalizer> normalize = new ArrayList<>();
        private final List<ValuePattern> blocked = new ArrayList<>();
        private boolean hashed;
        private Matching matching = Matching.ALWAYS;
        private @Nullable Integer priority;
        private SourceFilter sources = SourceFilter.ALL;

        private TypeBuilder(String name) {
            this.name = name;
        }

        TypeBuilder ofAccounts() {
            return of(Collection.ACCOUNTS);
        }

        private TypeBuilder of(Collection other) {
            collection = other;
            return this;
        }

        TypeBuilder matching(Matching kind) {
            matching = kind;
            return this;
        }

        TypeBuilder from(String... paths) {
            for (String path : paths) {
                from.add(new Extraction(path(path), List.of(), false, List.of(), Set.of()));
            }
            return this;
        }

        TypeBuilder from(Extraction extraction) {
            from.add(extraction);
            return this;
        }

        TypeBuilder normalize(Normalizer... steps) {
            normalize.addAll(List.of(steps));
            return this;
        }

        TypeBuilder block(ValuePattern pattern) {
            blocked.add(pattern);
            return this;
        }

        TypeBuilder hashed() {
            hashed = true;
            return this;
        }

        TypeBuilder priority(int number) {
            priority = number;
            return this;
        }

        TypeBuilder sources(SourceFilter filter) {
            sources = filter;
            return this;
        }

        private IdentifierRule build() {
            return new IdentifierRule(
                    collection,
                    name,
                    from,
                    normalize,
                    hashed,
                    Limit.DEFAULT,
                    priority,
                    blocked,
                    sources,
                    matching,
                    Limit.EVER,
                    null);
        }
    }
}
