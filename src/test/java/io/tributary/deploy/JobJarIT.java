package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deployed: the job's jar, its list of parts, and the image around it. */
class JobJarIT {
    private static final Path TARGET = Path.of("target");
    /** The one class of the connector that is in a package of Flink's own. */
    private static final String OF_CONNECTOR =
            "org/apache/flink/streaming/util/serialization/JSONKeyValueDeserializationSchema.class";

    private static final String NAME = "tributary-0.1.0-SNAPSHOT-job.jar";

    @Test
    void nothing_of_flink_is_in_it_but_the_connector_for_kafka() throws IOException {
        try (JarFile jar = new JarFile(TARGET.resolve(NAME).toFile())) {
            List<String> entries = jar.stream().map(ZipEntry::getName).toList();
            assertThat(entries)
                    .contains("io/tributary/job/Main.class", "org/apache/kafka/clients/producer/KafkaProducer.class")
                    .anyMatch(entry -> entry.startsWith("org/apache/flink/connector/kafka/"))
                    .noneMatch(entry -> entry.startsWith("org/apache/logging/") || entry.startsWith("org/slf4j/"));
            assertThat(entries.stream()
                            .filter(entry -> entry.startsWith("org/apache/flink/") && entry.endsWith(".class")))
                    .allMatch(entry -> entry.startsWith("org/apache/flink/connector/kafka/")
                            || entry.startsWith("org/apache/flink/streaming/connectors/kafka/")
                            || entry.equals(OF_CONNECTOR));
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("io.tributary.job.Main");
        }
    }

    private static void requireListOfParts() {
        if (!Files.exists(TARGET.resolve("bom.json"))) {
            String words = "SKIPPED: the list of parts is not made offline, so it and the image are not checked";
            System.err.println(words);
            assumeTrue(false, words);
        }
    }

    @Test
    void the_list_of_its_parts_names_every_library_that_is_in_it() throws IOException {
        requireListOfParts();
        JsonNode bom = new ObjectMapper().readTree(TARGET.resolve("bom.json").toFile());
        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        Set<String> listed = new TreeSet<>();
        bom.path("components")
                .forEach(part -> listed.add(
                        part.path("name").asText() + "-" + part.path("version").asText() + ".jar"));
        try (Stream<Path> libraries = Files.list(TARGET.resolve("lib"))) {
            Set<String> bundled =
                    libraries.map(library -> library.getFileName().toString()).collect(Collectors.toSet());
            assertThat(listed).containsAll(bundled);
            listed.removeAll(bundled);
            // Libraries of the jar use it, and Flink provides it.
            assertThat(listed).allMatch(library -> library.startsWith("slf4j-api-"));
        }
    }

    /** The same sources make the same bytes, wherever and whenever. */
    @Test
    void it_is_the_same_when_it_is_built_again_elsewhere(@TempDir Path elsewhere) throws Exception {
        requireListOfParts();
        for (String part : List.of(".mvn", "pom.xml", "src/main", "flink-conf")) {
            copy(Path.of(part), elsewhere.resolve(part));
        }
        Path settings = elsewhere.resolve("pom.xml");
        Tool.Said said = Tool.run(List.of(
                "mvn",
                "-q",
                "-B",
                "-f",
                settings.toString(),
                "package",
                "-Dmaven.test.skip=true",
                "-Dspotless.check.skip=true"));
        assertThat(said.exitCode()).as(said.text()).isZero();
        for (String file : List.of(NAME, "bom.json")) {
            assertThat(digest(elsewhere.resolve("target").resolve(file)))
                    .as(file)
                    .isEqualTo(digest(TARGET.resolve(file)));
        }
    }

    private static String digest(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    /** The official image cannot be had everywhere; what is put onto it can be built upon nothing. */
    @Test
    void the_image_has_the_files_where_flink_looks_for_them(@TempDir Path directory) throws Exception {
        Tool.BUILDAH.require("the layout of the image");
        requireListOfParts();
        List<String> storage = List.of(
                "--storage-driver",
                "vfs",
                "--root",
                directory.resolve("root").toString(),
                "--runroot",
                directory.resolve("run").toString());
        List<String> build = new java.util.ArrayList<>(List.of("buildah"));
        build.addAll(storage);
        build.addAll(List.of(
                "bud",
                "--isolation",
                "chroot",
                "--build-arg",
                "FLINK_IMAGE=scratch",
                "-f",
                "deploy/Dockerfile",
                "-t",
                "tributary:layout",
                "."));
        Tool.Said built = Tool.run(build);
        assertThat(built.exitCode()).as(built.text()).isZero();
        List<String> push = new java.util.ArrayList<>(List.of("buildah"));
        push.addAll(storage);
        push.addAll(List.of("push", "tributary:layout", "dir:" + directory.resolve("image")));
        Tool.Said pushed = Tool.run(push);
        assertThat(pushed.exitCode()).as(pushed.text()).isZero();
        assertThat(files(directory.resolve("image")))
                .contains(
                        "-r--r--r-- 0/0 opt/flink/usrlib/tributary.jar",
                        "-r--r--r-- 0/0 opt/tributary/sbom/tributary.cdx.json",
                        "-rw-r--r-- 9999/9999 opt/flink/conf/config.yaml",
                        "-rw-r--r-- 9999/9999 opt/flink/conf/log4j-console.properties");
        assertThat(configuration(directory.resolve("image"))).contains("\"User\":\"9999:9999\"");
    }

    private static List<String> files(Path image) throws IOException {
        List<String> files = new java.util.ArrayList<>();
        try (Stream<Path> blobs = Files.list(image)) {
            for (Path blob : blobs.toList()) {
                Tool.Said listed = Tool.run(List.of("tar", "-tvzf", blob.toString(), "--numeric-owner"));
                if (listed.exitCode() == 0) {
                    listed.text()
                            .lines()
                            .map(line -> line.split("\\s+"))
                            .filter(words -> words.length > 5)
                            .forEach(words -> files.add(words[0] + " " + words[1] + " " + words[5]));
                }
            }
        }
        return files;
    }

    private static String configuration(Path image) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> blobs = Files.list(image)) {
            for (Path blob : blobs.toList()) {
                byte[] bytes = Files.readAllBytes(blob);
                if (bytes.length > 0 && bytes[0] == '{') {
                    text.append(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
                }
            }
        }
        return text.toString();
    }
}
