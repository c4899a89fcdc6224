package io.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is said in one manifest and relied on in another: names, ports, labels, mounts, topics. */
final class Agreement {
    private static final String FLINK_REST = "8081";

    /** What is put into the cluster by hand, as the runbook says. */
    static final Set<String> SECRETS = Set.of("tributary-kafka-user", "tributary-kafka-ca");

    private final List<String> problems = new ArrayList<>();
    private final Manifests all;
    private final JsonNode deployment;
    private final JsonNode spec;
    private final List<String> args = new ArrayList<>();

    private Agreement(Manifests all) {
        this.all = all;
        deployment = all.deployment();
        spec = deployment.path("spec");
        spec.at("/job/args").forEach(arg -> args.add(arg.asText()));
    }

    static List<String> problems(Manifests all) {
        Agreement agreement = new Agreement(all);
        agreement.volumes();
        agreement.files();
        agreement.ports();
        agreement.selectors();
        agreement.rights();
        agreement.kafka();
        return agreement.problems;
    }

    /** Every mount has its volume, every volume what it is of. */
    private void volumes() {
        JsonNode common = spec.at("/podTemplate/spec");
        JsonNode taskManager = spec.at("/taskManager/podTemplate/spec");
        Set<String> names = new HashSet<>();
        for (JsonNode pod : List.of(common, taskManager)) {
            for (JsonNode volume : pod.path("volumes")) {
                names.add(volume.path("name").asText());
                exists("ConfigMap", volume.at("/configMap/name"));
                exists("PersistentVolumeClaim", volume.at("/persistentVolumeClaim/claimName"));
                JsonNode secret = volume.at("/secret/secretName");
                expect(
                        secret.isMissingNode() || SECRETS.contains(secret.asText()),
                        "secret " + secret.asText() + " is mounted, but the runbook does not say where it comes from");
            }
        }
        for (JsonNode pod : List.of(common, taskManager)) {
            pod.at("/containers/0/volumeMounts")
                    .forEach(mount -> expect(
                            names.contains(mount.path("name").asText()),
                            "volume " + mount.path("name").asText() + " is mounted, but there is none"));
        }
        String localDirectory = spec.path("flinkConfiguration")
                .path("state.backend.rocksdb.localdir")
                .asText();
        expect(mounts(taskManager).contains(localDirectory), "RocksDB's directory " + localDirectory + " is no volume");
    }

    private void exists(String kind, JsonNode name) {
        expect(
                name.isMissingNode()
                        || all.ofKind(kind).stream()
                                .anyMatch(object -> object.at("/metadata/name").equals(name)),
                kind + " " + name.asText() + " is referred to, but there is none");
    }

    private static Set<String> mounts(JsonNode pod) {
        Set<String> paths = new HashSet<>();
        pod.at("/containers/0/volumeMounts")
                .forEach(mount -> paths.add(mount.path("mountPath").asText()));
        return paths;
    }

    /** Files that the job is told to read lie where something is mounted, and are in it. */
    private void files() {
        for (String arg : args) {
            if (arg.startsWith("--rules=") || arg.startsWith("--kafka-config=")) {
                String path = arg.substring(arg.indexOf('=') + 1);
                String directory = path.substring(0, path.lastIndexOf('/'));
                String name = path.substring(path.lastIndexOf('/') + 1);
                expect(isMounted(directory, name), arg + ": no such file is mounted");
            }
        }
    }

    private boolean isMounted(String directory, String file) {
        for (JsonNode mount : spec.at("/podTemplate/spec/containers/0/volumeMounts")) {
            if (mount.path("mountPath").asText().equals(directory)) {
                for (JsonNode volume : spec.at("/podTemplate/spec/volumes")) {
                    if (volume.path("name").equals(mount.path("name"))) {
                        return all.ofKind("ConfigMap").stream()
                                .filter(map -> map.at("/metadata/name").equals(volume.at("/configMap/name")))
                                .anyMatch(map -> map.path("data").has(file));
                    }
                }
            }
        }
        return false;
    }

    private void ports() {
        String metrics = spec.path("flinkConfiguration")
                .path("metrics.reporter.prom.port")
                .asText();
        String portName = "";
        for (JsonNode port : spec.at("/podTemplate/spec/containers/0/ports")) {
            if (port.path("containerPort").asText().equals(metrics)) {
                portName = port.path("name").asText();
            }
        }
        expect(!portName.isEmpty(), "no container port for metrics at " + metrics);
        for (JsonNode monitor : all.ofKind("PodMonitor")) {
            for (JsonNode endpoint : monitor.at("/spec/podMetricsEndpoints")) {
                expect(
                        endpoint.path("port").asText().equals(portName),
                        "PodMonitor scrapes port " + endpoint.path("port").asText() + ", which no container has");
            }
        }
        Set<String> in = policyPorts("ingress");
        expect(
                in.equals(Set.of(FLINK_REST, metrics)),
                "NetworkPolicy lets in at " + in + ", not at 8081 and " + metrics);
        String brokers = value("--brokers");
        String port = brokers.substring(brokers.lastIndexOf(':') + 1);
        expect(
                policyPorts("egress").contains(port),
                "NetworkPolicy lets nothing out to port " + port + " of " + brokers);
    }

