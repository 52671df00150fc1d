/**
 * Assembles what is published: the package, and one package for each platform whose addon is in `native/`.
 *
 * usage: node scripts/pack.mjs <folder>
 *
 * Writes a tarball of each into the folder, and prints their names. The package depends on the platforms' packages of
 * its own version, optionally: npm installs the one that fits. That stands in no package.json of the repository,
 * because what is not published yet cannot be locked.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { platforms } from "./platform.mjs";

const root = resolve(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const LICENSES = ["LICENSE-APACHE", "LICENSE-MIT"];
const { name: packageName, version, license, engines } = manifest;

export function pack(out) {
  mkdirSync(out, { recursive: true });
  const staging = mkdtempSync(join(tmpdir(), "peeker-pack-"));
  try {
    return [stageMain(staging), ...platforms.flatMap((platform) => stagePlatform(staging, platform))].map(
      (folder) => {
        const [{ filename }] = JSON.parse(npm("pack", folder, "--json", "--pack-destination", out));
        return join(out, filename);
      },
    );
  } finally {
    rmSync(staging, { recursive: true });
  }
}

function stageMain(staging) {
  const { devDependencies: _dev, scripts: _scripts, napi: _napi, ...published } = manifest;
  const optionalDependencies = Object.fromEntries(platforms.map(({ name }) => [`${packageName}-${name}`, version]));
  const folder = stage(staging, { ...published, optionalDependencies });
  cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
  for (const file of ["README.md", "../CHANGELOG.md"]) {
    if (existsSync(join(root, file))) cpSync(join(root, file), join(folder, file.split("/").at(-1)));
  }
  return folder;
}

/** Nothing where its addon was not built. */
function stagePlatform(staging, { name, os, cpu, libc }) {
  const addon = `${manifest.napi.binaryName}.${name}.node`;
  if (!existsSync(join(root, "native", addon))) return [];
  const folder = stage(staging, {
    name: `${packageName}-${name}`,
    version,
    description: `The native half of ${packageName} for ${name}.`,
    license,
    engines,
    main: addon,
    files: [addon],
    os: [os],
    cpu: [cpu],
    ...(libc && { libc: [libc] }),
  });
  cpSync(join(root, "native", addon), join(folder, addon));
  return [folder];
}

function stage(staging, published) {
  const folder = join(staging, published.name);
  mkdirSync(folder);
  const files = [...published.files, ...LICENSES];
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ ...published, files }, null, 2)}\n`);
  for (const file of LICENSES) cpSync(join(root, "..", file), join(folder, file));
  return folder;
}

function npm(...args) {
  return execFileSync("npm", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

if (import.meta.filename === process.argv[1]) {
  const [out] = process.argv.slice(2);
  if (!out) throw new Error("usage: node scripts/pack.mjs <folder>");
  for (const tarball of pack(resolve(out))) console.log(tarball);
}
