package io.tributary.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;

/** What figures of one machine cannot be compared with those of another without. */
final class Machine {
    private static final long KIB_A_GIB = 1 << 20;

    private Machine() {}

    /** In words, by what it is. */
    static Map<String, String> describe() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("CPU", field("/proc/cpuinfo", "model name"));
        machine.put("memory", memory());
        machine.put("load average before", loadAverage());
        machine.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        machine.put("Flink", EnvironmentInformation.getVersion());
        machine.put("Kafka", AppInfoParser.getVersion());
        return machine;
    }

    /** Of the last minute: what else the machine did. */
    private static String loadAverage() {
        return "%.2f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String memory() {
        String total = field("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return total.isEmpty() ? "unknown" : "%.1f GiB".formatted(Double.parseDouble(total) / KIB_A_GIB);
    }

    private static String field(String file, String name) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
