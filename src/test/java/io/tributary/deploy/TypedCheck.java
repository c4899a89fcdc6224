package io.tributary.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kubernetes' own kinds, Strimzi's and the Prometheus operator's into the types that their makers publish. A field
 * that the types do not know ends up among an object's "additional properties", and is a mistake.
 */
final class TypedCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
            Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
            Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1/KafkaUser", KafkaUser.class));

    private final List<String> problems = new ArrayList<>();
    private final String name;

    private TypedCheck(String name) {
        this.name = name;
    }

    static List<String> problems(JsonNode resource) {
        String kind = resource.path("apiVersion").asText() + "/"
                + resource.path("kind").asText();
        Class<?> type = TYPES.get(kind);
        if (type == null) {
            return List.of(Manifests.name(resource) + ": nobody knows " + kind);
        }
        TypedCheck check = new TypedCheck(Manifests.name(resource));
        try {
            check.walk(JSON.treeToValue(resource, type), "");
        } catch (JsonProcessingException e) {
            check.problems.add(check.name + ": " + e.getOriginalMessage());
        }
        return check.problems;
    }

    private void walk(@Nullable Object value, String path) {
        if (value instanceof Collection<?> list) {
            list.forEach(element -> walk(element, path));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> walk(element, path));
        } else if (value != null && value.getClass().getName().matches("io\\.(fabric8|strimzi)\\..*")) {
            walkFields(value, path);
        }
    }

    private void walkFields(Object value, String path) {
        if (value.getClass().isEnum()) {
            return;
        }
        for (Method method : value.getClass().getMethods()) {
            if (!method.getName().startsWith("get")
                    || method.getParameterCount() > 0
                    || method.getDeclaringClass() == Object.class) {
                continue;
            }
            Object its = invoke(method, value);
            if (method.getName().equals("getAdditionalProperties")) {
                if (its instanceof Map<?, ?> unknown) {
                    unknown.keySet()
                            .forEach(key -> problems.add(name + ": " + path + "." + key + ": there is no such field"));
                }
            } else {
                walk(its, path + "." + method.getName().substring(3));
            }
        }
    }

    private static @Nullable Object invoke(Method method, Object value) {
        try {
            return method.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(method.toString(), e);
        }
    }
}
