package io.tributary.codec;

import static io.tributary.codec.Decoded.raw;
import static io.tributary.codec.SpaceBuilder.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Bounds;
import io.tributary.model.RejectionCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever can arrive on a topic has an outcome. */
class HostileInputTest {
    private static final String OK = "{\"type\":\"track\",\"anonymousId\":\"a1\"}";

    /** Everything that a rule, or intake itself, reads. */
    static final List<String> READ = List.of(
            "type",
            "messageId",
            "timestamp",
            "originalTimestamp",
            "receivedAt",
            "sentAt",
            "writeKey",
            "userId",
            "anonymousId",
            "traits",
            "traits.email",
            "context",
            "context.traits",
            "context.traits.email",
            "context.source",
            "context.source.id",
            "context.externalIds");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Decoded decode(byte[] event) {
        return Decoded.of(SpaceBuilder.book(usual()), raw(event));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("empty", utf8("")),
                Arguments.of("white space", utf8(" \n\t ")),
                Arguments.of("no JSON", utf8("hello")),
                Arguments.of("truncated", utf8(OK.substring(0, OK.length() - 1))),
                Arguments.of("truncated in a string", utf8(OK.substring(0, OK.length() - 4))),
                Arguments.of("truncated in a number", utf8("{\"type\":\"track\",\"n\":1.")),
                Arguments.of("truncated in an array", utf8("[1,2")),
                Arguments.of("a comma too many", utf8("{\"type\":\"track\",}")),
                Arguments.of("text behind", utf8(OK + " x")),
                Arguments.of("a brace behind", utf8(OK + "}")),
                Arguments.of("two objects", utf8(OK + OK)),
                Arguments.of("a NUL behind", utf8(OK + "\0")),
                Arguments.of("a NUL inside a string", utf8("{\"type\":\"tr\0ack\"}")),
                Arguments.of("a NUL between", utf8("{\0\"type\":\"track\"}")),
                Arguments.of("a line break inside a string", utf8("{\"type\":\"track\",\"x\":\"a\nb\"}")),
                Arguments.of("byte order mark", utf8("\uFEFF" + OK)),
                Arguments.of("UTF-16", OK.getBytes(StandardCharsets.UTF_16LE)),
                Arguments.of("UTF-16 with mark", OK.getBytes(StandardCharsets.UTF_16)),
                Arguments.of("UTF-32", OK.getBytes(java.nio.charset.Charset.forName("UTF-32"))),
                Arguments.of("Latin-1 in a value", latin1("{\"type\":\"track\",\"userId\":\"caf\u00e9\"}")),
                Arguments.of(
                        "Latin-1 in a skipped value", latin1("{\"type\":\"track\",\"x\":{\"y\":\"caf\u00e9 noir\"}}")),
                Arguments.of("overlong UTF-8", latin1("{\"type\":\"track\",\"x\":\"\u00c0\u00af\"}")),
                Arguments.of("surrogate in UTF-8", latin1("{\"type\":\"track\",\"x\":\"\u00ed\u00a0\u0080\"}")),
                Arguments.of("single quotes", utf8("{'type':'track'}")),
                Arguments.of("bare names", utf8("{type:\"track\"}")),
                Arguments.of("comment", utf8("{\"type\":\"track\"/**/}")),
                Arguments.of("NaN", utf8("{\"type\":\"track\",\"x\":NaN}")),
                Arguments.of("leading zero", utf8("{\"type\":\"track\",\"x\":01}")),
                Arguments.of("lone surrogate in a name", utf8("{\"type\":\"track\",\"\\udfff\":1}")),
                Arguments.of("bad escape", utf8("{\"type\":\"track\",\"x\":\"\\x41\"}")),
                Arguments.of("bad unicode escape", utf8("{\"type\":\"track\",\"x\":\"\\u12g4\"}")),
                Arguments.of("nested 10,000 deep", utf8("{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")),
                Arguments.of("objects 10,000 deep", utf8("{\"x\":".repeat(10_000) + "1" + "}".repeat(10_000))),
                Arguments.of("opened 500,000 times", utf8("[".repeat(500_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void what_is_no_json_is_rejected(String name, byte[] event) {
        assertThat(decode(event).rejection().code()).as(name).isEqualTo(RejectionCode.MALFORMED_JSON);
    }

    @Test
    void a_tombstone_is_rejected() {
        Decoded decoded = Decoded.of(SpaceBuilder.book(usual()), raw((byte[]) null));
        assertThat(decoded.rejection().code()).isEqualTo(RejectionCode.MALFORMED_JSON);
    }

    static final List<String> noObjects =
            List.of("[]", "[1,{\"a\":[]}]", "\"text\"", "17", "1e999999999", "true", "null");

    @ParameterizedTest
    @FieldSource("noObjects")
    void json_that_is_no_object_is_rejected(String event) {
        assertThat(decode(utf8(event)).rejection().code()).isEqualTo(RejectionCode.NOT_AN_OBJECT);
    }

    @Test
    void more_than_a_mebibyte_is_rejected_before_it_is_read() {
        String padding = " ".repeat(Bounds.MAX_EVENT_BYTES - OK.length());
        assertThat(decode(utf8(OK + padding)).observation().ids()).hasSize(1);
        assertThat(decode(utf8(OK + padding + " ")).rejection().code()).isEqualTo(RejectionCode.TOO_LARGE);
        assertThat(decode(new byte[10 << 20]).rejection().code()).isEqualTo(RejectionCode.TOO_LARGE);
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                Arguments.of("nested 1,000 deep", "\"x\":" + "[".repeat(999) + "]".repeat(999)),
                Arguments.of("numbers beyond double", "\"x\":1e400,\"y\":-1e-400,\"z\":" + "9".repeat(5000)),
                Arguments.of("a number of 900,000 digits", "\"x\":" + "9".repeat(900_000)),
                Arguments.of("a name of 900,000 characters", "\"" + "n".repeat(900_000) + "\":1"),
                Arguments.of("a string of 900,000 characters", "\"x\":\"" + "n".repeat(900_000) + "\""),
                Arguments.of("escaped NUL", "\"x\":\"\\u0000\""),
                Arguments.of("escaped lone surrogate", "\"x\":\"\\ud800\",\"\\ud83d\\ude00\":1"),
                Arguments.of("the same key 50,000 times", "\"x\":1" + ",\"x\":1".repeat(50_000)),
                Arguments.of("an empty key", "\"\":{\"\":1}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void what_is_odd_but_json_is_taken(String name, String field) {
        assertThat(Decoded.ids(decode(utf8("{" + field + "," + OK.substring(1))).observation()))
                .as(name)
                .containsExactly("anonymous_id:a1");
    }

    @Test
    void names_that_collide_in_the_parsers_symbol_table_are_read_all_the_same() {
        // Quads after the third are summed up: every order of the same quads has one hash.
        StringBuilder event = new StringBuilder(OK.substring(0, OK.length() - 1));
        int count = 0;
        for (int bits = 0; bits < 1 << 20 && event.length() < 1_000_000; bits++) {
            if (Integer.bitCount(bits) == 10) {
                event.append(",\"abcdefghijkl");
                for (int b = 0; b < 20; b++) {
                    event.append((bits >> b & 1) == 0 ? "wwww" : "vvvv");
                }
                event.append("\":1");
                count++;
            }
        }
        event.append("}");
        assertThat(count).isGreaterThan(9000);
        EventDecoder decoder = new EventDecoder(SpaceBuilder.book(usual()), false);
        for (int i = 0; i < 3; i++) {
            assertThat(Decoded.of(decoder, raw(event.toString())).observation().ids())
                    .hasSize(1);
        }
    }

    static List<Arguments> wrongKinds() {
        List<Arguments> cases = new ArrayList<>();
        for (String path : READ) {
            for (String value : List.of(
                    "null",
                    "true",
                    "17",
                    "-1e999999999",
                    "\"\"",
                    "\"x\"",
                    "\"\\ud800\"",
                    "[]",
                    "[[],{}]",
                    "{}",
                    "{\"x\":[1]}")) {
                cases.add(Arguments.of(path, value));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("wrongKinds")
    void any_kind_of_value_at_any_path_has_an_outcome(String path, String value) {
        String[] keys = path.split("\\.", -1);
        String nested = value;
        for (int i = keys.length - 1; i >= 0; i--) {
            nested = "{\"" + keys[i] + "\":" + nested + "}";
        }
        String type = path.equals("type") ? "" : ",\"type\":\"identify\"";
        Decoded decoded = decode(utf8(nested.substring(0, nested.length() - 1) + type + "}"));
        if (path.equals("type")) {
            assertThat(decoded.rejection().code()).isEqualTo(RejectionCode.UNKNOWN_TYPE);
        } else {
            assertThat(decoded.observation().type().wireName()).isEqualTo("identify");
        }
    }

    @Test
    void a_decoder_remembers_nothing_of_the_record_before() {
        EventDecoder decoder = new EventDecoder(SpaceBuilder.book(usual()), false);
        String full = "{\"type\":\"identify\",\"userId\":\"u\",\"messageId\":\"m\",\"writeKey\":\"w\",\"timestamp\":1,"
                + "\"traits\":{\"email\":\"e\"},\"context\":{\"externalIds\":[1]}}";
        assertThat(Decoded.of(decoder, raw(full)).observation().ids()).hasSize(2);
        assertThat(Decoded.of(decoder, raw("{\"userId\":")).rejections()).hasSize(1);
        assertThat(Decoded.of(decoder, raw("{}")).rejection().code()).isEqualTo(RejectionCode.UNKNOWN_TYPE);
        assertThat(Decoded.of(decoder, raw("{\"type\":\"identify\"}")).observation())
                .isEqualTo(decode(utf8("{\"type\":\"identify\"}")).observation());
    }
}
