package io.tributary.rules;

import io.tributary.model.Collection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A space as a file gives it, before it is laid over its preset: null is what it does not say. */
record SpaceDraft(
        String id,
        @Nullable SourceFilter sources,
        @Nullable Order order,
        @Nullable Survivor survivor,
        @Nullable Demotion demotion,
        @Nullable Boolean autoAddTypes,
        @Nullable Integer maxMerges,
        @Nullable Integer maxIdentifiers,
        List<Condition> denied,
        List<ValuePattern> blocked,
        List<IdentifierDraft> identifiers,
        List<LevelDraft> levels,
        @Nullable Boolean aliasesEmit,
        @Nullable String aliasesId) {

    /** The preset that says nothing. */
    static final SpaceDraft NONE = new SpaceDraft(
            "none", null, null, null, null, null, null, null, List.of(), List.of(), List.of(), List.of(), null, null);

    /**
     * This space with what it does not say taken from the preset. Lists of what is blocked or denied add up; types keep
     * and levels keep the preset's order, new ones follow; a type is laid over the preset's key by key, a level replaces
     * the preset's.
     */
    SpaceDraft over(SpaceDraft preset) {
        return new SpaceDraft(
                id,
                sources != null ? sources : preset.sources,
                order != null ? order : preset.order,
                survivor != null ? survivor : preset.survivor,
                demotion != null ? demotion : preset.demotion,
                autoAddTypes != null ? autoAddTypes : preset.autoAddTypes,
                maxMerges != null ? maxMerges : preset.maxMerges,
                maxIdentifiers != null ? maxIdentifiers : preset.maxIdentifiers,
                joined(preset.denied, denied),
                joined(preset.blocked, blocked),
                identifiersOver(preset),
                levelsOver(preset),
                aliasesEmit != null ? aliasesEmit : preset.aliasesEmit,
                aliasesId != null ? aliasesId : preset.aliasesId);
    }

    /** The entry of a type, null if there is none. */
    @Nullable
    IdentifierDraft identifier(Collection collection, String type) {
        for (IdentifierDraft identifier : identifiers) {
            if (identifier.isOf(collection, type)) {
                return identifier;
            }
        }
        return null;
    }

    /** The type's entry in {@code users} unless it is taken out, null if there is none. */
    @Nullable
    IdentifierDraft enabledUserType(String type) {
        IdentifierDraft identifier = identifier(Collection.USERS, type);
        return identifier != null && identifier.isEnabled() ? identifier : null;
    }

    /** The level of that name, null if there is none. */
    @Nullable
    LevelDraft level(String name) {
        for (LevelDraft level : levels) {
            if (level.name().equals(name)) {
                return level;
            }
        }
        return null;
    }

    /** As a file sees it that extends it. */
    SpaceDraft asPreset() {
        return new SpaceDraft(
                id,
                sources,
                order,
                survivor,
                demotion,
                autoAddTypes,
                maxMerges,
                maxIdentifiers,
                denied,
                blocked,
                identifiers.stream().map(IdentifierDraft::asPreset).toList(),
                levels.stream().map(LevelDraft::asPreset).toList(),
                aliasesEmit,
                aliasesId);
    }

    /** Whether custom types join that no entry lists. */
    boolean addsTypes() {
        return autoAddTypes == null || autoAddTypes;
    }

    SpaceRules compile() {
        return new SpaceRules(
                id,
                sources != null ? sources : SourceFilter.ALL,
                survivor != null ? survivor : Survivor.FIRST_CREATED,
                demotion != null ? demotion : Demotion.LOWEST_PRIORITY,
                addsTypes(),
                maxMerges != null ? maxMerges : 100,
                maxIdentifiers != null ? maxIdentifiers : 1000,
                denied,
                blocked,
                identifiers.stream()
                        .filter(IdentifierDraft::isEnabled)
                        .map(IdentifierDraft::compile)
                        .collect(Collectors.toList()),
                new AliasRules(
                        aliasesEmit == null || aliasesEmit, aliasesId != null ? aliasesId : IdentifierRule.USER_ID),
                levels.stream()
                        .filter(LevelDraft::isEnabled)
                        .map(level -> level.compile(this))
                        .toList(),
                order != null ? order : Order.ARRIVAL);
    }

    private List<IdentifierDraft> identifiersOver(SpaceDraft preset) {
        List<IdentifierDraft> merged = new ArrayList<>();
        for (IdentifierDraft inherited : preset.identifiers) {
            IdentifierDraft own = identifier(inherited.collection(), inherited.type());
            merged.add(own == null ? inherited : own.over(inherited));
        }
        for (IdentifierDraft own : identifiers) {
            if (preset.identifier(own.collection(), own.type()) == null) {
                merged.add(own);
            }
        }
        return merged;
    }

    private List<LevelDraft> levelsOver(SpaceDraft preset) {
        List<LevelDraft> merged = new ArrayList<>();
        for (LevelDraft inherited : preset.levels) {
            LevelDraft own = level(inherited.name());
            merged.add(own == null ? inherited : own);
        }
        for (LevelDraft own : levels) {
            if (preset.level(own.name()) == null) {
                merged.add(own);
            }
        }
        return merged;
    }

    private static <T> List<T> joined(List<T> preset, List<T> own) {
        return Stream.concat(preset.stream(), own.stream()).distinct().collect(Collectors.toList());
    }
}
