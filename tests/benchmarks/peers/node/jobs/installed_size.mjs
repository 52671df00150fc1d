/** What is on the disk after installing: a package and all that it cannot be installed without. */
import { Size } from "../processes.mjs";

export const job = new Size("installed-size").ours(() => "peeker-partner");
for (const name of ["stripe", "openai", "svix"]) job.peer(name, () => name);
job.floor("undici", () => "undici", { from: "undici", note: "an HTTP client, no SDK" });
