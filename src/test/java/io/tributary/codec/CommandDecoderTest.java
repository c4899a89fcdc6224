package io.tributary.codec;

import static io.tributary.codec.SpaceBuilder.space;
import static io.tributary.codec.SpaceBuilder.type;
import static io.tributary.codec.SpaceBuilder.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.Command.Kind;
import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.RejectionCode;
import io.tributary.rules.Normalizer;
import io.tributary.rules.RuleBook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandDecoderTest {
    private static final long RECORD_TIME = Decoded.RECORD_TIME;
    private static final ProfileId PROFILE = ProfileId.at(ProfileId.Kind.USER, RECORD_TIME, 1, 2);

    /** SHA-256 of {@code jane@example.com}. */
    private static final String JANE = "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d";

    private static final RuleBook RULES = SpaceBuilder.book(
            usual().add(type("group_id").ofAccounts().normalize(Normalizer.LOWERCASE))
                    .add(type("phone").normalize(Normalizer.PHONE))
                    .add(type("email_hash").hashed().normalize(Normalizer.TRIM, Normalizer.LOWERCASE))
                    .level("household", type("phone")),
            space("other").addsNoTypes());

    private final CommandDecoder decoder = new CommandDecoder(RULES);

    private record Outcome(List<Command> commands, List<Rejected> rejections) {
        Command command() {
            assertThat(rejections).isEmpty();
            assertThat(commands).hasSize(1);
            return commands.get(0);
        }

        Rejected rejection() {
            assertThat(commands).isEmpty();
            assertThat(rejections).hasSize(1);
            return rejections.get(0);
        }
    }

    private Outcome decode(byte @Nullable [] value, long recordTime) {
        Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
        decoder.decode(new RawRecord("commands", 0, 7, recordTime, null, value), new CommandDecoder.Output() {
            @Override
            public void command(Command command) {
                outcome.commands.add(command);
            }

            @Override
            public void rejected(Rejected rejected) {
                outcome.rejections.add(rejected);
            }
        });
        return outcome;
    }

    private Outcome decode(String json) {
        String value = json.replace('\'', '"').replace("PROFILE", PROFILE.toString());
        return decode(value.getBytes(StandardCharsets.UTF_8), RECORD_TIME);
    }

    private Command command(String fields) {
        return decode("{'commandId':'c-1','space':'acme'," + fields + "}").command();
    }

    @Test
    void a_command_says_what_to_do_to_what_and_why() {
        Command command = command("'command':'detach','externalId':{'collection':'users','type':'email','id':'x'},"
                + "'profileId':'PROFILE','reason':'ticket 4711','timestamp':'2026-03-01T10:00:00Z'");
        assertThat(command)
                .isEqualTo(new Command(
                        "acme",
                        "c-1",
                        Kind.DETACH,
                        ExternalId.user("email", "x"),
                        PROFILE,
                        "ticket 4711",
                        1772359200000L,
                        null));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_kind_is_a_command_with_what_it_needs(Kind kind) {
        boolean profile = kind == Kind.UNMERGE || kind == Kind.DELETE;
        String needed = profile ? "'profileId':'PROFILE'" : "'externalId':{'collection':'accounts','type':'t','id':7}";
        Command command = command("'command':'" + kind.wireName() + "'," + needed);
        assertThat(command.kind()).isEqualTo(kind);
        assertThat(command.problem()).isNull();
        assertThat(command.profileId()).isEqualTo(profile ? PROFILE : null);
        assertThat(command.externalId()).isEqualTo(profile ? null : new ExternalId(Collection.ACCOUNTS, "t", "7"));

        Command lacking = command("'command':'" + kind.wireName() + "',"
                + (profile ? "'externalId':null,'x':1" : "'profileId':'PROFILE'"));
        assertThat(lacking.kind()).isEqualTo(kind);
        assertThat(lacking.problem()).isEqualTo((profile ? "profileId" : "externalId") + " is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'command':'merge'                                                            | command is none of detach, block, unblock, unmerge, delete, suppress, unsuppress
            'command':'Detach'                                                           | command is none of
            'command':['detach']                                                         | command is none of
            'reason':'x'                                                                 | command is none of
            'command':'block','externalId':'users/email/x'                               | externalId is not an object
            'command':'block','externalId':['users']                                     | externalId is not an object
            'command':'block','externalId':false                                         | externalId is not an object
            'command':'block','externalId':{}                                            | externalId.collection is neither
            'command':'block','externalId':{'collection':'household','type':'phone','id':'1'} | externalId.collection is neither users nor accounts
            'command':'block','externalId':{'collection':{},'type':'t','id':'1'}         | externalId.collection is neither
            'command':'block','externalId':{'collection':'users','id':'1'}               | externalId.type is not text
            'command':'block','externalId':{'collection':'users','type':'','id':'1'}     | externalId.type is not text
            'command':'block','externalId':{'collection':'users','type':7,'id':'1'}      | externalId.type is not text
            'command':'block','externalId':{'collection':'users','type':'t'}             | externalId.id is not text
            'command':'block','externalId':{'collection':'users','type':'t','id':''}     | externalId.id is not text
            'command':'block','externalId':{'collection':'users','type':'t','id':true}   | externalId.id is not text
            'command':'block','externalId':{'collection':'users','type':'t','id':['1']}  | externalId.id is not text
            'command':'block','externalId':{'collection':'users','type':'t','id':1e999999} | externalId.id is not text
            'command':'block','externalId':{'collection':'users','type':'phone','id':'Jane'} | externalId.id is no value of its type
            'command':'block','externalId':{'collection':'users','type':'email_hash','id':'  '} | externalId.id is no value of its type
            'command':'delete','profileId':'use_1'                                       | profileId is not the ID
            'command':'delete','profileId':17                                            | profileId is not the ID
            'command':'delete','profileId':{}                                            | profileId is not the ID
            'command':'delete','profileId':'hh_000000000000000000000000000'              | profileId is not the ID
            'command':'delete','profileId':'use_zzzzzzzzzzzzzzzzzzzzzzzzzzz'              | profileId is not the ID
            'command':'delete','profileId':'PROFILE','externalId':{}                     | externalId.collection is neither
            'command':'delete','profileId':'PROFILE','reason':['x']                      | reason is not text
            'command':'delete','profileId':'PROFILE','reason':17                         | reason is not text
            """)
    void what_cannot_be_carried_out_is_a_command_with_a_problem(String fields, String problem) {
        Command command = command(fields);
        assertThat(command.problem()).startsWith(problem);
        assertThat(command.commandId()).isEqualTo("c-1");
        assertThat(command.time()).isEqualTo(RECORD_TIME);
    }

    @Test
    void lengths_are_bounded_and_nothing_is_cut() {
        String block = "'command':'block','externalId':{'collection':'users','type':'%s','id':'%s'},'reason':'%s'";
        Command longest = command(block.formatted("t".repeat(128), "i".repeat(512), "r".repeat(1024)));
        assertThat(longest.problem()).isNull();
        assertThat(longest.reason()).hasSize(1024);
        assertThat(command(block.formatted("t".repeat(129), "i", "r")).problem())
                .startsWith("externalId.type");
        assertThat(command(block.formatted("t", "i".repeat(513), "r")).problem())
                .startsWith("externalId.id");
        assertThat(command(block.formatted("group_id", "İ".repeat(300), "r")).problem())
                .isNull();
        assertThat(command(block.formatted("email_hash", "i".repeat(512), "r")).problem())
                .isNull();
        Command wordy = command(block.formatted("t", "i", "r".repeat(1025)));
        assertThat(wordy.problem()).isEqualTo("reason is not text of at most 1024 characters");
        assertThat(wordy.reason()).isNull();

        String named = "{'commandId':'%s','space':'acme','command':'delete','profileId':'PROFILE'}";
        assertThat(decode(named.formatted("c".repeat(128))).command().commandId())
                .hasSize(128);
        assertThat(decode(named.formatted("c".repeat(129))).rejection().code())
                .isEqualTo(RejectionCode.MALFORMED_COMMAND);
    }

    @Test
    void an_external_id_is_named_as_events_have_it() {
        String block = "'command':'block','externalId':{'collection':'%s','type':'%s','id':'%s'}";
        assertThat(command(block.formatted("accounts", "group_id", "Initech")).externalId())
                .isEqualTo(new ExternalId(Collection.ACCOUNTS, "group_id", "initech"));
        assertThat(command(block.formatted("users", "phone", "0049 30 12345678"))
                        .externalId())
                .isEqualTo(ExternalId.user("phone", "+493012345678"));
        assertThat(command(block.formatted("users", "unheard_of", " X ")).externalId())
                .isEqualTo(ExternalId.user("unheard_of", " X "));
    }

    @Test
    void a_hashed_external_id_is_named_raw_or_by_its_hash() {
        String block = "'command':'block','externalId':{'collection':'users','type':'%s','id':'%s'}";
        for (String id : List.of(JANE, JANE.toUpperCase(Locale.ROOT), " Jane@Example.com ")) {
            assertThat(command(block.formatted("email_hash", id)).externalId())
                    .isEqualTo(ExternalId.user("email_hash", JANE));
        }
        String almost = JANE.substring(1) + "x";
        assertThat(command(block.formatted("email_hash", almost)).externalId())
                .isEqualTo(ExternalId.user("email_hash", new Sha256().hex(almost)));
        assertThat(command(block.formatted("email", JANE.toUpperCase(Locale.ROOT)))
                        .externalId())
                .isEqualTo(ExternalId.user("email", JANE.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'command':'secret','externalId':{'collection':'users','type':'email_hash','id':'secret'}",
                "'command':'block','externalId':{'collection':'secret','type':'email_hash','id':'secret'}",
                "'command':'block','externalId':'secret'",
                "'command':'block','externalId':{'collection':'users','type':'phone','id':'secret'}",
                "'command':'delete','profileId':'secret'"
            })
    void nothing_that_is_wrong_is_repeated(String fields) {
        assertThat(command(fields).toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {}                                                      | MALFORMED_COMMAND
            {'space':'acme'}                                        | MALFORMED_COMMAND
            {'space':'acme','commandId':''}                         | MALFORMED_COMMAND
            {'space':'acme','commandId':null}                       | MALFORMED_COMMAND
            {'space':'acme','commandId':{}}                         | MALFORMED_COMMAND
            {'space':'acme','commandId':true}                       | MALFORMED_COMMAND
            {'space':'acme','commandId':1e999999}                   | MALFORMED_COMMAND
            {'commandId':'c'}                                       | MALFORMED_COMMAND
            {'commandId':'c','space':7}                             | MALFORMED_COMMAND
            {'commandId':'c','space':['acme']}                      | MALFORMED_COMMAND
            {'commandId':'c','space':''}                            | UNKNOWN_SPACE
            {'commandId':'c','space':'Acme'}                        | UNKNOWN_SPACE
            [{'commandId':'c','space':'acme'}]                      | NOT_AN_OBJECT
            'acme'                                                  | NOT_AN_OBJECT
            {'commandId':'c','space':'acme'                         | MALFORMED_JSON
            {'commandId':'c','space':'acme'}}                       | MALFORMED_JSON
            acme                                                    | MALFORMED_JSON
            """)
    void what_cannot_be_answered_is_rejected(String json, RejectionCode code) {
        Rejected rejection = decode(json).rejection();
        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.detail()).isNotEmpty().doesNotContain("acme");
    }

    @Test
    void tombstones_and_empty_values_are_rejected() {
        assertThat(decode(null, RECORD_TIME).rejection().code()).isEqualTo(RejectionCode.MALFORMED_JSON);
        assertThat(decode("").rejection().code()).isEqualTo(RejectionCode.MALFORMED_JSON);
        assertThat(decode("\uFEFF{}").rejection().code()).isEqualTo(RejectionCode.MALFORMED_JSON);
        assertThat(decode(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}, RECORD_TIME)
                        .rejection()
                        .code())
                .isEqualTo(RejectionCode.MALFORMED_JSON);
        assertThat(decode("[".repeat(60_000)).rejection().code()).isEqualTo(RejectionCode.MALFORMED_JSON);
    }

    @Test
    void more_than_64_kibibytes_are_rejected() {
        String command = "{'commandId':'c','space':'acme','command':'delete','profileId':'PROFILE'}"
                .replace("PROFILE", PROFILE.toString());
        String padding = " ".repeat((64 << 10) - command.length());
        assertThat(decode(command + padding).command().problem()).isNull();
        assertThat(decode(command + padding + " ").rejection().code()).isEqualTo(RejectionCode.TOO_LARGE);
    }

    @Test
    void a_command_id_may_be_a_number() {
        assertThat(decode("{'commandId':4711,'space':'other'}").command().commandId())
                .isEqualTo("4711");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'timestamp':1000                | 1000
            'timestamp':'1970-01-01'        | 0
            'timestamp':'yesterday'         | 1772366400000
            'timestamp':-1                  | 1772366400000
            'timestamp':null                | 1772366400000
            'timestamp':1772452800000       | 1772452800000
            'timestamp':1772452800001       | 1772366400000
            """)
    void its_time_is_its_own_unless_that_is_none_or_a_day_ahead(String timestamp, long expected) {
        assertThat(command("'command':'delete'," + timestamp).time()).isEqualTo(expected);
    }

    @Test
    void a_command_without_any_time_is_rejected() {
        byte[] command = "{\"commandId\":\"c\",\"space\":\"acme\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(decode(command, RawRecord.NO_TIMESTAMP).rejection().code()).isEqualTo(RejectionCode.NO_TIMESTAMP);
        assertThat(decode(command, 5).command().time()).isEqualTo(5);
    }

    @Test
    void a_decoder_remembers_nothing_of_the_command_before() {
        assertThat(command("'command':'nonsense','reason':'r','externalId':7").problem())
                .isNotNull();
        assertThat(command("'command':'delete','profileId':'PROFILE'"))
                .isEqualTo(new Command("acme", "c-1", Kind.DELETE, null, PROFILE, null, RECORD_TIME, null));
    }

    @Test
    void whatever_comes_in_is_a_command_that_can_be_answered_or_a_rejection() {
        long seed = 815;
        System.out.println("CommandDecoderTest seed " + seed);
        Random random = new Random(seed);
        RecordEncoder encoder = new RecordEncoder(SpaceBuilder.FINGERPRINT);
        int commands = 0;
        int fine = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] value = CommandFuzz.command(random, PROFILE);
            Outcome outcome = decode(value, random.nextInt(8) == 0 ? RawRecord.NO_TIMESTAMP : RECORD_TIME);
            String shown = new String(value, StandardCharsets.UTF_8);
            assertThat(outcome.commands.size() + outcome.rejections.size())
                    .as(shown)
                    .isEqualTo(1);
            for (Command command : outcome.commands) {
                Encoded.json(encoder, CommandFuzz.answer(command));
                commands++;
                fine += command.problem() == null ? 1 : 0;
            }
            for (Rejected rejected : outcome.rejections) {
                Encoded.json(encoder, rejected);
            }
        }
        assertThat(commands).isBetween(3000, 19_000);
        assertThat(fine).isGreaterThan(500);
    }
}
