import { create, fromJson, toJson } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";

import { formatMoney, MoneySchema, parseMoney } from "../src/index.ts";

/** The greatest int64, which a `number` can't hold. */
const GREATEST = 9_223_372_036_854_775_807n;

function money(currency: string, minorUnits: bigint) {
  return create(MoneySchema, { currency, minorUnits });
}

describe("money", () => {
  it.each([
    ["EUR", 1234n, "€12.34"],
    ["EUR", -5n, "-€0.05"],
    ["JPY", 1234n, "¥1,234"],
    ["BHD", 1234n, "BHD 1.234"],
    ["EUR", GREATEST, "€92,233,720,368,547,758.07"],
  ])("of %s %d is written %s", (currency, minorUnits, text) => {
    expect(formatMoney(money(currency, minorUnits), "en").replace("\u00a0", " ")).toBe(text);
  });

  it.each([
    ["12.34", "EUR", 1234n],
    [" 12 ", "EUR", 1200n],
    ["-0.5", "EUR", -50n],
    ["1234", "JPY", 1234n],
    ["92233720368547758.07", "EUR", GREATEST],
  ])("reads %s of %s", (text, currency, minorUnits) => {
    expect(parseMoney(text, currency)?.minorUnits).toBe(minorUnits);
  });

  it.each([
    ["12.345", "EUR"],
    ["12.5", "JPY"],
    ["12,34", "EUR"],
    ["1e3", "EUR"],
    ["", "EUR"],
    ["92233720368547758.08", "EUR"],
  ])("does not guess what %s of %s means", (text, currency) => {
    expect(parseMoney(text, currency)).toBeUndefined();
  });

  it("is a string of digits in JSON, and comes back exactly", () => {
    const json = toJson(MoneySchema, money("EUR", GREATEST));
    expect(json).toEqual({ currency: "EUR", minorUnits: "9223372036854775807" });
    expect(fromJson(MoneySchema, json).minorUnits).toBe(GREATEST);
  });
});
