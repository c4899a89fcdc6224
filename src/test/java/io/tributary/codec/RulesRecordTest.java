package io.tributary.codec;

import static io.tributary.codec.Encoded.expected;
import static io.tributary.codec.Encoded.json;
import static io.tributary.codec.Encoded.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.model.Collection;
import io.tributary.model.RulesAccepted;
import io.tributary.model.RulesAccepted.Change;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesRecordTest {
    private static final String BEFORE = "sha256:" + "b".repeat(64);

    @Test
    void accepted_rules_say_each_change_in_the_words_of_the_file() {
        RulesAccepted accepted = new RulesAccepted(
                "acme",
                42,
                BEFORE,
                List.of(
                        new Change("restrictive", "limit", Collection.USERS, "email", "{max: 5, per: ever}", null),
                        new Change("relaxing", "match_within", Collection.level("household"), "ip", "3d", "4d"),
                        new Change("relaxing", "max_merges", null, null, "1", "2")),
                0);

        assertThat(json(accepted)).isEqualTo(expected("""
                {'space':'acme','sequence':42,'kind':'rules','before':'BEFORE','changes':[
                 {'class':'restrictive','key':'limit','collection':'users','type':'email','before':'{max: 5, per: ever}'},
                 {'class':'relaxing','key':'match_within','collection':'users','level':'household','type':'ip','before':'3d','after':'4d'},
                 {'class':'relaxing','key':'max_merges','before':'1','after':'2'}],'rules':'RULES'}""".replace("BEFORE", BEFORE)));
        assertThat(key(accepted)).isEqualTo("acme");
    }

    @Test
    void a_space_that_is_gone_says_what_waited_in_it() {
        Change gone = new Change("breaking", "space", null, null, "acme", null);

        JsonNode record = json(new RulesAccepted("acme", 0, BEFORE, List.of(gone), 7));

        assertThat(record.get("sequence").intValue()).isZero();
        assertThat(record.get("eventsDropped").intValue()).isEqualTo(7);
    }

    @Test
    void the_largest_change_of_rules_fits_into_a_record() {
        Change large = new Change("breaking", "from", Collection.USERS, "t", "\"".repeat(2_000_000), "x".repeat(9_999));

        JsonNode record = json(new RulesAccepted("acme", 1, BEFORE, Collections.nCopies(5000, large), 0));

        assertThat(record.get("changes").size()).isPositive();
        assertThat(record.get("changes").size() + record.get("changesOmitted").intValue())
                .isEqualTo(5000);
        assertThat(record.at("/changes/0/before").textValue()).endsWith("...");
    }
}
