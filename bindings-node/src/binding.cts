/**
 * Loads the addon: what was built here, else the package of this platform.
 *
 * CommonJS, because only `require` loads addons.
 */
import fs = require("node:fs");
import path = require("node:path");

/** The package of each platform. Written out: bundlers and serverless packagers trace what `require` names. */
const PACKAGES: Readonly<Record<string, () => unknown>> = {
  "linux-x64-gnu": () => require("peeker-partner-linux-x64-gnu"),
  "linux-x64-musl": () => require("peeker-partner-linux-x64-musl"),
  "linux-arm64-gnu": () => require("peeker-partner-linux-arm64-gnu"),
  "linux-arm64-musl": () => require("peeker-partner-linux-arm64-musl"),
  "darwin-x64": () => require("peeker-partner-darwin-x64"),
  "darwin-arm64": () => require("peeker-partner-darwin-arm64"),
  "win32-x64-msvc": () => require("peeker-partner-win32-x64-msvc"),
  "win32-arm64-msvc": () => require("peeker-partner-win32-arm64-msvc"),
};

/** The addon's own folder, in the repository only. */
const BUILT_HERE = path.join(__dirname, "..", "..", "native");

/** Reading the report that names the C library takes longer than trying: npm installs the right package only. */
function platformsHere(): string[] {
  const name = `${process.platform}-${process.arch}`;
  return Object.keys(PACKAGES).filter((platform) => platform === name || platform.startsWith(`${name}-`));
}

function load(): unknown {
  const failures: [platform: string, cause: unknown][] = [];
  for (const platform of platformsHere()) {
    try {
      const built = path.join(BUILT_HERE, `peeker.${platform}.node`);
      return fs.existsSync(built) ? require(built) : PACKAGES[platform]?.();
    } catch (cause) {
      failures.push([platform, cause]);
    }
  }
  throw cannotLoad(failures);
}

/** Says which package is missing, why it may be, and what to do. */
function cannotLoad(failures: [platform: string, cause: unknown][]): Error {
  const here = `${process.platform}-${process.arch}`;
  const installed = failures.find(([, cause]) => (cause as { code?: unknown }).code !== "MODULE_NOT_FOUND");
  const [platform, cause] = installed ?? failures[0] ?? [];
  if (platform === undefined) {
    const known = Object.keys(PACKAGES).join(", ");
    const edge = "webhooks can be verified everywhere with peeker-partner/edge";
    return coded(`peeker-partner has no binary for ${here}; there are ${known}. ${edge}`);
  }
  const name = `peeker-partner-${platform}`;
  if (installed) return coded(`${name} is installed and cannot be loaded: ${(cause as Error).message}`, cause);
  const why =
    "npm leaves it out with --omit=optional, and where the lock file or node_modules comes from another system";
  const fix = `npm install ${name}`;
  const bundled = "in a bundle, keep peeker-partner external (serverExternalPackages, external)";
  return coded(`peeker-partner needs the package ${name}, which is not here: ${why}. Run: ${fix}; ${bundled}`, cause);
}

function coded(message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code: "PEEKER_ADDON_MISSING" });
}

export = load();
