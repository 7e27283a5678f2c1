import { plainLine, saysNothing } from "./text.ts";

const EMAIL = /^(?!mailto:)[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[^\s@.<>()[\],;:"]+$/;

/** The e-mail addresses in a field, and what else stands there. */
export type EmailsRead = { readonly emails: readonly string[]; readonly rest: readonly string[] };

/**
 * Reads a field of e-mail addresses as programs and people fill it: several in one, `mailto:`, `Carl <c@example.com>`, `n/a`.
 * A name beside an address is dropped: it is the customer's.
 */
export function readEmails(text: string): EmailsRead {
  if (/^[!-~]+$/.test(text) && EMAIL.test(text)) return { emails: [text], rest: [] };
  const emails = new Set<string>();
  const rest: string[] = [];
  for (const part of plainLine(text)
    .replace(/"[^"]*"\s*(?=<)/g, "")
    .replace(/\s\([^()@]*\)/g, " ")
    .split(/[,;|]|\s\/\s|\s(?:and|or|и|или|un|vai|және|немесе|&)\s|\s(?=[^\s@<]+@)/iu)) {
    if (saysNothing(part)) continue;
    const [, inBrackets] = /<([^<>]*)>\s*$/.exec(part) ?? [];
    const address = (inBrackets ?? part)
      .trim()
      .replace(/^(?:mailto|e-?mail|эл\. ?почта|почта|e-?pasts)\s*:\s*/i, "")
      .replace(/\?.*$/, "")
      .replace(/^["'(<]+|[>)"'.]+$/g, "");
    if (EMAIL.test(address)) emails.add(address);
    else rest.push(part.trim());
  }
  return { emails: [...emails], rest };
}
