"""Forms a MongoDB replica set of fresh nodes on loopback ports, and returns when every member serves.

usage: replica_set.py NAME PORT...
"""

import sys
import time

import pymongo
from pymongo.errors import AutoReconnect, OperationFailure

SECONDS_TO_WAIT = 90
ALREADY_INITIALIZED = 23


def main(name: str, ports: list[str]) -> None:
    deadline = time.monotonic() + SECONDS_TO_WAIT
    client = pymongo.MongoClient(
        "127.0.0.1", int(ports[0]), directConnection=True, serverSelectionTimeoutMS=SECONDS_TO_WAIT * 1000
    )
    members = [{"_id": at, "host": f"127.0.0.1:{port}"} for at, port in enumerate(ports)]
    # The other nodes may still be starting: the initiation needs them all, so it is tried until they answer.
    retry(deadline, lambda: initiate(client, {"_id": name, "members": members}))
    retry(deadline, lambda: expect_all_serve(client))


def initiate(client: pymongo.MongoClient, configuration: dict) -> None:
    try:
        client.admin.command("replSetInitiate", configuration)
    except OperationFailure as error:
        if error.code != ALREADY_INITIALIZED:
            raise


def expect_all_serve(client: pymongo.MongoClient) -> None:
    states = sorted(member["stateStr"] for member in client.admin.command("replSetGetStatus")["members"])
    if states[0] != "PRIMARY" or any(state != "SECONDARY" for state in states[1:]):
        raise AutoReconnect(f"members are {', '.join(states)}")


def retry(deadline: float, attempt) -> None:
    while True:
        try:
            return attempt()
        except (AutoReconnect, OperationFailure) as error:
            if time.monotonic() > deadline:
                sys.exit(f"MongoDB: {error}")
        time.sleep(0.2)


main(sys.argv[1], sys.argv[2:])
