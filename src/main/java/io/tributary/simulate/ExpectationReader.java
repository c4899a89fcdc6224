package io.tributary.simulate;

import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a worked example expects. */
final class ExpectationReader {
    private static final Set<String> KEYS =
            Set.of("outcomes", "setAside", "merges", "splits", "profiles", "groups", "accounts");
    private static final List<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::wireName).toList();

    private final ScenarioYaml yaml;
    private final Set<String> eventIds;

    ExpectationReader(ScenarioYaml yaml, Set<String> eventIds) {
        this.yaml = yaml;
        this.eventIds = eventIds;
    }

    Expectation read(@Nullable Node node) {
        if (node == null) {
            return Expectation.NONE;
        }
        Map<String, Node> parts = yaml.mapping(node, "expect", null);
        parts.forEach((key, part) -> {
            if (!KEYS.contains(key)) {
                yaml.problem(part, "expect." + key + " is unknown: use " + ScenarioYaml.listing(KEYS));
            }
        });
        return new Expectation(
                outcomes(parts.get("outcomes")),
                setAside(parts.get("setAside")),
                pairs(
                        parts.get("merges"),
                        "expect.merges",
                        "[child, parent], each the id of an event",
                        eventIds::contains),
                pairs(
                        parts.get("splits"),
                        "expect.splits",
                        "[from, into], each the id of an event, or of a profile that none created",
                        this::isProfile),
                profiles(parts.get("profiles")),
                groups(parts.get("groups")),
                accounts(parts.get("accounts")));
    }

    private Map<String, String> outcomes(@Nullable Node node) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        if (node != null) {
            yaml.mapping(node, "expect.outcomes", eventIds).forEach((event, value) -> {
                String what = "expect.outcomes." + event;
                String outcome = yaml.text(value, what);
                if (!OUTCOMES.contains(outcome)) {
                    yaml.problem(value, what + ": '" + outcome + "' is unknown: use " + ScenarioYaml.listing(OUTCOMES));
                }
                outcomes.put(event, outcome);
            });
        }
        return outcomes;
    }

    private Map<String, List<String>> setAside(@Nullable Node node) {
        Map<String, List<String>> setAside = new LinkedHashMap<>();
        if (node != null) {
            yaml.mapping(node, "expect.setAside", eventIds)
                    .forEach((event, value) -> setAside.put(event, yaml.texts(value, "expect.setAside." + event)));
        }
        return setAside;
    }

    private @Nullable List<List<String>> pairs(
            @Nullable Node node, String what, String meaning, Predicate<String> isName) {
        if (node == null) {
            return null;
        }
        List<List<String>> pairs = new ArrayList<>();
        for (Node entry : yaml.sequence(node, what)) {
            List<String> pair = yaml.texts(entry, what);
            if (pair.size() != 2 || !pair.stream().allMatch(isName)) {
                yaml.problem(entry, what + ": " + pair + " is not " + meaning);
            }
            pairs.add(pair);
        }
        return pairs;
    }

    private boolean isProfile(String name) {
        if (eventIds.contains(name)) {
            return true;
        }
        try {
            return ProfileId.parse(name).toString().equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private @Nullable List<List<String>> profiles(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        List<List<String>> profiles = new ArrayList<>();
        for (Node profile : yaml.sequence(node, "expect.profiles")) {
            profiles.add(yaml.texts(profile, "expect.profiles"));
        }
        return profiles;
    }

    private Map<String, List<List<String>>> groups(@Nullable Node node) {
        Map<String, List<List<String>>> groups = new LinkedHashMap<>();
        if (node != null) {
            yaml.mapping(node, "expect.groups", null).forEach((level, value) -> {
                List<List<String>> ofLevel = new ArrayList<>();
                for (Node group : yaml.sequence(value, "expect.groups." + level)) {
                    ofLevel.add(members(group, "expect.groups." + level));
                }
                groups.put(level, ofLevel);
            });
        }
        return groups;
    }

    private Map<String, List<String>> accounts(@Nullable Node node) {
        Map<String, List<String>> accounts = new LinkedHashMap<>();
        if (node != null) {
            yaml.mapping(node, "expect.accounts", null)
                    .forEach((account, value) -> accounts.put(account, members(value, "expect.accounts." + account)));
        }
        return accounts;
    }

    private List<String> members(Node node, String what) {
        List<String> members = yaml.texts(node, what);
        for (String member : members) {
            if (!isProfile(member)) {
                yaml.problem(
                        node, what + ": '" + member + "' is not the id of an event, or of a profile that none created");
            }
        }
        return members;
    }
}
