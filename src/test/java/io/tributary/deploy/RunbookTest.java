package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the runbook says about things that are elsewhere. {@link RunbookIT} runs its commands. */
class RunbookTest {
    private static final Pattern FENCE = Pattern.compile("(?m)^```(.+)$");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!http|#)([^)#]+)");
    private static final Pattern OVERLAY_OR_JOB = Pattern.compile("k8s/(?:overlays|jobs|base|components)/[a-z0-9.-]+");

    private static String text() throws IOException {
        return Files.readString(Path.of("deploy/README.md"));
    }

    @Test
    void every_block_is_run_by_a_test_or_says_that_it_needs_kubernetes() throws IOException {
        assertThat(FENCE.matcher(text()).results().map(found -> found.group(1)))
                .contains("sh")
                .allMatch(List.of("sh", "sh on-kubernetes")::contains);
        assertThat(RunbookIT.commands()).doesNotContain("kubectl", "docker");
    }

    @Test
    void every_file_it_names_is_there() throws IOException {
        assertThat(LINK.matcher(text()).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of("deploy").resolve(link)).exists());
        assertThat(OVERLAY_OR_JOB.matcher(text()).results().map(MatchResult::group))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }

    @Test
    void it_says_where_each_secret_comes_from() throws IOException {
        for (String secret : Agreement.SECRETS) {
            assertThat(text()).contains("name: \"" + secret + "\"");
        }
    }
}
