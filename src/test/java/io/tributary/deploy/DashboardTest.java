package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardTest {
    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper()
                .readTree(Path.of("deploy/grafana/tributary.json").toFile());
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        dashboard()
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> queries.add(target.path("expr").asText())));
        return queries;
    }

    @Test
    void panels_do_not_lie_on_each_other_and_have_names_of_their_own() throws IOException {
        List<String> titles = new ArrayList<>();
        List<String> places = new ArrayList<>();
        dashboard().path("panels").forEach(panel -> {
            titles.add(panel.path("title").asText());
            JsonNode place = panel.path("gridPos");
            places.add(place.path("x") + "," + place.path("y"));
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
        });
        assertThat(titles).doesNotHaveDuplicates().doesNotContain("");
        assertThat(places).doesNotHaveDuplicates();
    }

    /** As recording rules, which is how promtool takes queries. */
    @Test
    void prometheus_takes_every_query(@TempDir Path directory) throws IOException {
        Tool.PROMTOOL.require("the dashboards' queries");
        StringBuilder rules = new StringBuilder("groups:\n  - name: queries\n    rules:\n");
        int number = 0;
        for (String query : queries()) {
            String filled = query.replace("$__rate_interval", "5m");
            rules.append("      - record: query_%d%n        expr: '%s'%n".formatted(number++, filled));
        }
        Path file = Files.writeString(directory.resolve("queries.yaml"), rules.toString());
        Tool.Said said = Tool.PROMTOOL.run("check", "rules", file.toString());
        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(number).isGreaterThan(20);
    }
}
