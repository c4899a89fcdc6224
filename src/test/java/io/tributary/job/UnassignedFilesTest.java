package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JsonLinesSource.Unassigned;
import io.tributary.job.JsonLinesSource.UnassignedSerializer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.junit.jupiter.api.Test;

/** Which files a source assigns when it starts, and when it is restored. */
class UnassignedFilesTest {
    private static final JsonLinesSplit A = JsonLinesSplit.of(List.of("a"));

    /** The split A. */
    private static final String BYTES = "00000001" + "000161" + "00000000" + "00".repeat(16);

    private final List<Object> assigned = new ArrayList<>();

    /** Notes what is assigned; nothing else of a context is used. */
    @SuppressWarnings("unchecked")
    private SplitEnumeratorContext<JsonLinesSplit> context() {
        return (SplitEnumeratorContext<JsonLinesSplit>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SplitEnumeratorContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("assignSplit")) {
                        assigned.add(arguments[0]);
                    }
                    return null;
                });
    }

    private static JsonLinesSource source(String run, String... files) {
        return new JsonLinesSource(List.of(files), true, true, run);
    }

    private List<Object> assignedBy(SplitEnumerator<JsonLinesSplit, Unassigned> enumerator) {
        enumerator.addReader(0);
        return assigned;
    }

    private static Unassigned read(int version, String hex) throws IOException {
        return new UnassignedSerializer().deserialize(version, HexFormat.of().parseHex(hex));
    }

    @Test
    void a_failover_assigns_what_its_run_had_not_assigned() throws Exception {
        JsonLinesSource source = source("this", "a", "b");
        var enumerator = source.createEnumerator(context());
        assertThat(enumerator.snapshotState(1).splits()).hasSize(2);
        assertThat(assignedBy(enumerator)).hasSize(2);
        Unassigned none = enumerator.snapshotState(2);
        assertThat(none).isEqualTo(new Unassigned("this", List.of()));
        assigned.clear();
        assertThat(assignedBy(source.restoreEnumerator(context(), none))).isEmpty();
        var failed = source.restoreEnumerator(context(), new Unassigned("this", List.of(A)));
        assertThat(assignedBy(failed)).containsExactly(A);
    }

    @Test
    void a_run_of_another_name_assigns_its_own_files() throws Exception {
        var enumerator = source("this", "a").restoreEnumerator(context(), new Unassigned("other", List.of()));
        assertThat(enumerator.snapshotState(1)).isEqualTo(new Unassigned("this", List.of(A)));
        assertThat(assignedBy(enumerator)).containsExactly(A);
    }

    @Test
    void a_run_without_a_name_goes_on_with_any_other() throws Exception {
        var enumerator =
                source(JsonLinesSource.ANY_RUN, "b").restoreEnumerator(context(), new Unassigned("x", List.of()));
        assertThat(assignedBy(enumerator)).isEmpty();
    }

    @Test
    void bytes_of_every_version_can_be_read() throws IOException {
        Unassigned one = new Unassigned("", List.of(A));
        assertThat(read(1, BYTES)).isEqualTo(one);
        assertThat(read(1, "")).isEqualTo(new Unassigned("", List.of()));
        assertThat(read(2, "00000001" + "00000001" + "0000001b" + BYTES)).isEqualTo(one);
        assertThat(read(2, "00000001" + "00000000")).isEqualTo(new Unassigned("", List.of()));
        String present = "000178" + "00000001" + "00000001" + "0000001b" + BYTES;
        assertThat(read(3, present)).isEqualTo(new Unassigned("x", List.of(A)));
        assertThat(HexFormat.of().formatHex(new UnassignedSerializer().serialize(new Unassigned("x", List.of(A)))))
                .isEqualTo(present);
        assertThatThrownBy(() -> read(4, present)).hasMessageContaining("this job reads up to 3");
    }
}
