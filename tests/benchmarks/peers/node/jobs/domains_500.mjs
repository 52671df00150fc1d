/** 500 names as people paste them: normalised, checked to be root domains, each once. */
import { domainToASCII } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { Job } from "../harness.mjs";

/** From the rule by which the names were made: subdomains and addresses are no root domains. */
function expected() {
  const roots = [...Array(500).keys()].flatMap((number) => {
    if (number % 50 === 20) return [domainToASCII(`münchen-${number}.de`)];
    return [10, 30, 40].includes(number % 50) ? [] : [`acme-mail-${number}.com`];
  });
  return (found) => isDeepStrictEqual([...found].sort(), roots.sort());
}

export const job = new Job("domains-500", { expected })
  .ours(
    async (inputs) => {
      const { validate } = await import("peeker-partner");
      const pasted = inputs.json("pasted.json");
      return () => validate.domains(pasted).domains;
    },
    { note: "gives a verdict for each name besides, with a suggestion where it is none" },
  )
  .peer(
    "domainToASCII + tldts",
    async (inputs) => {
      const { getDomain } = await import("tldts");
      const pasted = inputs.json("pasted.json");
      return () => byHand(getDomain, pasted);
    },
    { from: "tldts" },
  )
  .peer(
    "domainToASCII + psl",
    async (inputs) => {
      const { default: psl } = await import("psl");
      const pasted = inputs.json("pasted.json");
      return () => byHand(psl.get, pasted);
    },
    { from: "psl" },
  );

/** What one writes by hand around a suffix list. */
function byHand(root, pasted) {
  const roots = new Set();
  for (const text of pasted) {
    let name = text.trim();
    const scheme = name.indexOf("://");
    if (scheme >= 0) name = name.slice(scheme + 3);
    name = name.split(/[/?#]/, 1)[0];
    if (name.includes("@")) continue;
    if (name.endsWith(".")) name = name.slice(0, -1);
    name = domainToASCII(name);
    if (name !== "" && root(name) === name) roots.add(name);
  }
  return [...roots];
}
