import { create } from "@bufbuild/protobuf";

import { MoneySchema, type Money } from "./gen/shop/type/v1/money_pb.ts";

/*
 * The rule for amounts of money, and for every other int64 of the contracts:
 *
 * - In TypeScript an int64 is a `bigint`. It never passes through `number`, which is exact only up to 2^53 - 1.
 * - Sums and products are made on `bigint`: `a.minorUnits + b.minorUnits`, `price.minorUnits * BigInt(quantity)`.
 * - In JSON (Connect, REST, props of a page) it is a string of digits, as ProtoJSON writes it. `JSON.stringify` refuses
 *   a `bigint`, so a message goes through `toJson` and `fromJson` of protobuf-es.
 * - An amount becomes text only in `formatMoney`, and text an amount only in `parseMoney`; both are exact.
 */

/** The amount as people of a locale write it, exact to the last digit: `€12.34`. */
export function formatMoney(money: Money, locale?: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency: money.currency });
  return format.format(decimal(money.minorUnits, fractionDigits(money.currency)));
}

/**
 * Reads what a person typed, with a point as decimal mark: `12.34`. Gives `undefined` unless it is an amount that the
 * currency can hold exactly, so that nothing is ever rounded in silence.
 */
export function parseMoney(text: string, currency: string): Money | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  const digits = fractionDigits(currency);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = ""] = match;
  if (fraction.length > digits) return undefined;
  const minorUnits = BigInt(sign + whole + fraction.padEnd(digits, "0"));
  return BigInt.asIntN(64, minorUnits) === minorUnits ? create(MoneySchema, { currency, minorUnits }) : undefined;
}

/** How many digits a currency has behind the decimal mark: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217, by Intl). */
function fractionDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 0;
}

/** `decimal(-5n, 2)` is `-0.05`. Intl formats such text digit by digit, without a detour over floating point. */
function decimal(minorUnits: bigint, digits: number): Intl.StringNumericLiteral {
  const sign = minorUnits < 0n ? "-" : "";
  const text = (minorUnits < 0n ? -minorUnits : minorUnits).toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits);
  return `${sign}${whole}${digits > 0 ? `.${fraction}` : ""}` as Intl.StringNumericLiteral;
}
