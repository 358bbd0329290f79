/**
 * The shop's gateway, as a browser sees it.
 *
 * Messages and services come from the contracts (`gen/`, never edited by hand); this package adds what the contracts
 * can't say: how to reach the gateway, how an error finds its place in a form, and how to show and read money.
 */
export { createShopClient, type ShopClient, type ShopClientOptions } from "./client.ts";
export { violationsByField } from "./errors.ts";
export { formatMoney, parseMoney } from "./money.ts";
export * from "./gen/shop/category/v1/category_pb.ts";
export * from "./gen/shop/product/v1/product_pb.ts";
export * from "./gen/shop/type/v1/image_pb.ts";
export * from "./gen/shop/type/v1/money_pb.ts";
