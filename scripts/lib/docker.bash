# Servers in containers.
#
# All containers share the network of the first one, which publishes every port on the loopback address. So a MongoDB
# member has one address, 127.0.0.1 and its port, for the other members and for the tests outside. Inside they listen
# on all addresses: what is published arrives at the container's own.

readonly RABBITMQ_IMAGE=rabbitmq:4.2 REDIS_IMAGE=redis:7.4 MONGODB_IMAGE=mongo:7.0

docker_prepare() { :; }

docker_start() {
    local port publish=()
    : >"$dir/containers"
    for port in "$amqp_port" "$redis_port" "${mongo_ports[@]}"; do
        publish+=(--publish "127.0.0.1:$port:$port")
    done
    run_container redis "${publish[@]}" "$REDIS_IMAGE" redis-server --port "$redis_port" --protected-mode no --save '' --appendonly no
    for port in "${mongo_ports[@]}"; do
        run_container "mongodb-$port" --network "container:$(container redis)" "$MONGODB_IMAGE" \
            mongod --replSet "$REPLICA_SET" --bind_ip_all --port "$port" --wiredTigerCacheSizeGB 0.25 \
            --setParameter ttlMonitorSleepSecs=1
    done
    run_container rabbitmq --network "container:$(container redis)" --env "RABBITMQ_NODE_PORT=$amqp_port" "$RABBITMQ_IMAGE"
}

# The container of a server; the first port makes it unique on this machine.
container() { echo "counterpart-$(<"$dir/ports")-$1"; }

# run_container NAME OPTION... IMAGE COMMAND...
run_container() {
    local name=$1
    shift
    container "$name" >>"$dir/containers"
    docker run --detach --name "$(container "$name")" "$@" >/dev/null || die "the container of $name did not start"
}

docker_initiate_replica_set() {
    local port members=''
    for port in "${mongo_ports[@]}"; do
        members+="{ _id: $port, host: '127.0.0.1:$port' }, "
    done
    wait_until_ready "MongoDB" 60 mongosh_runs "try { rs.status() } catch { rs.initiate({ _id: '$REPLICA_SET', members: [$members] }) }"
    wait_until_ready "MongoDB's replica set" 60 mongosh_runs \
        "const states = rs.status().members.map(m => m.stateStr).sort().join(); if (states != 'PRIMARY,SECONDARY,SECONDARY') quit(1)"
}

mongosh_runs() {
    docker exec "$(container "mongodb-${mongo_ports[0]}")" mongosh --quiet --port "${mongo_ports[0]}" --eval "$1" >/dev/null 2>&1
}

docker_all_alive() {
    local name
    while read -r name; do
        [[ $(container_state "$name") == running ]] || { say "$name is not running"; return 1; }
    done <"$dir/containers"
}

container_state() {
    docker inspect --format '{{.State.Status}}' "$1" 2>/dev/null || echo removed
}

docker_status() {
    local name
    while read -r name; do
        printf '%-36s %s\n' "$name" "$(container_state "$name")"
    done <"$dir/containers"
}

docker_logs() {
    local name
    while read -r name; do
        echo "==> $name <=="
        docker logs --tail 15 "$name" 2>&1 || true
    done <"$dir/containers"
}

docker_stop() {
    local name
    while read -r name; do
        docker rm --force --volumes "$name" >/dev/null || true
    done <"$dir/containers"
}

docker_crash_rabbitmq() { docker kill "$(container rabbitmq)" >/dev/null; }

docker_recover_rabbitmq() { docker start "$(container rabbitmq)" >/dev/null; }

docker_rabbitmqctl() { docker exec "$(container rabbitmq)" rabbitmqctl "$@"; }
