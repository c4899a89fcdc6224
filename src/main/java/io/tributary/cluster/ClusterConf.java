package io.tributary.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.GlobalConfiguration;

/** The files that the processes of a cluster are configured with: the shipped ones, for several on one machine. */
final class ClusterConf {
    private static final String LOGGING = """
            rootLogger.level = INFO
            rootLogger.appenderRef.file.ref = file
            appender.file.name = file
            appender.file.type = File
            appender.file.fileName = ${sys:log.file}
            appender.file.layout.type = PatternLayout
            appender.file.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} - %m%n
            # Every client prints its hundred settings.
            logger.producer.name = org.apache.kafka.clients.producer.ProducerConfig
            logger.producer.level = WARN
            logger.consumer.name = org.apache.kafka.clients.consumer.ConsumerConfig
            logger.consumer.level = WARN
            logger.admin.name = org.apache.kafka.clients.admin.AdminClientConfig
            logger.admin.level = WARN
            """;

    /** Of processes that fit on a machine of two cores and 8 GB, in a test beside others. */
    private static final Map<String, String> ON_ONE_MACHINE = Map.ofEntries(
            Map.entry("jobmanager.rpc.address", "127.0.0.1"),
            Map.entry("jobmanager.bind-host", "127.0.0.1"),
            Map.entry("rest.address", "127.0.0.1"),
            Map.entry("rest.bind-address", "127.0.0.1"),
            Map.entry("taskmanager.host", "127.0.0.1"),
            Map.entry("taskmanager.bind-host", "127.0.0.1"),
            // Two, so that one TaskManager alone can run the job of two.
            Map.entry("taskmanager.numberOfTaskSlots", "2"),
            Map.entry("taskmanager.cpu.cores", "1"),
            Map.entry("taskmanager.load-balance.mode", "SLOTS"),
            Map.entry("taskmanager.memory.framework.heap.size", "128mb"),
            Map.entry("taskmanager.memory.task.heap.size", "256mb"),
            Map.entry("taskmanager.memory.managed.size", "128mb"),
            Map.entry("taskmanager.memory.framework.off-heap.size", "128mb"),
            Map.entry("taskmanager.memory.task.off-heap.size", "0mb"),
            Map.entry("taskmanager.memory.network.min", "64mb"),
            Map.entry("taskmanager.memory.network.max", "64mb"),
            Map.entry("taskmanager.memory.jvm-metaspace.size", "256mb"),
            Map.entry("taskmanager.memory.jvm-overhead.min", "128mb"),
            Map.entry("taskmanager.memory.jvm-overhead.max", "128mb"),
            // Who rehearses a fault does not want to wait for a minute until it is noticed.
            Map.entry("heartbeat.interval", "2 s"),
            Map.entry("heartbeat.timeout", "8 s"),
            Map.entry("high-availability.zookeeper.client.session-timeout", "8 s"));

    /** Where the processes answer Prometheus: a port, or a range of which each takes one; else none of them does. */
    static final String METRICS_PORT = "metrics.reporter.prom.port";

    private static final String REPORTERS = "metrics.reporter";

    /** JVM options of a TaskManager, as the sizes above have them. */
    static final List<String> TASK_MANAGER_MEMORY =
            List.of("-Xms384m", "-Xmx384m", "-XX:MaxDirectMemorySize=192m", "-XX:MaxMetaspaceSize=256m");

    static final List<String> JOB_MANAGER_MEMORY = List.of("-Xmx512m", "-XX:MaxMetaspaceSize=256m");
    static final List<String> ZOOKEEPER_MEMORY = List.of("-Xmx96m");
    static final List<String> CLIENT_MEMORY = List.of("-Xmx256m");

    private ClusterConf() {}

    /** @param zooKeeperPort 0 without high availability */
    static void write(
            Home home, Path directory, int restPort, int rpcPort, int zooKeeperPort, Map<String, String> instead)
            throws IOException {
        Configuration conf = GlobalConfiguration.loadConfiguration(home.conf().toString());
        ON_ONE_MACHINE.forEach(conf::setString);
        if (!instead.containsKey(METRICS_PORT)) {
            List.copyOf(conf.keySet()).stream()
                    .filter(key -> key.startsWith(REPORTERS))
                    .forEach(key -> conf.removeKey(key));
        }
        conf.setString("rest.port", Integer.toString(restPort));
        conf.setString("rest.bind-port", Integer.toString(restPort));
        conf.setString("jobmanager.rpc.port", Integer.toString(rpcPort));
        conf.setString(
                "io.tmp.dirs", Files.createDirectories(directory.resolve("tmp")).toString());
        conf.setString("execution.checkpointing.dir", uri(directory, "checkpoints"));
        conf.setString("execution.checkpointing.savepoint-dir", uri(directory, "savepoints"));
        if (zooKeeperPort != 0) {
            conf.setString("high-availability.type", "zookeeper");
            conf.setString("high-availability.zookeeper.quorum", "127.0.0.1:" + zooKeeperPort);
            conf.setString("high-availability.storageDir", uri(directory, "ha"));
            conf.setString("high-availability.jobmanager.port", Integer.toString(rpcPort));
        }
        instead.forEach(conf::setString);
        Path target = Files.createDirectories(directory.resolve("conf"));
        Files.write(target.resolve("config.yaml"), ConfigurationUtils.convertConfigToWritableLines(conf, true));
        Files.writeString(target.resolve("log4j2.properties"), LOGGING);
        Files.copy(home.conf().resolve("jvm.options"), target.resolve("jvm.options"));
        if (zooKeeperPort != 0) {
            Files.writeString(target.resolve("zoo.cfg"), zooKeeper(directory, zooKeeperPort));
        }
    }

    private static String uri(Path directory, String name) throws IOException {
        return "file://" + Files.createDirectories(directory.resolve(name)).toAbsolutePath();
    }

    private static String zooKeeper(Path directory, int port) {
        return """
                tickTime=2000
                initLimit=10
                syncLimit=5
                dataDir=%s
                clientPort=%d
                clientPortAddress=127.0.0.1
                admin.enableServer=false
                server.1=127.0.0.1:2888:3888
                """.formatted(directory.resolve("zookeeper"), port);
    }
}
