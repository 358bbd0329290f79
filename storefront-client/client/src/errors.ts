import { ConnectError } from "@connectrpc/connect";

import { BadRequestSchema } from "./gen/google/rpc/error_details_pb.ts";

/**
 * What is wrong with each field of a refused request, to be shown beside the inputs of a form.
 *
 * Fields are named by their path in the request, as in the contract: `product.images[2].url`. A form that edits one
 * message of the request names that message in `within` and gets the paths below it: `images[2].url`. What lies
 * elsewhere is then left out, and what is wrong with the message as a whole has the path `""`.
 *
 * A field that breaks several rules has one line per rule. An error without such details, and anything that is not
 * the answer of a call, gives an empty object: show its message for the whole form.
 */
export function violationsByField(error: unknown, within = ""): Record<string, string> {
  const lines = new Map<string, string>();
  for (const detail of ConnectError.from(error).findDetails(BadRequestSchema)) {
    for (const { field, description } of detail.fieldViolations) {
      const path = pathWithin(field, within);
      if (path === undefined) continue;
      const earlier = lines.get(path);
      lines.set(path, earlier === undefined ? description : `${earlier}\n${description}`);
    }
  }
  return Object.fromEntries(lines);
}

function pathWithin(field: string, message: string): string | undefined {
  if (message === "") return field;
  if (field === message) return "";
  return field.startsWith(`${message}.`) ? field.slice(message.length + 1) : undefined;
}
