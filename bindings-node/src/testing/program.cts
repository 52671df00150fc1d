/** Finds the sandbox's program. CommonJS, because only `require` finds a package from where it is asked. */
import modules = require("node:module");
import path = require("node:path");

/** The program of peeker-partner-sandbox, seen from this package or from the project; nothing where it is not installed. */
function find(): string | undefined {
  const fromTheProject = modules.createRequire(path.join(process.cwd(), "package.json"));
  return pathOf(() => require("peeker-partner-sandbox")) ?? pathOf(() => fromTheProject("peeker-partner-sandbox"));
}

/** What it throws itself, about a platform's package that is missing, is the better explanation. */
function pathOf(load: () => { programPath(): string }): string | undefined {
  let found: { programPath(): string };
  try {
    found = load();
  } catch (error) {
    if ((error as { code?: unknown }).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
  return found.programPath();
}

export = find;
