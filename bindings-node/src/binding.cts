/**
 * Loads the addon: what was built here, else the package of this platform.
 *
 * CommonJS, because only `require` loads addons.
 */
import fs = require("node:fs");
import path = require("node:path");

/** The addon's own folder, in the repository only. */
const BUILT_HERE = path.join(__dirname, "..", "..", "native");

/** The names that a binary for this machine may have: npm installs the package with the right C library only. */
function platformsHere(): string[] {
  const name = `${process.platform}-${process.arch}`;
  if (process.platform === "linux") return [`${name}-gnu`, `${name}-musl`];
  return [process.platform === "win32" ? `${name}-msvc` : name];
}

function load(): unknown {
  const failures: [platform: string, cause: unknown][] = [];
  for (const platform of platformsHere()) {
    try {
      const built = path.join(BUILT_HERE, `peeker.${platform}.node`);
      if (fs.existsSync(built)) return require(built);
      // Written out, and within the `try`: so a bundler, or what packs a serverless function, finds the one that is
      // installed, and does not miss the others.
      switch (platform) {
        case "linux-x64-gnu":
          return require("peeker-partner-linux-x64-gnu");
        case "linux-x64-musl":
          return require("peeker-partner-linux-x64-musl");
        case "linux-arm64-gnu":
          return require("peeker-partner-linux-arm64-gnu");
        case "linux-arm64-musl":
          return require("peeker-partner-linux-arm64-musl");
        case "darwin-x64":
          return require("peeker-partner-darwin-x64");
        case "darwin-arm64":
          return require("peeker-partner-darwin-arm64");
        case "win32-x64-msvc":
          return require("peeker-partner-win32-x64-msvc");
        case "win32-arm64-msvc":
          return require("peeker-partner-win32-arm64-msvc");
      }
    } catch (cause) {
      failures.push([platform, cause]);
    }
  }
  throw cannotLoad(failures);
}

/** Says which package is missing, why it may be, and what to do. */
function cannotLoad(failures: [platform: string, cause: unknown][]): Error {
  const installed = failures.find(([, cause]) => (cause as { code?: unknown }).code !== "MODULE_NOT_FOUND");
  const [platform, cause] = installed ?? failures.find(([platform]) => platform.endsWith("-musl") === isMusl()) ?? [];
  if (platform === undefined) {
    const edge = "webhooks can be verified everywhere with peeker-partner/edge";
    return coded(`peeker-partner has no binary for ${process.platform}-${process.arch}; ${edge}`);
  }
  const name = `peeker-partner-${platform}`;
  if (installed) return coded(`${name} is installed and cannot be loaded: ${(cause as Error).message}`, cause);
  const why =
    "npm leaves it out with --omit=optional, and where the lock file or node_modules comes from another system";
  const fix = `npm install ${name}`;
  const bundled = "in a bundle, keep peeker-partner external (serverExternalPackages, external)";
  return coded(`peeker-partner needs the package ${name}, which is not here: ${why}. Run: ${fix}; ${bundled}`, cause);
}

/** The report takes some milliseconds, so only an error asks for it. */
function isMusl(): boolean {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return process.platform === "linux" && header.glibcVersionRuntime === undefined;
}

function coded(message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code: "PEEKER_ADDON_MISSING" });
}

export = load();
