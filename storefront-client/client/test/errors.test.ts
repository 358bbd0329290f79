import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";

import { BadRequestSchema } from "../src/gen/google/rpc/error_details_pb.ts";
import { violationsByField } from "../src/index.ts";

function refused(...fieldViolations: { field: string; description: string }[]): ConnectError {
  const value = create(BadRequestSchema, { fieldViolations });
  return new ConnectError("the request is invalid", Code.InvalidArgument, undefined, [{ desc: BadRequestSchema, value }]);
}

describe("violationsByField", () => {
  it("gives each field its message", () => {
    const error = refused(
      { field: "product.title", description: "must not be empty" },
      { field: "product.images[2].url", description: "must have at least 1 character" },
    );
    expect(violationsByField(error)).toEqual({
      "product.title": "must not be empty",
      "product.images[2].url": "must have at least 1 character",
    });
  });

  it("names fields as the form of one message knows them", () => {
    const error = refused(
      { field: "product.title", description: "must not be empty" },
      { field: "product", description: "has no price" },
      { field: "productive", description: "is another field" },
    );
    expect(violationsByField(error, "product")).toEqual({ title: "must not be empty", "": "has no price" });
  });

  it("keeps every rule that a field breaks", () => {
    const error = refused({ field: "slug", description: "is too long" }, { field: "slug", description: "has a space" });
    expect(violationsByField(error)).toEqual({ slug: "is too long\nhas a space" });
  });

  it("finds nothing in other errors", () => {
    expect(violationsByField(new ConnectError("no such product", Code.NotFound))).toEqual({});
    expect(violationsByField(new TypeError("fetch failed"))).toEqual({});
  });
});
