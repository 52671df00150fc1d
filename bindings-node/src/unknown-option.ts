import { configurationError } from "./errors.js";

/** What to say of an option that there is not, with the one that was probably meant. */
export function unknownOption(name: string, known: readonly string[]): Error {
  const meant = known.find((option) => alike(option) === alike(name));
  const hint = meant ? `did you mean ${meant}?` : `there are ${known.join(", ")}`;
  return configurationError(`there is no option ${name}; ${hint}`);
}

/** The letters of a name in alphabetical order: enough to see `api_key`, `apikey` and `tiemout` for what they are. */
function alike(name: string): string {
  return [...name.toLowerCase().replace(/[^a-z]/g, "")].sort().join("");
}
