/** Is this name a root domain: one name that is normal already. */
import { Job } from "../harness.mjs";

const NAME = "acme-mail.com";

export const job = new Job("root-domain", { expected: NAME })
  .ours(
    async () => {
      const { validate } = await import("peeker-partner");
      return () => validate.domain(NAME).domain;
    },
    { note: "normalises the name, and says what is wrong with one that is none" },
  )
  .peer("tldts", async () => {
    const { getDomain } = await import("tldts");
    return () => getDomain(NAME);
  })
  .peer("psl", async () => {
    const { default: psl } = await import("psl");
    return () => psl.get(NAME);
  });
