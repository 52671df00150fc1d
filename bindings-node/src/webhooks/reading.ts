import { configurationError, PeekerError } from "../errors.js";
import { unknownOption } from "../unknown-option.js";

/** Runs what touches a caller's values: that a getter throws, or a proxy is revoked, is said as what it is. */
export function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof PeekerError) throw thrown;
    throw Object.assign(configurationError("an argument cannot be read"), { cause: thrown });
  }
}

/** Options of which every name is known. */
export function knownOptions<O extends object>(options: O, names: readonly string[]): O {
  if (typeof options !== "object" || options === null) throw configurationError("options are an object");
  const other = Object.keys(options).find((name) => !names.includes(name));
  if (other !== undefined) throw unknownOption(other, names);
  return options;
}
