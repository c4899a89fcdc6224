package io.tributary.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Flink's REST interface of one JobManager. */
final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String base;

    FlinkRest(int port) {
        base = "http://127.0.0.1:" + port;
    }

    /**
     * What it answers.
     *
     * @throws IOException if it does not answer, or not with success: a JobManager that has just started may not know yet
     */
    JsonNode get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    /** What it answers, missing if it does not or not with success. */
    JsonNode getIfAnswered(String path) {
        try {
            return get(path);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> answer = client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("HTTP " + answer.statusCode() + ": "
                        + body.path("errors")
                                .path(0)
                                .asText()
                                .lines()
                                .findFirst()
                                .orElse(""));
            }
            return body;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
