package io.tributary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Anchors;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of the {@link GraphStoreContractTest} that is about external IDs by themselves, and about commands. */
abstract class PointerContract {
    static final long TIME = 1_772_359_200_000L;
    static final ProfileId FIRST = new ProfileId(ProfileId.Kind.USER, 372_359_200, 1, 2);
    static final ProfileId SECOND = new ProfileId(ProfileId.Kind.USER, 372_359_201, Long.MIN_VALUE, -1);
    static final ProfileId UNKNOWN = new ProfileId(ProfileId.Kind.USER, 0, 0, 0);
    static final ExternalId JANE = ExternalId.user("email", "jane@example.com");
    static final ExternalId PHONE = ExternalId.user("phone", "+491701234567");

    GraphStore store = new MemoryGraphStore();

    /** A graph in which nothing has happened. */
    protected abstract GraphStore emptyStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = emptyStore();
    }

    @Test
    void a_pointer_keeps_its_owner_its_marks_and_when_it_was_seen() {
        List<Pointer> pointers = List.of(
                new Pointer(FIRST, TIME, 0),
                new Pointer(FIRST, TIME, Pointer.SUPPRESSED),
                new Pointer(SECOND, 0, Pointer.BLOCKED | Pointer.DISCARDED | Pointer.SUPPRESSED),
                new Pointer(FIRST, -62_135_596_800_000L, 0),
                new Pointer(SECOND, 253_402_300_799_999L, 0),
                new Pointer(null, Pointer.NEVER, Pointer.BLOCKED),
                new Pointer(FIRST));
        for (Pointer pointer : pointers) {
            point(store.sequence() + 1, JANE, pointer);
            assertThat(store.pointer(JANE)).isEqualTo(pointer);
        }
    }

    @Test
    void a_pointer_that_says_nothing_is_removed() {
        point(1, JANE, new Pointer(FIRST, TIME, Pointer.SUPPRESSED));
        point(2, JANE, Pointer.NONE);
        assertThat(store.pointer(JANE)).isNull();

        point(3, JANE, new Pointer(null, Pointer.NEVER, Pointer.DISCARDED));
        assertThat(store.pointer(JANE)).isEqualTo(new Pointer(null, Pointer.NEVER, Pointer.DISCARDED));
        point(4, JANE, new Pointer(null, TIME, 0));
        assertThat(store.pointer(JANE)).isNull();
        point(5, PHONE, Pointer.NONE);
        assertThat(store.pointer(PHONE)).isNull();
    }

    @Test
    void the_same_value_is_another_external_id_in_each_collection() {
        List<Collection> collections = List.of(
                Collection.USERS,
                Collection.ACCOUNTS,
                Collection.level("household"),
                Collection.level("organization"),
                Collection.level("größe"));
        Map<ExternalId, Pointer> pointers = new LinkedHashMap<>();
        Map<ExternalId, Anchors> anchors = new LinkedHashMap<>();
        for (String value : List.of("x", FIRST.toString(), FIRST + "x", "use_" + "!".repeat(27))) {
            for (Collection collection : collections) {
                ExternalId id = new ExternalId(collection, "profile", value);
                pointers.put(id, new Pointer(new ProfileId(collection.profileKind(), pointers.size(), 1, 2)));
                anchors.put(id, Anchors.NONE.with("anchor " + anchors.size()));
            }
        }
        store.apply(new GraphChange(1, List.of(), pointers, Map.of(), Map.of(), anchors, null));

        pointers.forEach((id, pointer) -> assertThat(store.pointer(id)).isEqualTo(pointer));
        anchors.forEach((id, its) -> assertThat(store.anchors(id)).isEqualTo(its));
    }

    @Test
    void what_is_only_seen_is_read_as_it_was_seen_last() {
        point(1, JANE, new Pointer(FIRST, TIME, Pointer.SUPPRESSED));
        point(2, PHONE, new Pointer(FIRST, TIME, 0));
        for (int i = 1; i <= 20; i++) {
            see(2 + i, Map.of(JANE, new Pointer(FIRST, TIME + i, Pointer.SUPPRESSED)));
            assertThat(store.pointer(JANE)).isEqualTo(new Pointer(FIRST, TIME + i, Pointer.SUPPRESSED));
            assertThat(store.pointer(PHONE)).isEqualTo(new Pointer(FIRST, TIME, 0));
        }
        assertThat(store.sequence()).isEqualTo(22);
    }

    @Test
    void what_is_written_after_it_was_seen_is_as_it_was_written() {
        point(1, JANE, new Pointer(FIRST, TIME, 0));
        see(2, Map.of(JANE, new Pointer(FIRST, TIME + 5, 0)));
        point(3, JANE, new Pointer(SECOND, TIME + 2, Pointer.SUPPRESSED));
        assertThat(store.pointer(JANE)).isEqualTo(new Pointer(SECOND, TIME + 2, Pointer.SUPPRESSED));

        see(4, Map.of(JANE, new Pointer(SECOND, TIME + 9, Pointer.SUPPRESSED)));
        point(5, JANE, Pointer.NONE);
        assertThat(store.pointer(JANE)).isNull();
        see(6, Map.of(PHONE, new Pointer(FIRST, TIME, 0)));
        assertThat(store.pointer(JANE)).isNull();
    }

    @Test
    void however_many_are_only_seen_all_are_read_as_they_were_seen_last() {
        Map<ExternalId, Pointer> pointers = new LinkedHashMap<>();
        for (int i = 0; i < 1500; i++) {
            pointers.put(ExternalId.user("anonymous_id", "a" + i), new Pointer(FIRST, TIME, 0));
        }
        store.apply(GraphChange.of(1, List.of(), pointers, Map.of()));
        List<ExternalId> ids = List.copyOf(pointers.keySet());
        for (int from = 0; from < ids.size(); from += 100) {
            Map<ExternalId, Pointer> seen = new LinkedHashMap<>();
            for (ExternalId id : ids.subList(from, from + 100)) {
                seen.put(id, new Pointer(FIRST, TIME + seen.size() + from, 0));
            }
            pointers.putAll(seen);
            see(2 + from, seen);
        }
        pointers.forEach((id, pointer) -> assertThat(store.pointer(id)).isEqualTo(pointer));
    }

    @Test
    void anchors_are_replaced_as_a_whole_and_none_removes_them() {
        Anchors two = Anchors.NONE.with("a").with("b");
        share(1, JANE, two);
        assertThat(store.anchors(JANE)).isEqualTo(two);
        assertThat(store.anchors(PHONE)).isEqualTo(Anchors.NONE);
        assertThat(store.pointer(JANE)).isNull();

        share(2, JANE, two.with("c"));
        assertThat(store.anchors(JANE)).isEqualTo(two.with("c"));
        point(3, JANE, new Pointer(FIRST));
        share(4, JANE, Anchors.NONE);
        assertThat(store.anchors(JANE)).isEqualTo(Anchors.NONE);
        assertThat(store.pointer(JANE)).isEqualTo(new Pointer(FIRST));
        share(5, JANE, Anchors.NONE.with("d"));
        assertThat(store.anchors(JANE)).isEqualTo(Anchors.NONE.with("d"));
    }

    @Test
    void anchors_may_be_many() {
        Anchors anchors = Anchors.NONE;
        for (int i = 0; i < 1000; i++) {
            anchors = anchors.with("a" + i);
        }
        share(1, JANE, anchors);

        assertThat(store.anchors(JANE)).isEqualTo(anchors);
        assertThat(store.anchors(JANE).size()).isEqualTo(1000);
    }

    @Test
    void a_command_is_remembered_with_its_sequence_and_an_event_is_not() {
        command(3, "c1");
        store.apply(GraphChange.none(4));
        command(5_000_000_000L, "größe \ud83d\ude00");

        assertThat(store.command("c1")).isEqualTo(3);
        assertThat(store.command("größe \ud83d\ude00")).isEqualTo(5_000_000_000L);
        assertThat(store.command("c")).isZero();
        assertThat(store.command("")).isZero();
        assertThat(store.sequence()).isEqualTo(5_000_000_000L);
    }

    private void point(long sequence, ExternalId id, Pointer pointer) {
        store.apply(GraphChange.of(sequence, List.of(), Map.of(id, pointer), Map.of()));
    }

    private void see(long sequence, Map<ExternalId, Pointer> seen) {
        store.apply(new GraphChange(sequence, List.of(), Map.of(), seen, Map.of(), Map.of(), null));
    }

    private void share(long sequence, ExternalId id, Anchors anchors) {
        store.apply(new GraphChange(sequence, List.of(), Map.of(), Map.of(), Map.of(), Map.of(id, anchors), null));
    }

    private void command(long sequence, String commandId) {
        store.apply(new GraphChange(sequence, List.of(), Map.of(), Map.of(), Map.of(), Map.of(), commandId));
    }
}
