/**
 * Writes the ES modules of the package's entries: each hands on what its CommonJS module exports. So there is one copy
 * of every class, however a program mixes `import` and `require`, and an import reads 1 ES module instead of 40, each of
 * which costs Node about half a millisecond.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
const text = (name) => `export * from "../cjs/${name}.js";\n`;

mkdirSync(new URL("dist/esm", root), { recursive: true });
for (const { require } of Object.values(exports).filter((entry) => entry.require)) {
  const name = require.default.replace(/^\.\/dist\/cjs\/(.*)\.js$/, "$1");
  for (const end of ["js", "d.ts"]) writeFileSync(new URL(`dist/esm/${name}.${end}`, root), text(name));
}
// What is CommonJS in a package of ES modules says so.
writeFileSync(new URL("dist/cjs/package.json", root), '{ "type": "commonjs" }\n');
