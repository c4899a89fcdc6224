package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** What a container prints is one JSON object a line, whatever is logged. */
class ContainerLogTest {
    @Test
    void a_line_is_a_json_object_also_of_a_failure_and_of_words_with_quotes_and_line_breaks() throws Exception {
        LoggerContext context = Configurator.initialize(
                "container",
                null,
                Path.of("flink-conf/log4j-console.properties").toUri());
        try {
            var layout = context.getConfiguration().getAppender("console").getLayout();
            var event = Log4jLogEvent.newBuilder()
                    .setLevel(Level.ERROR)
                    .setLoggerName("io.tributary.job.Main")
                    .setThreadName("main \"1\"")
                    .setTimeMillis(1_772_359_200_000L)
                    .setMessage(new SimpleMessage("it said \"no\"\nand a \\ more\ttab"))
                    .setThrown(new IllegalStateException("two\nlines", new RuntimeException("a \"cause\"")))
                    .build();
            String line = new String(layout.toByteArray(event), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(line).endsWith("\n");
            assertThat(line.strip()).doesNotContain("\n");
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.path("time").asText()).isEqualTo("2026-03-01T10:00:00.000Z");
            assertThat(json.path("message").asText()).isEqualTo("it said \"no\"\nand a \\ more\ttab");
            assertThat(json.path("error").asText()).contains("two\nlines").contains("a \"cause\"");
            assertThat(Map.of(
                            "level",
                            json.path("level").asText(),
                            "logger",
                            json.path("logger").asText()))
                    .containsEntry("level", "ERROR")
                    .containsEntry("logger", "io.tributary.job.Main");
        } finally {
            context.close();
        }
    }
}
