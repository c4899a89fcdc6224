package io.tributary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one event's view of the graph asks its store for. */
class GraphDraftTest {
    private final MemoryGraphStore memory = new MemoryGraphStore();
    private final List<Object> profilesAsked = new ArrayList<>();
    private final GraphStore store = (GraphStore) Proxy.newProxyInstance(
            GraphStore.class.getClassLoader(), new Class<?>[] {GraphStore.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("profile")) {
                    profilesAsked.add(arguments[0]);
                }
                return method.invoke(memory, arguments);
            });

    @Test
    void a_profile_that_is_not_there_is_looked_for_once_an_event_and_can_be_created() {
        ProfileId id = ProfileId.at(ProfileId.Kind.USER, Story.START, 1, 2);
        Profile created = new Profile(id, 1, Story.START, Story.START, List.of(), Links.NONE, List.of(), null, false);
        GraphDraft draft = new GraphDraft(store);

        assertThat(draft.profile(id)).isNull();
        assertThat(draft.profileBefore(id)).isNull();
        draft.put(created);

        assertThat(draft.profile(id)).isEqualTo(created);
        assertThat(draft.profileBefore(id)).isNull();
        memory.apply(draft.change(1, null));
        assertThat(profilesAsked).containsExactly(id);
        assertThat(new GraphDraft(store).profile(id)).isEqualTo(created);
    }
}
