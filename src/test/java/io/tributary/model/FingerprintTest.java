package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void a_fingerprint_is_the_beginning_of_what_sha256sum_prints() {
        assertThat(Fingerprint.of("jane@example.com")).isEqualTo("8c87b489ce35");
    }

    @Test
    void an_external_id_is_named_by_its_type_and_not_by_its_value() {
        assertThat(Fingerprint.of(ExternalId.user("email", "jane@example.com"))).isEqualTo("users/email#8c87b489ce35");
    }
}
