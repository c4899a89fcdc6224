package io.tributary.reference;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.model.Collection;
import io.tributary.model.Identifier;
import io.tributary.model.Membership;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import io.tributary.model.Trait;
import io.tributary.rules.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a consumer knows who keeps the newest record of each key, and follows merges and splits in their order. */
final class GraphFromTopics {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> profiles = new HashMap<>();
    private final Map<String, JsonNode> externalIds = new HashMap<>();
    private final Map<String, JsonNode> memberships = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();

    void read(TopicRecord record) {
        switch (record.topic()) {
            case PROFILES -> keep(record, profiles);
            case EXTERNAL_IDS -> keep(record, externalIds);
            case MEMBERSHIPS -> keep(record, memberships);
            case MERGES -> follow(json(record.value()));
            case RESOLUTIONS, ALIASES, AUDIT, REJECTED -> {}
        }
    }

    private static void keep(TopicRecord record, Map<String, JsonNode> newest) {
        String key = new String(requireNonNull(record.key()), StandardCharsets.UTF_8);
        if (record.value() == null) {
            newest.remove(key);
        } else {
            newest.put(key, json(record.value()));
        }
    }

    private void follow(JsonNode change) {
        String from = change.path("from").asText();
        String into = change.path("into").asText();
        if (change.path("change").asText().equals("merge")) {
            parents.put(from, into);
        } else {
            parents.remove(into);
        }
    }

    private static JsonNode json(byte @Nullable [] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that is known, by what it is called. */
    Map<String, String> graph() {
        Map<String, String> graph = new TreeMap<>();
        profiles.forEach((key, profile) -> {
            String id = profile.path("profileId").asText();
            if (profile.has("canonical")) {
                graph.put(id, "merged into " + profile.path("canonical").asText());
                graph.put(id + " by merges", root(id));
            } else {
                graph.put(id, told(profile));
            }
        });
        externalIds
                .values()
                .forEach(id -> graph.put(
                        "owner of " + id.path("collection").asText() + " "
                                + id.path("type").asText() + ":" + id.path("id").asText(),
                        id.path("profileId").asText()
                                + " since "
                                + Instant.parse(id.path("addedAt").asText()).toEpochMilli()
                                + " by " + id.path("messageId").asText()));
        memberships.values().forEach(one -> {
            if (one.path("change").asText().equals("joined")) {
                graph.put(
                        one.path("level").asText() + " " + one.path("groupId").asText() + " has "
                                + one.path("profileId").asText(),
                        "");
            }
        });
        return graph;
    }

    private String root(String id) {
        String root = id;
        for (String parent = parents.get(root); parent != null; parent = parents.get(root)) {
            root = parent;
        }
        return root;
    }

    private static String told(JsonNode profile) {
        List<String> ids = new ArrayList<>();
        for (JsonNode id : profile.path("externalIds")) {
            ids.add(id.path("type").asText() + ":" + id.path("id").asText()
                    + (id.path("boundary").asBoolean() ? " boundary" : "")
                    + " " + Instant.parse(id.path("firstSeen").asText()).toEpochMilli()
                    + " " + Instant.parse(id.path("addedAt").asText()).toEpochMilli()
                    + " " + id.path("origin").asText()
                    + " " + id.path("messageId").asText()
                    + " " + id.path("source").asText("-"));
        }
        Map<String, String> traits = new TreeMap<>();
        profile.path("traits")
                .properties()
                .forEach(trait -> traits.put(trait.getKey(), trait.getValue().toString()));
        List<String> merged = new ArrayList<>();
        profile.path("merged").forEach(one -> merged.add(one.asText()));
        return ids + " " + traits + " " + merged;
    }

    /** The same of a graph in its store. */
    static Map<String, String> graph(MemoryGraphStore store) {
        Map<String, String> graph = new TreeMap<>();
        for (Profile profile : store.profiles()) {
            boolean group = profile.id().kind() != Collection.USERS.profileKind()
                    && profile.id().kind() != Collection.ACCOUNTS.profileKind();
            if (!group && !profile.deleted()) {
                profile(profile, store, graph);
            }
        }
        store.pointers().forEach((id, pointer) -> {
            ProfileId owner = pointer.profile();
            if (owner == null) {
                return;
            }
            if (!id.collection().isLevel()) {
                Identifier identifier = requireNonNull(store.profile(owner)).identifiers().stream()
                        .filter(one -> one.externalId().equals(id))
                        .findFirst()
                        .orElseThrow();
                graph.put(
                        "owner of " + id.collection() + " " + id,
                        owner + " since " + identifier.addedAt() + " by " + identifier.messageId());
            } else if (id.type().equals(Level.MEMBER)) {
                graph.put(id.collection() + " " + owner + " has " + id.value(), "");
            }
        });
        return graph;
    }

    private static void profile(Profile profile, MemoryGraphStore store, Map<String, String> graph) {
        String id = profile.id().toString();
        Profile root = profile;
        for (ProfileId parent = root.parent(); parent != null; parent = root.parent()) {
            root = requireNonNull(store.profile(parent));
        }
        if (profile.parent() != null) {
            graph.put(id, "merged into " + root.id());
            graph.put(id + " by merges", root.id().toString());
            return;
        }
        graph.put(id, known(profile, store.traits(profile.id())));
        for (Relation relation : profile.accounts()) {
            graph.put(Membership.ACCOUNT + " " + relation.account() + " has " + id, "");
        }
    }

    private static String known(Profile profile, Map<String, Trait> all) {
        Map<Long, String> ids = new TreeMap<>();
        profile.identifiers().forEach(one -> ids.put(one.age(), known(one, "")));
        profile.boundaries().forEach(one -> ids.put(one.age(), known(one, " boundary")));
        Map<String, String> traits = new TreeMap<>();
        all.forEach((name, trait) -> {
            if (trait.value() != null) {
                traits.put(name, trait.value());
            }
        });
        return new ArrayList<>(ids.values()) + " " + traits + " " + profile.merged();
    }

    private static String known(Identifier one, String boundary) {
        return one.externalId() + boundary + " " + one.firstSeen() + " " + one.addedAt() + " " + one.origin() + " "
                + one.messageId() + " " + (one.source() == null ? "-" : one.source());
    }
}
