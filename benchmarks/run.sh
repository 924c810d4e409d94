#!/bin/sh
# Benchmarks: ./benchmarks/run.sh load|rest|soak|client|ledger|watermark|report|simulate|jmh|stress|start [options]; docs/benchmarks.md says what each does.
set -eu
cd "$(dirname "$0")"
what=${1:-help}
[ $# -gt 0 ] && shift

java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# Classes of the whole reactor, not of what happens to be installed.
build() {
  [ -n "${SKIP_BUILD:-}" ] && [ -f target/classpath.txt ] && return
  (cd .. && mvn -q -B -pl benchmarks -am process-classes)
}

run() {
  build
  exec "$java" ${JAVA_FLAGS:--Xmx512m} -cp "target/classes:$(cat target/classpath.txt)" "$@"
}

case $what in
  load) run io.colophon.benchmarks.rounds.Rounds "$@" ;;
  rest) run io.colophon.benchmarks.rest.RestRounds "$@" ;;
  soak) run io.colophon.benchmarks.rest.Soak "$@" ;;
  client) run io.colophon.benchmarks.load.LoadClient "$@" ;;
  ledger) run io.colophon.benchmarks.ledger.LedgerRounds "$@" ;;
  watermark) run io.colophon.benchmarks.watermark.WatermarkRounds "$@" ;;
  simulate) run io.colophon.benchmarks.simulation.Simulate "$@" ;;
  report) JAVA_FLAGS=${JAVA_FLAGS:--Xmx128m} run io.colophon.benchmarks.report.ReportRounds "$@" ;;
  jmh) run org.openjdk.jmh.Main "$@" ;;
  stress) # every class that relies on compare-and-set, under jcstress; for instance: stress -m quick
    (cd .. && mvn -q -B -pl stress -am process-classes)
    cd ../stress/target
    exec "$java" -cp "classes:$(cat classpath.txt)" org.openjdk.jcstress.Main "$@"
    ;;
  start) exec ./start.sh "$@" ;;
  *)
    sed -n 2p run.sh | cut -c3- >&2
    exit 2
    ;;
esac
