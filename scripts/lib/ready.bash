# Whether a server answers in its own protocol: a port that accepts is not yet a server that serves.

# wait_until_ready NAME SECONDS COMMAND...: waits until the command succeeds, as long as the servers live.
wait_until_ready() {
    local name=$1 deadline=$((SECONDS + $2))
    shift 2
    until "$@"; do
        "$(<"$dir/way")_all_alive" || die "a server ended while $name was awaited"
        ((SECONDS < deadline)) || die "$name was not ready in time"
        sleep 0.2
    done
}

# RabbitMQ opens its listener when it has booted, and answers a protocol header with a method frame (type 1).
rabbitmq_answers() {
    [[ $(ask "$1" 'AMQP\x00\x00\x09\x01' 1 | od -An -tu1) -eq 1 ]]
}

redis_answers() {
    [[ $(ask "$1" 'PING\r\n' 5) == +PONG ]]
}

# ask PORT QUESTION N: the first N bytes of a server's answer, nothing if it doesn't answer within two seconds.
ask() {
    # shellcheck disable=SC2016 # the inner shell expands them
    timeout 2 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "$2" >&3 && head -c "$3" <&3' ask "$@" 2>/dev/null || true
}
