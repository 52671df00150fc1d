/**
 * The platforms that there are packages with a binary for. The list is `napi.targets` in package.json; names, folders
 * and fields are those of @napi-rs/cli.
 */
import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

const OS = { linux: "linux", darwin: "darwin", windows: "win32" };
const CPU = { x86_64: "x64", aarch64: "arm64" };

/** `{ name, os, cpu, libc }` of each platform: `linux-x64-gnu`. */
export const platforms = manifest.napi.targets.map((triple) => {
  const [arch, , system, abi] = triple.split("-");
  const [os, cpu] = [OS[system], CPU[arch]];
  const name = [os, cpu, abi].filter(Boolean).join("-");
  return { name, os, cpu, ...(os === "linux" && { libc: abi === "gnu" ? "glibc" : abi }) };
});

/** This machine's. */
export function platformHere() {
  const { platform, arch } = process;
  const isMusl = platform === "linux" && !process.report.getReport().header.glibcVersionRuntime;
  const here = platforms.filter(({ os, cpu }) => os === platform && cpu === arch);
  return here.find(({ libc }) => libc === undefined || (libc === "musl") === isMusl);
}

if (import.meta.filename === process.argv[1]) console.log(platformHere()?.name ?? "");
