package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tributary.model.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RulesSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(RulesSchema.json());

    private static final JsonNode ROOT = SCHEMA.getSchemaNode();
    private static final JsonNode SPACE = ROOT.at("/$defs/space/properties");
    private static final JsonNode IDENTIFIER = ROOT.at("/$defs/identifier/properties");
    private static final JsonNode LEVEL = ROOT.at("/$defs/level/properties");
    private static final JsonNode LEVEL_KEY = ROOT.at("/$defs/levelKey/properties");
    private static final JsonNode LIMIT = ROOT.at("/$defs/limit/properties");
    private static final JsonNode SHARING = ROOT.at("/$defs/sharing/anyOf/1/properties");
    private static final JsonNode ORDER = SPACE.at("/order/anyOf/1/properties");
    private static final JsonNode EXTRACTION = ROOT.at("/$defs/extraction/properties");

    static Stream<String> validFiles() {
        return Stream.of(
                TestRules.EVERYTHING,
                EffectiveRules.yaml(RulesParser.parse("rules.yaml", TestRules.EVERYTHING)),
                Presets.resource("presets/segment.yaml"),
                Presets.resource("presets/segmentstream.yaml"),
                "spaces: [{id: main, extends: segment}]",
                "spaces: [{id: main, extends: segmentstream, levels: [{name: household, enabled: false}]}]",
                "spaces: [{id: main, order: {event_time: PT2S}}]",
                "spaces: [{id: main, identifiers: [{type: a, match: level}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match_within: ever, limit: {max: 1, per: 2w}}]}]");
    }

    @ParameterizedTest
    @MethodSource("validFiles")
    void what_the_parser_takes_the_schema_takes(String yaml) {
        RulesParser.parse("rules.yaml", yaml);

        assertThat(SCHEMA.validate(tree(yaml))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "spaces: []",
                "spaces: [{extends: segment}]",
                "spaces: [{id: Main}]",
                "spaces: [{id: main, extend: segment}]",
                "spaces: [{id: main, extends: segments}]",
                "spaces: [{id: main, order: event_time}]",
                "spaces: [{id: main, order: {}}]",
                "spaces: [{id: main, order: {event_time: 2}}]",
                "spaces: [{id: main, order: {event_time: never}}]",
                "spaces: [{id: main, levels: [{keys: [{type: a}]}]}]",
                "spaces: [{id: main, levels: [{name: a}]}]",
                "spaces: [{id: main, levels: [{name: a, enabled: true}]}]",
                "spaces: [{id: main, levels: [{name: A, keys: [{type: a}]}]}]",
                "spaces: [{id: main, levels: [{name: users, keys: [{type: a}]}]}]",
                "spaces: [{id: main, levels: [{name: a, keys: []}]}]",
                "spaces: [{id: main, levels: [{name: a, keys: [{}]}]}]",
                "spaces: [{id: main, identifiers: [{type: profile}], levels: [{name: a, keys: [{type: profile}]}]}]",
                "spaces: [{id: main, identifiers: [{type: a}], levels: [{name: a, keys: [{type: a, from: [b]}]}]}]",
                "spaces: [{id: main, identifiers: [{type: a}], levels: [{name: a, keys: [{type: a, match: level}]}]}]",
                "spaces: [{id: main, identifiers: [{type: a}], levels: [{name: a, keys: [{type: a, match: never}]}]}]",
                "spaces: [{id: main, max_merges: -1}]",
                "spaces: [{id: main, max_identifiers: 1.5}]",
                "spaces: [{id: main, sources: []}]",
                "spaces: [{id: main, blocked: [{}]}]",
                "spaces: [{id: main, blocked: [{equals: a, matches: b}]}]",
                "spaces: [{id: main, consent: {deny: [{equals: a}]}}]",
                "spaces: [{id: main, consent: {deny: [{path: a}]}}]",
                "spaces: [{id: main, identifiers: [{from: [a]}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match_within: 3}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match_within: 3y}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match_within: weekly}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match_within: P-3D}]}]",
                "spaces: [{id: main, identifiers: [{type: a, max_shared_by: 0}]}]",
                "spaces: [{id: main, identifiers: [{type: a, max_shared_by: {type: b}}]}]",
                "spaces: [{id: main, identifiers: [{type: a, max_shared_by: {max: 1001}}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match: sometimes}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match: never, match_within: 3d}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match: never, max_shared_by: 3}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match: level, match_within: 3d}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match: level, max_shared_by: 3}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match: level, limit: {max: 3}}]}]",
                "spaces: [{id: main, identifiers: [{type: a, match: level, collection: accounts}]}]",
                "spaces: [{id: main, identifiers: [{type: a, limit: {per: weekly}}]}]",
                "spaces: [{id: main, identifiers: [{type: a, limit: {max: 1, per: yearly}}]}]",
                "spaces: [{id: main, identifiers: [{type: a, from: [{url: b}]}]}]",
                "spaces: [{id: main, identifiers: [{type: a, from: [{path: b, query: [c]}]}]}]",
                "spaces: [{id: main, identifiers: [{type: a, from: [{path: b, on: [login]}]}]}]",
                "spaces: [{id: main, identifiers: [{type: a, from: [{path: b, when: {c: [1]}}]}]}]",
                "spaces: [{id: main, identifiers: [{type: a, sources: {only: [b], except: [c]}}]}]",
                "spaces: [{id: main, identifiers: [{type: a, normalize: [email]}]}]"
            })
    void what_the_schema_refuses_the_parser_refuses(String yaml) {
        assertThat(SCHEMA.validate(tree(yaml))).isNotEmpty();
        assertThat(TestRules.problems(yaml)).isNotEmpty();
    }

    @Test
    void schema_and_parser_know_the_same_keys() {
        Map<Keys, JsonNode> objects = Map.ofEntries(
                Map.entry(Keys.FILE, ROOT.get("properties")),
                Map.entry(Keys.SPACE, SPACE),
                Map.entry(Keys.ORDER, ORDER),
                Map.entry(Keys.CONSENT, SPACE.at("/consent/properties")),
                Map.entry(Keys.DENIAL, ROOT.at("/$defs/denial/properties")),
                Map.entry(Keys.BLOCKED, ROOT.at("/$defs/blockedList/items/properties")),
                Map.entry(Keys.IDENTIFIER, IDENTIFIER),
                Map.entry(Keys.EXTRACTION, EXTRACTION),
                Map.entry(Keys.SHARING, SHARING),
                Map.entry(Keys.LIMIT, LIMIT),
                Map.entry(Keys.SOURCES, IDENTIFIER.at("/sources/properties")),
                Map.entry(Keys.LEVEL, LEVEL),
                Map.entry(Keys.LEVEL_KEY, LEVEL_KEY),
                Map.entry(Keys.ALIASES, SPACE.at("/aliases/properties")));

        objects.forEach((keys, properties) ->
                assertThat(properties.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(keys.known()));
    }

    @Test
    void schema_and_parser_know_the_same_words() {
        assertThat(words(SPACE.at("/extends/enum")))
                .containsExactlyElementsOf(Names.PRESET.byName().keySet());
        assertThat(words(SPACE.at("/order/anyOf/0/enum"))).containsExactly(SpaceReader.ARRIVAL);
        assertThat(words(IDENTIFIER.at("/match/enum")))
                .containsExactlyElementsOf(Names.MATCHING.byName().keySet());
        assertThat(words(LEVEL_KEY.at("/match/enum")))
                .containsExactlyElementsOf(Names.KEY_MATCHING.byName().keySet());
        assertThat(words(LEVEL.at("/name/not/enum"))).containsExactlyInAnyOrderElementsOf(LevelReader.RESERVED);
        assertThat(words(SPACE.at("/survivor/enum")))
                .containsExactlyElementsOf(Names.SURVIVOR.byName().keySet());
        assertThat(words(SPACE.at("/demotion/enum")))
                .containsExactlyElementsOf(Names.DEMOTION.byName().keySet());
        assertThat(words(IDENTIFIER.at("/collection/enum")))
                .containsExactlyElementsOf(Names.COLLECTION.byName().keySet());
        assertThat(words(IDENTIFIER.at("/normalize/items/enum")))
                .containsExactlyElementsOf(Names.NORMALIZER.byName().keySet());
        assertThat(words(IDENTIFIER.at("/hash/enum")))
                .containsExactlyElementsOf(Names.HASH.byName().keySet());
        assertThat(words(EXTRACTION.at("/on/items/enum")))
                .containsExactlyElementsOf(Names.CALL.byName().keySet());
        assertThat(words(LIMIT.at("/per/anyOf/0/enum")))
                .containsAll(WindowSyntax.WORDS.keySet())
                .contains("ever")
                .hasSize(WindowSyntax.WORDS.size() + 1);
    }

    @Test
    void schema_and_parser_have_the_same_bounds() {
        assertThat(ROOT.at("/properties/spaces/maxItems").asInt()).isEqualTo(RulesParser.MAX_SPACES);
        assertThat(SPACE.at("/id/pattern").asText()).isEqualTo("^" + SpaceReader.ID + "$");
        assertThat(SPACE.at("/max_merges/maximum").asInt()).isEqualTo(SpaceReader.MAX_MERGES);
        assertThat(SPACE.at("/max_identifiers/maximum").asInt()).isEqualTo(SpaceReader.MAX_IDENTIFIERS);
        assertThat(SPACE.at("/identifiers/maxItems").asInt()).isEqualTo(SpaceReader.MAX_TYPES);
        assertThat(SPACE.at("/consent/properties/deny/maxItems").asInt()).isEqualTo(PatternReader.MAX_DENIALS);
        assertThat(ROOT.at("/$defs/blockedList/maxItems").asInt()).isEqualTo(PatternReader.MAX_BLOCKED);
        assertThat(ROOT.at("/$defs/sourceNames/maxItems").asInt()).isEqualTo(IdentifierReader.MAX_SOURCES);
        assertThat(ROOT.at("/$defs/pattern/maxLength").asInt()).isEqualTo(Patterns.MAX_CHARS);
        assertThat(ROOT.at("/$defs/path/maxLength").asInt()).isEqualTo(PathSyntax.MAX_CHARS);
        assertThat(ROOT.at("/$defs/typeName/maxLength").asInt()).isEqualTo(Bounds.MAX_TYPE_CHARS);
        assertThat(IDENTIFIER.at("/from/maxItems").asInt()).isEqualTo(ExtractionReader.MAX_EXTRACTIONS);
        assertThat(IDENTIFIER.at("/normalize/maxItems").asInt()).isEqualTo(IdentifierReader.MAX_NORMALIZERS);
        assertThat(IDENTIFIER.at("/priority/maximum").asInt()).isEqualTo(IdentifierReader.MAX_PRIORITY);
        assertThat(LEVEL_KEY.at("/priority/maximum").asInt()).isEqualTo(IdentifierReader.MAX_PRIORITY);
        assertThat(LIMIT.at("/max/maximum").asInt()).isEqualTo(IdentifierReader.MAX_LIMIT);
        assertThat(SHARING.at("/max/maximum").asInt()).isEqualTo(IdentifierReader.MAX_SHARED_BY);
        assertThat(ROOT.at("/$defs/sharing/anyOf/0/maximum").asInt()).isEqualTo(IdentifierReader.MAX_SHARED_BY);
        assertThat(SPACE.at("/levels/maxItems").asInt()).isEqualTo(LevelReader.MAX_LEVELS);
        assertThat(LEVEL.at("/keys/maxItems").asInt()).isEqualTo(LevelReader.MAX_KEYS);
        assertThat(LEVEL.at("/name/pattern").asText()).isEqualTo("^" + LevelReader.NAME + "$");
        assertThat(ROOT.at("/$defs/duration/anyOf/0/pattern").asText()).isEqualTo("^" + WindowSyntax.SHORT + "$");
        assertThat(ROOT.at("/$defs/duration/anyOf/1/pattern").asText()).isEqualTo("^" + WindowSyntax.ISO + "$");
        assertThat(EXTRACTION.at("/query/maxItems").asInt()).isEqualTo(ExtractionReader.MAX_QUERY);
        assertThat(EXTRACTION.at("/query/items/maxLength").asInt()).isEqualTo(ExtractionReader.MAX_QUERY_CHARS);
        assertThat(EXTRACTION.at("/when/maxProperties").asInt()).isEqualTo(PatternReader.MAX_CONDITIONS);
    }

    @Test
    void every_key_of_a_space_and_of_a_type_is_described_for_editors() {
        List<JsonNode> properties = new ArrayList<>();
        SPACE.forEach(properties::add);
        IDENTIFIER.forEach(properties::add);
        EXTRACTION.forEach(properties::add);
        LEVEL.forEach(properties::add);
        LEVEL_KEY.forEach(properties::add);
        SHARING.forEach(properties::add);
        LIMIT.forEach(properties::add);
        ORDER.forEach(properties::add);

        assertThat(properties).allMatch(property -> property.has("description") || property.has("$ref"));
    }

    /** YAML as the parser types it, as JSON. */
    private static JsonNode tree(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }
}
