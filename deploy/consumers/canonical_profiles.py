#!/usr/bin/env python3
"""Keeps a table of which profile is which by now, in SQLite, from the topics merges and aliases.

    canonical_profiles.py --brokers HOST:PORT table.db       needs the package confluent-kafka
    canonical_profiles.py --lines out table.db               from ./tributary run --input ... --output out
    canonical_profiles.py --who main/use_... table.db        asks the table

What makes it right: committed records alone are read; rows and offsets are written in one transaction, so that after a
crash it goes on from where the table is; a record that comes again is left out, as a space's records come in the order of
(sequence, ordinal); and who a profile is by now is looked up along the chain of merges, so that a split changes one row.
"""

import argparse
import json
import pathlib
import sqlite3
import sys

SCHEMA = """
create table if not exists parent (space text, profile text, parent text not null, primary key (space, profile));
create table if not exists alias (space text, previous_id text, user_id text not null, primary key (space, previous_id));
create table if not exists applied (topic text, space text, sequence integer, ordinal integer, primary key (topic, space));
create table if not exists offset (topic text, part integer, next integer not null, primary key (topic, part));
"""

CANONICAL = """
with recursive chain(profile, depth) as (
  select :profile, 0
  union all
  select parent.parent, depth + 1 from parent join chain on parent.profile = chain.profile where parent.space = :space)
select profile from chain order by depth desc limit 1
"""


class Table:
    def __init__(self, path, withdrawn=()):
        self.withdrawn = frozenset(withdrawn)
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript(SCHEMA)

    def apply(self, topic, record):
        """Takes a record in; to be called inside a transaction."""
        place = record["context"] if topic == "aliases" else record
        if place["rules"] in self.withdrawn:
            return
        space, position = place["space"], (place["sequence"], place["ordinal"])
        newest = self.db.execute(
            "select sequence, ordinal from applied where topic = ? and space = ?", (topic, space)).fetchone()
        if newest is not None and position <= newest:
            return
        self.db.execute("replace into applied values (?, ?, ?, ?)", (topic, space, *position))
        if topic == "aliases":
            self.db.execute("replace into alias values (?, ?, ?)", (space, record["previousId"], record["userId"]))
        elif record["change"] == "merge":
            self.db.execute("replace into parent values (?, ?, ?)", (space, record["from"], record["into"]))
        else:
            # A split: the part is a profile of its own from now on, whether it was one before or is new.
            self.db.execute("delete from parent where space = ? and profile = ?", (space, record["into"]))

    def canonical(self, space, profile):
        return self.db.execute(CANONICAL, {"space": space, "profile": profile}).fetchone()[0]

    def next_offset(self, topic, part):
        row = self.db.execute("select next from offset where topic = ? and part = ?", (topic, part)).fetchone()
        return row[0] if row else 0


def follow(table, brokers, prefix):
    from confluent_kafka import Consumer, TopicPartition

    def assigned(consumer, partitions):
        consumer.assign([TopicPartition(p.topic, p.partition, table.next_offset(p.topic, p.partition)) for p in partitions])

    consumer = Consumer({
        "bootstrap.servers": brokers,
        "group.id": "tributary-reader-python",
        "isolation.level": "read_committed",
        "enable.auto.commit": False,
        "auto.offset.reset": "earliest",
    })
    consumer.subscribe([prefix + "merges", prefix + "aliases"], on_assign=assigned)
    while True:
        records = [r for r in consumer.consume(1000, timeout=0.5) if r.error() is None]
        if records:
            table.db.execute("begin")
            for record in records:
                table.apply(record.topic()[len(prefix):], json.loads(record.value()))
                table.db.execute(
                    "replace into offset values (?, ?, ?)", (record.topic(), record.partition(), record.offset() + 1))
            table.db.execute("commit")


def read_lines(table, directory):
    table.db.execute("begin")
    for topic in ("merges", "aliases"):
        for file in sorted(pathlib.Path(directory, topic).glob("**/*")):
            if file.is_file():
                with open(file, encoding="utf-8") as lines:
                    for line in lines:
                        table.apply(topic, json.loads(line))
    table.db.execute("commit")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--brokers")
    parser.add_argument("--prefix", default="tributary.")
    parser.add_argument("--lines", metavar="DIR")
    parser.add_argument("--who", metavar="SPACE/PROFILE")
    parser.add_argument("--withdrawn", metavar="FINGERPRINT", action="append", default=[],
                        help="leave out what was decided under these rules; start with a new table")
    parser.add_argument("table")
    args = parser.parse_args()
    table = Table(args.table, args.withdrawn)
    if args.who:
        print(table.canonical(*args.who.split("/", 1)))
    elif args.lines:
        read_lines(table, args.lines)
    elif args.brokers:
        follow(table, args.brokers, args.prefix)
    else:
        sys.exit("say --brokers, --lines or --who")


if __name__ == "__main__":
    main()
