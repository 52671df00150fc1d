/** How the cost of checking an order against all that is known of it grows with its domains. */
import { Job } from "../harness.mjs";

export const job = new Job("order-check", { over: [10, 30, 100, 300, 500], expected: [0, 0] }).ours(
  async (inputs) => {
    const { validate } = await import("peeker-partner");
    const { order, bundle, domains } = inputs.json("order-checks.json")[inputs.case];
    return () => {
      const { violations, not_checked } = validate.order(order, { bundle, domains });
      return [violations.length, not_checked.length];
    };
  },
);
