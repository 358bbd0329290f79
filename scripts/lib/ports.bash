# Blocks of free ports, each held by one folder of servers.
#
# A block is claimed by making a folder, which only one process can do, so that starts at the same moment never meet.
# The blocks lie below the range from which Linux takes the ports of outgoing connections.

readonly PORT_CLAIMS=${TMPDIR:-/tmp}/counterpart-ports
readonly FIRST_PORT=20000 PORTS_PER_BLOCK=8 BLOCKS=1500

# Claims a block for the folder of servers $1 and prints its first port.
reserve_ports() {
    local base
    mkdir -m 1777 "$PORT_CLAIMS" 2>/dev/null || [[ -d $PORT_CLAIMS ]]
    for _ in {1..200}; do
        base=$((FIRST_PORT + (RANDOM % BLOCKS) * PORTS_PER_BLOCK))
        mkdir "$PORT_CLAIMS/$base" 2>/dev/null || continue
        echo "$base" >"$1/ports"
        if ports_are_free "$base"; then
            echo "$base"
            return
        fi
        release_ports "$1"
    done
    echo "found no $PORTS_PER_BLOCK free ports between $FIRST_PORT and $((FIRST_PORT + BLOCKS * PORTS_PER_BLOCK))" >&2
    return 1
}

release_ports() {
    if [[ -f $1/ports ]]; then
        rmdir "$PORT_CLAIMS/$(<"$1/ports")"
        rm "$1/ports"
    fi
}

ports_are_free() {
    local port
    for ((port = $1; port < $1 + PORTS_PER_BLOCK; port++)); do
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return 1; fi
    done
}
