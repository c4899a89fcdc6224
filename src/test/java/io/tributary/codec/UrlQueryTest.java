package io.tributary.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlQueryTest {
    @ParameterizedTest
    @CsvSource({
        "https://acme.com/?gclid=x, x",
        "?gclid=x, x",
        "https://acme.com/p?a=1&gclid=x&b=2, x",
        "https://acme.com/p?a=1&gclid=x#top, x",
        "https://acme.com/?gclid=first&gclid=second, first",
        "https://acme.com/?xgclid=no&gclid=x, x",
        "https://acme.com/?gclid=a+b%20c, a b c",
        "https://acme.com/?gclid=caf%C3%A9, café",
        "https://acme.com/?gclid=caf%c3%a9, café",
        "https://acme.com/?gclid=a=b, a=b",
        "https://acme.com/?%67clid=x, x",
        "https://acme.com/?gclid=%zz&gclid=x, x",
        "https://acme.com/?&&gclid=x&, x",
        "https://acme.com/?a?gclid=no&gclid=x, x",
        "https://acme.com/?gclid=é, é",
    })
    void finds_and_decodes_a_parameter(String url, String value) {
        assertThat(UrlQuery.value(url, "gclid")).isEqualTo(value);
    }

    @Test
    void a_parameter_may_be_empty() {
        assertThat(UrlQuery.value("?gclid=", "gclid")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gclid=x",
                "https://acme.com/gclid=x",
                "https://acme.com/#?gclid=x",
                "https://acme.com/?",
                "https://acme.com/?gclid",
                "https://acme.com/?gclid&a=b",
                "https://acme.com/?GCLID=x",
                "https://acme.com/?gclid=%",
                "https://acme.com/?gclid=%4",
                "https://acme.com/?gclid=%4g",
                "https://acme.com/?gclid=%+1",
                "https://acme.com/?gclid=%ff",
                "https://acme.com/?gclid=%ed%a0%80",
                "https://acme.com/?a=1#&gclid=x"
            })
    void what_is_not_there_or_cannot_be_decoded_is_null(String url) {
        assertThat(UrlQuery.value(url, "gclid")).isNull();
    }
}