    private Set<String> policyPorts(String direction) {
        Set<String> ports = new TreeSet<>();
        for (JsonNode policy : all.ofKind("NetworkPolicy")) {
            policy.path("spec")
                    .path(direction)
                    .forEach(rule -> rule.path("ports")
                            .forEach(port -> ports.add(port.path("port").asText())));
        }
        return ports;
    }

    /** In native mode the operator labels the pods with the deployment's name and their component. */
    private void selectors() {
        String app = deployment.at("/metadata/name").asText();
        for (String kind : List.of("PodMonitor", "PodDisruptionBudget")) {
            List<JsonNode> objects = all.ofKind(kind);
            expect(!objects.isEmpty(), "no " + kind);
            for (JsonNode object : objects) {
                JsonNode labels = object.at("/spec/selector/matchLabels");
                expect(
                        labels.path("app").asText().equals(app)
                                && Set.of("", "jobmanager", "taskmanager")
                                        .contains(labels.path("component").asText()),
                        Manifests.name(object) + " selects " + labels + ", and no pod is labelled so");
            }
        }
        boolean denies = all.ofKind("NetworkPolicy").stream()
                .anyMatch(policy -> policy.at("/spec/podSelector").isEmpty()
                        && policy.at("/spec/policyTypes").size() == 2
                        && !policy.path("spec").has("ingress")
                        && !policy.path("spec").has("egress"));
        expect(denies, "no NetworkPolicy denies what none allows");
        JsonNode namespace = all.ofKind("Namespace").get(0);
        expect(
                namespace
                        .path("metadata")
                        .path("labels")
                        .path("pod-security.kubernetes.io/enforce")
                        .asText()
                        .equals("restricted"),
                "the namespace does not enforce pod-security restricted");
    }

    private void rights() {
        exists("ServiceAccount", spec.path("serviceAccount"));
        for (JsonNode role : all.ofKind("Role")) {
            String text = role.path("rules").toString();
            expect(
                    !text.contains("\"secrets\"") && !text.contains("\"*\""),
                    Manifests.name(role) + " may read secrets");
        }
        for (JsonNode binding : all.ofKind("RoleBinding")) {
            exists("Role", binding.at("/roleRef/name"));
            expect(
                    binding.at("/subjects/0/name").equals(spec.path("serviceAccount")),
                    Manifests.name(binding) + " binds somebody else");
        }
    }

    /** The job's user may do exactly what the job does. */
    private void kafka() {
        JsonNode user = all.ofKind("KafkaUser").stream()
                .filter(one -> one.at("/metadata/name").asText().equals("tributary"))
                .findFirst()
                .orElseThrow();
        Set<String> topics = new TreeSet<>();
        all.ofKind("KafkaTopic")
                .forEach(topic -> topics.add(topic.at("/metadata/name").asText()));
        Set<String> granted = new TreeSet<>();
        String prefix = value("--topic-prefix");
        for (JsonNode acl : user.at("/spec/authorization/acls")) {
            String name = acl.at("/resource/name").asText();
            String operations = acl.path("operations").toString();
            switch (acl.at("/resource/type").asText()) {
                case "topic" -> {
                    granted.add(name);
                    boolean reads = name.equals(value("--events-topic")) || name.equals(prefix + "commands");
                    expect(operations.contains("Read") == reads, "ACL: topic " + name + ": Read");
                    expect(operations.contains("Write") != reads, "ACL: topic " + name + ": Write");
                }
                case "group" -> expect(name.equals(value("--group-id")), "ACL: group " + name);
                case "transactionalId" ->
                    expect((value("--transactional-id-prefix") + "-").equals(name), "ACL: transactional id " + name);
                case "cluster" -> expect(operations.equals("[\"DescribeConfigs\"]"), "ACL: cluster " + operations);
                default -> problems.add("ACL: " + acl);
            }
        }
        expect(granted.equals(topics), "ACLs are of " + granted + ", topics are " + topics);
    }

    private String value(String option) {
        String start = option + "=";
        return args.stream()
                .filter(arg -> arg.startsWith(start))
                .map(arg -> arg.substring(start.length()))
                .findFirst()
                .orElse("");
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
