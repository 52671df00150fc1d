/**
 * Assembles what is published: the package and the sandbox's, and for each platform what was built for it in `native/`.
 *
 * usage: node scripts/pack.mjs <folder>
 *
 * Writes a tarball of each into the folder, and prints their names. Each package depends on its platforms' packages of
 * the same version, optionally: npm installs the one that fits. That stands in no package.json of the repository,
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
    const folders = [stageMain(staging), ...platforms.flatMap((platform) => stageAddon(staging, platform))];
    folders.push(stageSandbox(staging), ...platforms.flatMap((platform) => stageProgram(staging, platform)));
    return folders.map((folder) => {
      const [{ filename }] = JSON.parse(npm("pack", folder, "--json", "--pack-destination", out));
      return join(out, filename);
    });
  } finally {
    rmSync(staging, { recursive: true });
  }
}

function stageMain(staging) {
  const { devDependencies: _dev, scripts: _scripts, napi: _napi, imports: _imports, ...published } = manifest;
  const folder = stage(staging, { ...published, optionalDependencies: dependencies(packageName) });
  cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
  for (const file of ["README.md", "../CHANGELOG.md"]) {
    if (existsSync(join(root, file))) cpSync(join(root, file), join(folder, file.split("/").at(-1)));
  }
  return folder;
}

function stageAddon(staging, platform) {
  const file = `${manifest.napi.binaryName}.${platform.name}.node`;
  const description = `The native half of ${packageName} for ${platform.name}.`;
  return stageBinary(staging, platform, { name: packageName, description, main: file }, file, file);
}

function stageSandbox(staging) {
  const folder = join(root, "sandbox");
  const published = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (published.version !== version) throw new Error(`sandbox/package.json is not of version ${version}`);
  const staged = stage(staging, { ...published, optionalDependencies: dependencies(published.name) });
  for (const file of [...published.files, "README.md"]) cpSync(join(folder, file), join(staged, file));
  return staged;
}

function stageProgram(staging, platform) {
  const end = platform.os === "win32" ? ".exe" : "";
  const description = `The program of peeker-partner-sandbox for ${platform.name}.`;
  const built = `peeker-sandbox.${platform.name}${end}`;
  return stageBinary(
    staging,
    platform,
    { name: "peeker-partner-sandbox", description },
    built,
    `peeker-sandbox${end}`,
  );
}

/** The package of a file of `native/`; nothing where that was not built. */
function stageBinary(staging, { name, os, cpu, libc }, { name: of, ...more }, built, file) {
  if (!existsSync(join(root, "native", built))) return [];
  const here = { os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) };
  const folder = stage(staging, {
    name: `${of}-${name}`,
    version,
    ...more,
    license,
    engines,
    files: [file],
    ...here,
  });
  cpSync(join(root, "native", built), join(folder, file));
  return [folder];
}

function dependencies(of) {
  return Object.fromEntries(platforms.map(({ name }) => [`${of}-${name}`, version]));
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
