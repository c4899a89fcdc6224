package io.tributary.cluster;

import io.tributary.kafka.LocalBrokerCommand;
import io.tributary.kafka.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a new cluster consists of: ports, configuration, and the command of each process. */
final class ClusterPlan {
    private static final String FLINK = "org.apache.flink.runtime.";

    private ClusterPlan() {}

    /** Writes the configuration; starts nothing. */
    static ClusterFile of(Home home, Path directory, ClusterSettings settings) throws IOException {
        home.jobJar(); // better now than when the job is to be started
        List<Integer> ports = LoopbackPorts.free(4);
        int restPort = ports.get(0);
        int zooKeeperPort = settings.highlyAvailable() ? ports.get(2) : 0;
        int brokerPort = settings.broker() ? ports.get(3) : 0;
        ClusterConf.write(home, directory, restPort, ports.get(1), zooKeeperPort, settings.conf());
        List<Member> members = new ArrayList<>();
        if (settings.broker()) {
            members.add(Member.of(
                    Cluster.BROKER,
                    LocalBrokerCommand.prepare(directory.resolve(Cluster.BROKER), brokerPort)
                            .line(false)));
        }
        String conf = directory.resolve("conf").toString();
        if (settings.highlyAvailable()) {
            members.add(Member.of(
                    Cluster.ZOOKEEPER,
                    line(
                            flinkCommand(home, directory, Cluster.ZOOKEEPER, ClusterConf.ZOOKEEPER_MEMORY),
                            FLINK + "zookeeper.FlinkZooKeeperQuorumPeer",
                            "--zkConfigFile",
                            conf + "/zoo.cfg",
                            "--peerId",
                            "1")));
        }
        members.add(Member.of(
                Cluster.JOB_MANAGER,
                line(
                        flinkCommand(home, directory, Cluster.JOB_MANAGER, ClusterConf.JOB_MANAGER_MEMORY),
                        FLINK + "entrypoint.StandaloneSessionClusterEntrypoint",
                        "--configDir",
                        conf)));
        for (int i = 1; i <= settings.taskManagers(); i++) {
            String name = "tm-" + i;
            members.add(Member.of(
                    name,
                    line(
                            flinkCommand(home, directory, name, ClusterConf.TASK_MANAGER_MEMORY),
                            FLINK + "taskexecutor.TaskManagerRunner",
                            "--configDir",
                            conf,
                            "-D",
                            "taskmanager.resource-id=" + name)));
        }
        return new ClusterFile(restPort, zooKeeperPort, brokerPort, members);
    }

    /** The command line of a process of Flink, up to its main class. */
    static List<String> flinkCommand(Home home, Path directory, String name, List<String> memory) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("@" + directory.resolve("conf/jvm.options"));
        line.addAll(memory);
        // Processes that start often and together on few cores: the second compiler costs more than it gives.
        line.add("-XX:TieredStopAtLevel=1");
        line.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
        line.add("-Dlog4j2.configurationFile=" + directory.resolve("conf/log4j2.properties"));
        line.add("-Dlog.file=" + directory.resolve("log").resolve(name + ".log"));
        line.add("-cp");
        line.add(home.flink());
        return line;
    }

    private static List<String> line(List<String> command, String... arguments) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        return line;
    }
}
