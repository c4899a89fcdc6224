package io.tributary.job;

import io.tributary.model.RulesAccepted;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RuleChange;
import io.tributary.rules.RulesDiff;
import io.tributary.rules.RulesException;
import io.tributary.rules.RulesParser;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * The rules under which a job's state was written are part of its state: their canonical form, once, which every subtask
 * of the resolving operator gets to see when it starts from there. State that was written before there was such a
 * memory says nothing, and is taken as it is.
 */
final class RememberedRules {
    private RememberedRules() {}

    /** Union list state: all subtasks read what the first one writes. */
    static ListStateDescriptor<String> descriptor() {
        return new ListStateDescriptor<>(JobNames.RULES_STATE, StringSerializer.INSTANCE);
    }

    /**
     * Reads what the state remembers, and makes it remember these rules from the next snapshot on. Nothing has been read
     * of any space yet, and nothing is written, if it refuses.
     *
     * @param writes whether this is the subtask that writes
     * @return what was accepted, null if nothing has changed or nothing was remembered
     * @throws SuppressRestartsException if the change is not allowed: starting again would change nothing
     */
    static @Nullable Accepted exchange(OperatorStateStore store, RuleBook rules, boolean writes, Allowance allowance)
            throws Exception {
        ListState<String> state = store.getUnionListState(descriptor());
        Accepted accepted = null;
        for (String canonical : state.get()) {
            accepted = compare(canonical, rules, allowance);
        }
        state.update(writes ? List.of(rules.canonical()) : List.of());
        return accepted;
    }

    private static @Nullable Accepted compare(String canonical, RuleBook rules, Allowance allowance) {
        RuleBook before;
        try {
            before = read(canonical);
        } catch (RulesException e) {
            throw new SuppressRestartsException(new StartupException(List.of(unreadable(e))));
        }
        List<RuleChange> changes = RulesDiff.between(before, rules);
        List<String> refusal = allowance.refusal(changes);
        if (!refusal.isEmpty()) {
            throw new SuppressRestartsException(new StartupException(refusal));
        }
        return changes.isEmpty() ? null : new Accepted(before.fingerprint(), changes);
    }

    /** @throws RulesException if a newer release wrote it */
    static RuleBook read(String canonical) {
        return RulesParser.parseCanonical("the rules that the state remembers", canonical);
    }

    static String unreadable(RulesException e) {
        return e.getMessage()
                + "\nthis release does not know all that these rules say: start the release that wrote the"
                + " state, or a newer one";
    }

    /**
     * A change of the rules that may be.
     *
     * @param before fingerprint of the rules before
     * @param changes at least one
     */
    record Accepted(String before, List<RuleChange> changes) {

        /** That have any changes. */
        List<String> spaces() {
            return changes.stream().map(RuleChange::space).distinct().toList();
        }

        /** What the world is told of one space. */
        RulesAccepted told(String space, long sequence, long eventsDropped) {
            List<RulesAccepted.Change> its = changes.stream()
                    .filter(change -> change.space().equals(space))
                    .map(change -> new RulesAccepted.Change(
                            change.changeClass().word(),
                            change.aspect().key(),
                            change.collection(),
                            change.type(),
                            change.before(),
                            change.after()))
                    .toList();
            return new RulesAccepted(space, sequence, before, its, eventsDropped);
        }
    }
}
