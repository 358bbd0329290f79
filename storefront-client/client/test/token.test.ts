import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, expect, test } from "vitest";

import { createShopClient } from "../src/index.ts";

/** The `authorization` of each request that came. */
const seen: (string | undefined)[] = [];

const server = createServer((request, response) => {
  seen.push(request.headers.authorization);
  response.writeHead(404).end();
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise<unknown>((resolve) => server.close(resolve)));

test.each(["grpc-web", "connect"] as const)("a signed-in user's token travels with each call over %s", async (protocol) => {
  seen.length = 0;
  const { port } = server.address() as AddressInfo;
  const tokens = ["first", undefined, "second"];
  const client = createShopClient({ baseUrl: `http://127.0.0.1:${port}`, protocol, token: async () => tokens.shift() });
  for (let call = 0; call < 3; call++) await expect(client.products.getProduct({ id: "1" })).rejects.toThrow();
  expect(seen).toEqual(["Bearer first", undefined, "Bearer second"]);
});
