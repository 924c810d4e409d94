#!/bin/bash
# How long the launcher takes until the server is ready, and what it holds when idle: start.sh [times]
set -euo pipefail
cd "$(dirname "$0")/.."
times=${1:-5}
command=${COLOPHON:-./colophon} # another launcher, such as that of an unpacked distribution
port=${ADMIN_PORT:-18081}
data=$(mktemp -d "${DATA:-$PWD/benchmarks/target}/start-XXXXXX")
pid=
trap '[ -n "$pid" ] && kill "$pid" 2>/dev/null; rm -rf "$data"' EXIT

for i in $(seq "$times"); do
  begun=$(date +%s%N)
  "$command" serve --data "$data" --grpc-port 0 --http-port 0 --admin-grpc-port 0 --admin-port "$port" \
    >"$data/out" 2>&1 &
  pid=$!
  until curl -sf -o "$data/ready" "http://127.0.0.1:$port/readyz"; do
    kill -0 "$pid" || { cat "$data/out"; exit 1; }
    sleep 0.01
  done
  ended=$(date +%s%N)
  server=$(pgrep -P "$pid" java || echo "$pid") # the launcher may have become the JVM
  ticks=$(sed 's/.*) //' "/proc/$server/stat" | cut -d' ' -f12,13 | tr ' ' '+') # user and system, 10 ms each
  sleep 5 # idle
  rss=$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$server/status")
  echo "start $i: ready after $(((ended - begun) / 1000000)) ms, $(((ticks) * 10)) ms of CPU, idle $rss MiB resident"
  kill "$pid"
  wait "$pid" || true
  pid=
done
