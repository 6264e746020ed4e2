#!/usr/bin/env bash
# A private PostgreSQL for tests and benchmarks, on a free port of 127.0.0.1, run by a user who is not root.
#
#   tests/postgres.sh start [folder] [--durable]   install what is missing, create, start; the administrator's connection string
#                                                  goes to standard output and to folder/connection-string
#   tests/postgres.sh down [folder]                kill the server, keep its data (a test of outages)
#   tests/postgres.sh up [folder]                  start it again on the same port
#   tests/postgres.sh stop [folder]                stop it and remove everything of it
#
# The folder remembers the instance; default: artifacts/postgres.
# Without --durable the server does not wait for the disk: it survives a killed process, not a power cut.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
command=${1:-}
state=$root/artifacts/postgres
fsync=off
kept_log=80MB
for argument in "${@:2}"; do
  if [[ $argument == --durable ]]; then fsync=on kept_log=6GB; else state=$argument; fi
done

find_binaries() {
  local newest
  newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
  if [[ -n $newest && -x $newest/initdb ]]; then echo "$newest"; return; fi
  command -v initdb >/dev/null 2>&1 && dirname "$(readlink -f "$(command -v initdb)")"
}

install_missing() {
  find_binaries >/dev/null && return
  echo "PostgreSQL is not installed: installing it from Debian's packages." >&2
  local sudo=()
  if [[ $(id -u) -ne 0 ]]; then sudo=(sudo -n); fi
  "${sudo[@]}" apt-get update -qq >&2
  # The package would create and start a cluster of its own; only the programs are wanted.
  "${sudo[@]}" mkdir -p /etc/postgresql-common
  echo "create_main_cluster = false" | "${sudo[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends postgresql >&2
  find_binaries >/dev/null || { echo "PostgreSQL could not be installed." >&2; exit 1; }
}

# PostgreSQL refuses to run as root.
server_user() {
  if [[ $(id -u) -ne 0 ]]; then id -un; elif id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

as_server() {
  local user; user=$(server_user)
  if [[ $(id -un) == "$user" ]]; then (cd / && "$@"); else (cd / && runuser -u "$user" -- "$@"); fi
}

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
  done
  echo "No free port was found." >&2
  exit 1
}

start_server() {
  as_server "$(find_binaries)/pg_ctl" -s -w -t 60 -D "$(cat "$state/directory")/data" -l "$(cat "$state/directory")/log" start >&2
}

# A server that has run for a while writes into segments of its log that are there; making one takes 40 ms, in which commits wait.
fill_log() {
  local port
  port=$(grep -oP '(?<=Port=)\d+' "$state/connection-string")
  PGPASSWORD=$(cat "$(cat "$state/directory")/password") as_server "$(find_binaries)/psql" -q -h 127.0.0.1 -p "$port" -U postgres \
    -c "DO \$\$ BEGIN FOR i IN 1..384 LOOP PERFORM pg_logical_emit_message(false, '', ''), pg_switch_wal(); END LOOP; END \$\$" -c CHECKPOINT >&2
}

stop_server() {
  as_server "$(find_binaries)/pg_ctl" -s -w -t 60 -m immediate -D "$(cat "$state/directory")/data" stop >&2
}

create() {
  local directory port password
  directory=$(mktemp -d /tmp/platform-postgres.XXXXXX)
  port=$(free_port)
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  mkdir -p "$state"
  echo "$directory" >"$state/directory"
  (umask 077 && echo "$password" >"$directory/password")
  chown -R "$(server_user)" "$directory"
  as_server "$(find_binaries)/initdb" -D "$directory/data" -U postgres -A scram-sha-256 --pwfile "$directory/password" \
    -E UTF8 --locale=C.UTF-8 >/dev/null
  as_server tee -a "$directory/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$directory'
max_connections = 300
shared_buffers = 256MB
fsync = $fsync
max_wal_size = 8GB
min_wal_size = $kept_log
backend_flush_after = 256kB
CONF
  (umask 077 && echo "Host=127.0.0.1;Port=$port;Database=postgres;Username=postgres;Password=$password" >"$state/connection-string")
}

case $command in
  start)
    if [[ -e $state/directory ]]; then echo "An instance is remembered in $state; stop it first." >&2; exit 1; fi
    install_missing
    create
    start_server
    if [[ $fsync == on ]]; then fill_log; fi
    cat "$state/connection-string"
    ;;
  down) stop_server ;;
  up) start_server ;;
  stop)
    if [[ ! -e $state/directory ]]; then exit 0; fi
    stop_server || true
    rm -rf "$(cat "$state/directory")"
    rm -f "$state/directory" "$state/connection-string"
    ;;
  *)
    sed -n '2,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
