package io.tributary.reference;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.CommandDecoder;
import io.tributary.codec.EventDecoder;
import io.tributary.codec.RecordEncoder;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Command;
import io.tributary.model.Observation;
import io.tributary.model.OutputRecord;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import io.tributary.rules.SpaceRules;
import io.tributary.simulate.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The reference in the place of a whole job: raw records in, records of topics out, in the order of their sequence but for
 * answers of commands, which it does not word. Rules may be switched between any two records, as by a restart from a
 * savepoint.
 */
public final class ReferenceStage implements Scenario.Stage {
    private final Map<String, ReferenceModel> spaces = new HashMap<>();
    private RuleBook rules;
    private RecordEncoder encoder;
    private EventDecoder events;
    private CommandDecoder commands;

    public ReferenceStage(RuleBook rules) {
        this.rules = rules;
        this.encoder = new RecordEncoder(rules.fingerprint());
        this.events = new EventDecoder(rules, false);
        this.commands = new CommandDecoder(rules);
    }

    /** Every space keeps its graph; what is taken from now on is decoded and resolved under these. */
    public void switchRules(RuleBook others) {
        rules = others;
        encoder = new RecordEncoder(others.fingerprint());
        events = new EventDecoder(others, false);
        commands = new CommandDecoder(others);
        for (SpaceRules space : others.spaces()) {
            ReferenceModel known = spaces.get(space.id());
            if (known != null) {
                known.switchRules(space);
            }
        }
    }

    private ReferenceModel space(String id) {
        return spaces.computeIfAbsent(id, any -> new ReferenceModel(requireNonNull(rules.space(id), id)));
    }

    @Override
    public void take(RawRecord record, boolean command, Consumer<TopicRecord> output) {
        if (command) {
            commands.decode(record, new CommandDecoder.Output() {
                @Override
                public void command(Command decoded) {
                    tell(space(decoded.space()).execute(decoded), output);
                }

                @Override
                public void rejected(Rejected rejected) {
                    output.accept(encoder.encode(rejected));
                }
            });
        } else {
            events.decode(record, new EventDecoder.Output() {
                @Override
                public void observation(Observation observation) {
                    tell(space(observation.space()).resolve(observation), output);
                }

                @Override
                public void rejected(Rejected rejected) {
                    output.accept(encoder.encode(rejected));
                }
            });
        }
    }

    private void tell(Told told, Consumer<TopicRecord> output) {
        records(told).forEach(record -> output.accept(encoder.encode(record)));
    }

    private static List<OutputRecord> records(Told told) {
        List<OutputRecord> records = new ArrayList<>();
        if (told.resolution() != null) {
            records.add(told.resolution());
        }
        records.addAll(told.mergesAndSplits());
        records.addAll(told.aliases());
        told.profiles().values().forEach(change -> records.add(ReferenceSubject.profileChange(change)));
        records.addAll(told.owners().values());
        records.addAll(told.memberships().values());
        records.addAll(told.discarded());
        return records;
    }
}
