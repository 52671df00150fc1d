import type { Event } from "peeker-partner";

/** Stands for your own database. */
export const database = {
  statuses: new Map<string, string>(),
  async save(id: string, status: string): Promise<void> {
    this.statuses.set(id, status);
  },
};

/** What your program does with an event. It may come twice, rarely: writing the same status again does no harm. */
export async function fulfil(event: Event): Promise<void> {
  switch (event.type) {
    case "order.completed":
      await database.save(event.data.id, "completed");
      break;
    case "order.action_required":
      // Which action is not in the event: read `peeker.orders.pendingActions`.
      await database.save(event.data.id, "action_required");
      break;
    default:
      // Events of other types, also of those that are newer than the package.
      break;
  }
}
