package io.tributary;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The layout of the house, as build failures that say why. */
class ArchitectureTest {
    private static final JavaClasses MAIN = importMain();

    private static final Set<String> ROOMS = Set.of(
            "model",
            "rules",
            "engine",
            "codec",
            "state",
            "kafka",
            "job",
            "savepoint",
            "cluster",
            "simulate",
            "bench",
            "cli");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    model    |                                     | it is the vocabulary that everything else shares
                    rules    | model                               | what a space is told does not depend on who acts on it
                    engine   | model rules                         | it is a library: whoever reads it needs nothing else
                    codec    | model rules                         | bytes are read and written without knowing how identities are resolved
                    state    | model engine                        | it is Flink's side of the engine's port and nothing more
                    kafka    | model codec                         | what carries records does not know what is decided
                    job      | model rules engine codec state kafka | operators are shells around the engine
                    savepoint | model rules engine state job       | what lies in a savepoint is read without running the job
                    cluster  | kafka job                           | it starts processes and decides nothing
                    simulate | model rules engine codec            | worked examples run without a cluster
                    bench    | model rules codec kafka job simulate cluster savepoint | it measures the job from outside
                    cli      | model rules engine codec state kafka job savepoint cluster simulate bench | nothing depends on the commands
                    """)
    void a_room_imports_only_what_the_layout_allows(String room, String allowed, String reason) {
        Set<String> known = Stream.concat(Stream.of(room), words(allowed)).collect(Collectors.toSet());
        String[] forbidden = ROOMS.stream()
                .filter(other -> !known.contains(other))
                .map(ArchitectureTest::inside)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(inside(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because(reason)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    model    | java..                             | the vocabulary must be usable by anybody
                    rules    | java.. com.google.re2j.. org.snakeyaml.engine.. | reading a file needs no more
                    engine   | java..                             | resolution has no framework in it
                    codec    | java.. com.fasterxml.jackson.. com.google.re2j.. com.google.i18n.phonenumbers.. | decoding is one pass of a streaming parser
                    simulate | java.. com.fasterxml.jackson.. org.snakeyaml.engine.. | it runs without a cluster
                    """)
    void a_room_that_is_a_library_uses_few_others(String room, String libraries, String reason) {
        Stream<String> always = Stream.of("io.tributary..", "org.jspecify..");

        classes()
                .that()
                .resideInAPackage(inside(room))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                Stream.concat(always, words(libraries)).toArray(String[]::new))
                        .or(primitivesAndTheirArrays()))
                .because(reason)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void state_knows_of_flink_only_its_core() {
        noClasses()
                .that()
                .resideInAPackage(inside("state"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink.streaming..", "org.apache.flink.connector..", "org.apache.kafka..")
                .because("state is a store, not a step of the topology")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void what_decides_knows_no_cluster_and_writes_no_log() {
        noClasses()
                .that()
                .resideInAnyPackage(inside("model"), inside("rules"), inside("engine"), inside("codec"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..",
                        "org.apache.kafka..",
                        "org.slf4j..",
                        "org.apache.logging..",
                        "java.util.logging..")
                .because("everything that happens is in the value that is returned")
                .check(MAIN);
    }

    @Test
    void what_decides_has_no_chance_and_no_clock() {
        noClasses()
                .that()
                .resideInAnyPackage(inside("model"), inside("rules"), inside("engine"), inside("codec"))
                .should()
                .accessTargetWhere(chanceOrClock())
                .because("the same events in the same order under the same rules give the same output:"
                        + " time and IDs come from the event")
                .check(MAIN);
    }

    @Test
    void only_commands_write_to_the_console() {
        noClasses()
                .that(DescribedPredicate.not(resideInAPackage(inside("cli"))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("in a cluster nobody sees it")
                .check(MAIN);
    }

    @Test
    void every_package_is_one_of_the_rooms() {
        assertThat(MAIN.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
                .as("a new room needs a line in the table of who may import what")
                .allMatch(name -> ROOMS.contains(name.replaceFirst("^io\\.tributary\\.", "")));
    }

    @Test
    void every_package_says_why_it_exists_and_that_null_is_the_exception() throws IOException {
        List<Path> packages = sources("src/main/java").stream()
                .map(Path::getParent)
                .distinct()
                .collect(Collectors.toList());

        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(directory -> assertThat(directory.resolve("package-info.java"))
                        .content()
                        .as("without it NullAway does not check the package")
                        .contains("@NullMarked")
                        .startsWith("/**"));
    }

    @Test
    void no_source_file_is_longer_than_500_lines() throws IOException {
        for (String root : List.of("src/main/java", "src/test/java")) {
            for (Path file : sources(root)) {
                assertThat(Files.readAllLines(file))
                        .as("%s: a file that long does more than one thing", file)
                        .hasSizeLessThanOrEqualTo(500);
            }
        }
    }

    private static JavaClasses importMain() {
        // The names of the libraries that are used suffice; reading their classes too takes half a minute.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.tributary");
    }

    private static DescribedPredicate<JavaAccess<?>> chanceOrClock() {
        Set<String> classes =
                Set.of("java.util.Random", "java.util.concurrent.ThreadLocalRandom", "java.security.SecureRandom");
        Set<String> methods = Set.of(
                "java.util.UUID.randomUUID",
                "java.lang.Math.random",
                "java.lang.System.currentTimeMillis",
                "java.lang.System.nanoTime",
                "java.time.Instant.now",
                "java.time.LocalDate.now",
                "java.time.LocalDateTime.now",
                "java.time.ZonedDateTime.now",
                "java.time.OffsetDateTime.now");
        return DescribedPredicate.describe("chance or a clock", access -> {
            String owner = access.getTargetOwner().getFullName();
            return classes.contains(owner)
                    || owner.equals("java.time.Clock")
                    || methods.contains(owner + "." + access.getTarget().getName());
        });
    }

    private static DescribedPredicate<JavaClass> primitivesAndTheirArrays() {
        return DescribedPredicate.describe(
                "primitives", type -> type.getBaseComponentType().isPrimitive());
    }

    private static String inside(String room) {
        return "io.tributary." + room + "..";
    }

    private static Stream<String> words(@Nullable String text) {
        return text == null ? Stream.of() : Stream.of(text.split(" "));
    }

    private static List<Path> sources(String root) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toList());
        }
    }
}
