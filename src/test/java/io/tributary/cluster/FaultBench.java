package io.tributary.cluster;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A bench on which every kind of fault can happen, as far as this machine lets it. */
final class FaultBench implements AutoCloseable {
    private final SmallDisk disk;
    private final String whyNoDisk;
    private final Bench bench;

    private FaultBench(SmallDisk disk, String whyNoDisk, Bench bench) {
        this.disk = disk;
        this.whyNoDisk = whyNoDisk;
        this.bench = bench;
    }

    /** Starts it, with the job on it. */
    static FaultBench start(String name, long seed) throws Exception {
        SmallDisk disk = SmallDisk.of(Bench.directory(name));
        String whyNoDisk = disk.mount();
        Map<String, String> conf = new HashMap<>(Fault.conf());
        if (whyNoDisk.isEmpty()) {
            conf.put("execution.checkpointing.dir", disk.uri());
        } else {
            System.out.println("NOT TRIED: " + Fault.CHECKPOINT_DISK_FULL.title()
                    + ", because no small file system can be mounted here: " + whyNoDisk);
        }
        try {
            return new FaultBench(disk, whyNoDisk, running(name, conf, seed));
        } catch (Exception | AssertionError e) {
            disk.unmount();
            throw e;
        }
    }

    private static Bench running(String name, Map<String, String> conf, long seed) throws Exception {
        Bench bench = Bench.start(name, new ClusterSettings(2, true, true, conf), Load.rules(""), seed);
        try {
            bench.runJob();
        } catch (Exception | AssertionError e) {
            bench.close();
            throw e;
        }
        return bench;
    }

    Bench bench() {
        return bench;
    }

    boolean canHappen(Fault fault) {
        return fault != Fault.CHECKPOINT_DISK_FULL || whyNoDisk.isEmpty();
    }

    String whyNoDisk() {
        return whyNoDisk;
    }

    @Override
    public void close() throws IOException {
        try {
            bench.close();
        } finally {
            disk.unmount();
        }
    }
}
