#!/usr/bin/env node
"use strict";

const { spawn } = require("node:child_process");
const { programPath } = require("./index.js");

const sandbox = spawn(programPath(), process.argv.slice(2), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => sandbox.kill(signal));
sandbox.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
