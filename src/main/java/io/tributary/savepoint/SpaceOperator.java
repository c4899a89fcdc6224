package io.tributary.savepoint;

import io.tributary.state.OlderGraphs;
import io.tributary.state.StateNames;
import io.tributary.state.StoredGraph;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.DefaultKeyedStateStore;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.api.input.operator.StateReaderOperator;
import org.apache.flink.state.api.runtime.SavepointRuntimeContext;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/**
 * Hands the graph of one space after the other to a visitor.
 *
 * <p>Flink's own operator for this would look for keys in every state that is registered, which is every entry of every
 * graph, only to find the few spaces there are. Here the keys are those of the one state that has one entry a space.
 */
@SuppressWarnings("try") // that closing it may be interrupted does not matter here
final class SpaceOperator extends StateReaderOperator<SpaceOperator.NoFunction, String, VoidNamespace, String> {
    private static final long serialVersionUID = 1;

    private final transient SpaceVisitor visitor;
    private transient StoredGraph graph;

    /** What Flink wants where others have a function. */
    static final class NoFunction implements Function {
        private static final long serialVersionUID = 1;
    }

    @SuppressWarnings("NullAway.Init") // opened before it is used
    SpaceOperator(SpaceVisitor visitor) {
        super(new NoFunction(), Types.STRING, VoidNamespaceSerializer.INSTANCE);
        this.visitor = visitor;
    }

    @Override
    public void open() throws Exception {
        super.open();
        var states = new DefaultKeyedStateStore(getKeyedStateBackend(), getSerializerFactory());
        OlderGraphs.move(getKeyedStateBackend(), states); // in what was loaded, not in the savepoint
        graph = new StoredGraph(states);
    }

    @Override
    public CloseableIterator<Tuple2<String, VoidNamespace>> getKeysAndNamespaces(SavepointRuntimeContext context) {
        Stream<String> spaces = getKeyedStateBackend().getKeys(StateNames.FORM, VoidNamespace.INSTANCE);
        Iterator<Tuple2<String, VoidNamespace>> keys =
                spaces.map(space -> Tuple2.of(space, VoidNamespace.INSTANCE)).iterator();
        return CloseableIterator.adapterForIterator(keys, spaces);
    }

    @Override
    public void processElement(String space, VoidNamespace namespace, Collector<String> out) {
        try {
            graph.enter();
            visitor.visit(space, graph);
        } catch (IllegalStateException e) {
            throw new IllegalStateException("space " + space + ": " + e.getMessage(), e);
        }
        out.collect(space);
    }
}
