import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, inject, it } from "vitest";

import { createShopClient, MoneySchema, ProductStatus, violationsByField, type ShopClient } from "../src/index.ts";

/** An amount that a `number` can't hold. */
const BEYOND_DOUBLE = 9_007_199_254_740_993n;

function price(minorUnits: bigint) {
  return create(MoneySchema, { currency: "EUR", minorUnits });
}

/** Makes a product in a category of its own, with whatever else the test needs of it. */
async function newProduct(shop: ShopClient, title: string) {
  const category = await shop.categories.createCategory({ category: { title: `For ${title}`, slug: `c-${crypto.randomUUID()}` } });
  const product = await shop.products.createProduct({
    product: { title, description: "Boiled for a week.", price: price(499n), categoryIds: [category.id], status: ProductStatus.ACTIVE },
  });
  return { category, product };
}

/** What a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<ConnectError> {
  const error = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(ConnectError);
  return error as ConnectError;
}

describe.each(["grpc-web", "connect"] as const)("over %s, the shop", (protocol) => {
  const shop = createShopClient({ baseUrl: inject("gatewayUrl"), protocol });

  it("gives back the product that was stored", async () => {
    const { category, product } = await newProduct(shop, "Olive soap");
    expect(await shop.products.getProduct({ id: product.id })).toEqual(product);
    expect(product).toMatchObject({ title: "Olive soap", slug: expect.stringMatching(/^olive-soap/), categoryIds: [category.id] });
    expect(product.status).toBe(ProductStatus.ACTIVE);
    expect(product.createTime).toEqual(product.updateTime);
    expect(product.etag).not.toBe("");
  });

  it("keeps an amount exact that is beyond a double", async () => {
    const { product } = await newProduct(shop, "Island");
    const dear = await shop.products.updateProduct({
      product: { id: product.id, price: price(BEYOND_DOUBLE) },
      updateMask: { paths: ["price"] },
    });
    expect(dear.price?.minorUnits).toBe(BEYOND_DOUBLE);
    expect((await shop.products.getProduct({ id: product.id })).price?.minorUnits).toBe(BEYOND_DOUBLE);
  });

  it("says beside which field of the form each mistake is", async () => {
    const error = await refusal(
      shop.products.createProduct({
        product: { title: "x".repeat(201), price: create(MoneySchema, { currency: "euro" }), status: ProductStatus.DRAFT },
      }),
    );
    expect(error.code).toBe(Code.InvalidArgument);
    const violations = violationsByField(error, "product");
    expect(Object.keys(violations).sort()).toEqual(["price.currency", "title"]);
    expect(violations["title"]).toContain("200");
  });

  it("refuses a product in a category that does not exist", async () => {
    const missing = "01890a5d-ac96-774b-bcce-b302099a8057";
    const error = await refusal(
      shop.products.createProduct({
        product: { title: "Lost", price: price(1n), categoryIds: [missing], status: ProductStatus.DRAFT },
      }),
    );
    expect(error.code).toBe(Code.InvalidArgument);
    expect(Object.keys(violationsByField(error, "product"))).toEqual(["category_ids[0]"]);
  });

  it("changes only what the mask names, and only what nobody else changed", async () => {
    const { product } = await newProduct(shop, "Soap");
    const renamed = await shop.products.updateProduct({
      product: { id: product.id, title: "Better soap", etag: product.etag },
      updateMask: { paths: ["title"] },
    });
    expect(renamed.title).toBe("Better soap");
    expect(renamed.price).toEqual(product.price);

    const late = await refusal(
      shop.products.updateProduct({
        product: { id: product.id, title: "Other soap", etag: product.etag },
        updateMask: { paths: ["title"] },
      }),
    );
    expect(late.code).toBe(Code.Aborted);
  });

  it("lists a category page by page", async () => {
    const { category, product } = await newProduct(shop, "First");
    const second = await shop.products.createProduct({
      product: { title: "Second", price: price(1n), categoryIds: [category.id], status: ProductStatus.ACTIVE },
    });
    const request = { categoryIds: [category.id], pageSize: 1 };
    const page = await shop.products.listProducts(request);
    const next = await shop.products.listProducts({ ...request, pageToken: page.nextPageToken });
    expect([...page.products, ...next.products].map(({ id }) => id)).toEqual([product.id, second.id]);
    expect(next.nextPageToken).toBe("");
  });

  it("does not find what was removed", async () => {
    const { product } = await newProduct(shop, "Gone");
    await shop.products.deleteProduct({ id: product.id });
    const error = await refusal(shop.products.getProduct({ id: product.id }));
    expect(error.code).toBe(Code.NotFound);
    expect(violationsByField(error)).toEqual({});
  });
});

it("may be called from a page of another origin, which can read why a call failed", async () => {
  const url = `${inject("gatewayUrl")}/shop.product.v1.ProductService/GetProduct`;
  const origin = "https://shop.example";
  const preflight = await fetch(url, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type,x-grpc-web,grpc-timeout",
    },
  });
  expect(preflight.ok).toBe(true);
  expect(["*", origin]).toContain(preflight.headers.get("access-control-allow-origin"));
  expectNamed(preflight.headers.get("access-control-allow-headers"), "content-type", "x-grpc-web", "grpc-timeout");

  const call = await fetch(url, { method: "POST", headers: { origin, "content-type": "application/json" }, body: "{}" });
  expect(["*", origin]).toContain(call.headers.get("access-control-allow-origin"));
  expectNamed(call.headers.get("access-control-expose-headers"), "grpc-status", "grpc-message", "grpc-status-details-bin");
});

/** A list of headers names each of these, or stands for all. */
function expectNamed(list: string | null, ...headers: string[]) {
  const named = (list ?? "").toLowerCase().split(/\s*,\s*/);
  if (!named.includes("*")) expect(named).toEqual(expect.arrayContaining(headers));
}
