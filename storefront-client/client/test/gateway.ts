/**
 * The gateway that the tests talk to: the one at COUNTERPART_GATEWAY_URL, or else the shop of this workspace, started
 * for the run on a free port with data of its own. COUNTERPART_SHOP_BINARY names another binary than `target/debug/shop`.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    gatewayUrl: string;
  }
}

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 20_000;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["COUNTERPART_GATEWAY_URL"];
  if (given !== undefined) {
    project.provide("gatewayUrl", given);
    return async () => {};
  }
  const shop = await startShop();
  project.provide("gatewayUrl", shop.url);
  return shop.stop;
}

async function startShop(): Promise<{ url: string; stop: () => Promise<void> }> {
  const binary = process.env["COUNTERPART_SHOP_BINARY"] ?? fileURLToPath(new URL("../../../target/debug/shop", import.meta.url));
  if (!existsSync(binary)) throw new Error(`${binary} does not exist. Run: cargo build --bin shop`);

  const listen = `127.0.0.1:${await freePort()}`;
  const data = await mkdtemp(join(tmpdir(), "shop-client-test-"));
  const shop = spawn(binary, ["up", "--listen", listen, "--data", data, "--no-sample"], { stdio: ["ignore", "pipe", "pipe"] });
  const log: string[] = [];
  for (const stream of [shop.stdout, shop.stderr]) stream.on("data", (text) => log.push(String(text)));

  const stop = async () => {
    await end(shop);
    await rm(data, { recursive: true });
  };
  try {
    await healthy(`http://${listen}/healthz`, shop);
  } catch (error) {
    await stop();
    throw new Error(`the shop did not start:\n${log.join("")}`, { cause: error });
  }
  return { url: `http://${listen}`, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Resolves when the gateway says that it is healthy; rejects when the shop ends, or takes too long. */
async function healthy(url: string, shop: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    if (shop.exitCode !== null) throw new Error(`the shop ended with status ${shop.exitCode}`);
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
    if (response?.ok) return;
    if (Date.now() > deadline) throw new Error(`${url} was not healthy within ${START_TIMEOUT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(shop: ChildProcess): Promise<void> {
  if (shop.exitCode !== null) return;
  const exit = once(shop, "exit", { signal: AbortSignal.timeout(STOP_TIMEOUT_MS) });
  shop.kill("SIGTERM");
  try {
    const [status] = await exit;
    if (status !== 0) throw new Error(`the shop ended with status ${status}`);
  } finally {
    shop.kill("SIGKILL");
  }
}
