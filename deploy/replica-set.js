// Forms the replica set `shop` if it does not exist yet, and waits until it has a primary. Run by mongosh.

const SECONDS_TO_WAIT = 60;
const members = ["mongodb-1", "mongodb-2", "mongodb-3"].map((host, at) => ({ _id: at, host: `${host}:27017` }));

try {
  rs.status();
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  rs.initiate({ _id: "shop", members });
}

const deadline = Date.now() + SECONDS_TO_WAIT * 1000;
while (!db.hello().primary) {
  if (Date.now() > deadline) throw new Error(`no primary within ${SECONDS_TO_WAIT} s`);
  sleep(200);
}
