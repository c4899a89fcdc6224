#!/usr/bin/env bash
# Creates the topics of a CSV file where they are missing: create-topics.sh HOST:PORT FILE
set -euo pipefail

brokers=${1:?which brokers? create-topics.sh HOST:PORT FILE}
file=${2:?which topics? create-topics.sh HOST:PORT FILE}

while IFS=, read -r name partitions cleanup retention bytes; do
  [[ -z $name || $name == \#* ]] && continue
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$brokers" --create --if-not-exists --topic "$name" \
    --partitions "$partitions" --config "cleanup.policy=$cleanup" --config "retention.ms=$retention" \
    --config "max.message.bytes=$bytes"
done <"$file"
