import { createClient, type Client, type Interceptor, type Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";

import { CategoryService } from "./gen/shop/category/v1/category_pb.ts";
import { ProductService } from "./gen/shop/product/v1/product_pb.ts";

/** How to reach the gateway. */
export interface ShopClientOptions {
  /** Where the gateway listens, such as `https://api.shop.example`. */
  baseUrl: string;
  /**
   * The protocol on the wire. The gateway speaks both on the same port with the same result: gRPC-web is the default,
   * Connect sends plain JSON, which is easier to read in the browser's network view.
   */
  protocol?: "grpc-web" | "connect";
  /**
   * The signed-in user's token, asked for before each call, so that a fresh one can be had in time; nothing for a guest.
   * It travels as `authorization: Bearer`.
   */
  token?: () => string | undefined | Promise<string | undefined>;
  /** Milliseconds until a call without a limit of its own is given up. */
  timeoutMs?: number;
  /** Code around every call, for example to add a header. */
  interceptors?: Interceptor[];
}

/** A typed client per service. */
export interface ShopClient {
  categories: Client<typeof CategoryService>;
  products: Client<typeof ProductService>;
}

/** A call that was given no limit ends after this many milliseconds: a page should not wait for ever. */
const DEFAULT_TIMEOUT_MS = 10_000;

/**
 * Makes the clients of the shop's services. They share one transport; making them opens no connection.
 *
 * A failed call rejects with a `ConnectError`, whose `code` is the gRPC status; see `violationsByField` for forms.
 */
export function createShopClient(options: ShopClientOptions): ShopClient {
  const transport = createTransport(options);
  return {
    categories: createClient(CategoryService, transport),
    products: createClient(ProductService, transport),
  };
}

function createTransport({ baseUrl, protocol = "grpc-web", token, timeoutMs, interceptors = [] }: ShopClientOptions): Transport {
  const options = {
    baseUrl,
    defaultTimeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
    interceptors: token === undefined ? interceptors : [...interceptors, bearer(token)],
  };
  return protocol === "connect" ? createConnectTransport(options) : createGrpcWebTransport(options);
}

function bearer(token: NonNullable<ShopClientOptions["token"]>): Interceptor {
  return (next) => async (request) => {
    const bearer = await token();
    if (bearer !== undefined) request.header.set("authorization", `Bearer ${bearer}`);
    return next(request);
  };
}
