import { Unfit } from "./shapes.js";

/** Levels of nesting that every reader of JSON goes down. */
const MOST_NESTED = 127;

/**
 * Looks for what readers of a JSON text understand differently: keys that stand twice in one object, numbers that a
 * double does not hold, texts that are no Unicode, nesting that is too deep. The text is known to be JSON.
 */
export function checkUnambiguous(json: string): void {
  /** The keys of each object that is open; none for an array. */
  const open: (Set<string> | undefined)[] = [];
  for (const [token, key] of json.matchAll(
    /("(?:[^"\\]|\\.)*")(?=\s*:)|"(?:[^"\\]|\\.)*"|[-\d][-+.\deE]*|[[\]{}]/g,
  )) {
    if (key !== undefined) addKey(open.at(-1), JSON.parse(key));
    else if (token.startsWith('"')) checkText(JSON.parse(token));
    else if (token === "{" || token === "[") open.push(token === "{" ? new Set() : undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (!(Math.abs(Number(token)) <= Number.MAX_SAFE_INTEGER)) throw new Unfit("a number is beyond ±(2^53 - 1)");
    if (open.length > MOST_NESTED) throw new Unfit("it is nested too deeply");
  }
}

function addKey(keys: Set<string> | undefined, key: string): void {
  checkText(key);
  if (keys?.has(key)) throw new Unfit(`\`${key}\` stands twice in one object`);
  keys?.add(key);
}

function checkText(text: string): void {
  if (/\p{Surrogate}/u.test(text)) throw new Unfit("a text has half a surrogate pair");
}
