"use strict";

const { chmodSync, statSync } = require("node:fs");

/** The package with the program for this machine. */
function packageHere() {
  const { platform, arch } = process;
  const name = `peeker-partner-sandbox-${platform}-${arch}`;
  if (platform === "linux")
    return `${name}-${process.report.getReport().header.glibcVersionRuntime ? "gnu" : "musl"}`;
  return platform === "win32" ? `${name}-msvc` : name;
}

exports.programPath = () => {
  const name = packageHere();
  const path = resolved(`${name}/peeker-sandbox${process.platform === "win32" ? ".exe" : ""}`);
  if (path) return executable(path);
  const message =
    `peeker-partner-sandbox needs the package ${name}, which is not here: npm leaves it out with --omit=optional, ` +
    `and where the lock file or node_modules comes from another system. Run: npm install --save-dev ${name}`;
  throw Object.assign(new Error(message), { code: "PEEKER_SANDBOX_MISSING" });
};

function resolved(file) {
  try {
    return require.resolve(file);
  } catch {
    return undefined;
  }
}

/** Some package managers drop the mode of a file that is no `bin`. */
function executable(path) {
  if (process.platform !== "win32" && !(statSync(path).mode & 0o100)) chmodSync(path, 0o755);
  return path;
}
