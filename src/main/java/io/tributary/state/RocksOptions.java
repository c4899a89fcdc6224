package io.tributary.state;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.DataBlockIndexType;

/**
 * What Flink's configuration has no key for. Named in {@code flink-conf/config.yaml}; measured with {@code ./tributary
 * bench --suite profile}.
 */
public final class RocksOptions implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1;

    /**
     * Every checkpoint, one a second, leaves a file a state in the first level. By default four of them are merged with
     * all that lies below, every four seconds; a look-up asks the filter of each, which is cheaper than that.
     */
    private static final int FILES_TO_MERGE = 12;

    /** So many files of the first level that reads suffer: writes wait for the merging to catch up. */
    private static final int FILES_TO_SLOW_DOWN = 36;

    private static final int FILES_TO_STOP = 60;

    /**
     * Of the memory of what has not been written to a file yet, for the filter that tells what is not in it. It is cleared
     * at every checkpoint while nothing is resolved, so it is no larger than a second's writes need.
     */
    private static final double FILTER_PART = 0.02;

    @Override
    public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> toClose) {
        return options;
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(ColumnFamilyOptions options, Collection<AutoCloseable> toClose) {
        options.setLevel0FileNumCompactionTrigger(FILES_TO_MERGE)
                .setLevel0SlowdownWritesTrigger(FILES_TO_SLOW_DOWN)
                .setLevel0StopWritesTrigger(FILES_TO_STOP)
                .setMemtablePrefixBloomSizeRatio(FILTER_PART)
                .setMemtableWholeKeyFiltering(true);
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            // The job only ever asks for single keys: within a block they are found by hash.
            table.setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash);
            options.setTableFormatConfig(table);
        }
        return options;
    }
}
