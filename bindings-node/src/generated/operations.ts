// Generated from core by scripts/generate.sh; changes made here are lost.

import type { Page } from "../page.js";
import type {
  AvailabilityQuery,
  BundleFilter,
  BundleUpdate,
  ById,
  CancelOrder,
  DomainFilter,
  ImportQuery,
  NewBundle,
  NewForwarding,
  NewImport,
  NewImportJob,
  NewOrder,
  NewSwap,
  NewUser,
  Nothing,
  OrderFilter,
  PendingActionFilter,
  RenameUsers,
  SwapFilter,
  UserFilter,
  UserUpdate,
} from "./inputs.js";
import type {
  Availability,
  Bundle,
  Cancellation,
  Deletion,
  Domain,
  Forwarding,
  Import,
  ImportLookup,
  Me,
  Order,
  PendingAction,
  Swap,
  SwapBatch,
  User,
} from "./models.js";

/** What each operation takes and gives. */
export interface Operations {
  me: { input: Nothing; output: Me };
  "bundles.create": { input: NewBundle; output: Bundle };
  "bundles.retrieve": { input: ById; output: Bundle };
  "bundles.list": { input: BundleFilter; output: Page<Bundle> };
  "bundles.update": { input: BundleUpdate; output: Bundle };
  "bundles.delete": { input: ById; output: Deletion };
  "users.create": { input: NewUser; output: User };
  "users.retrieve": { input: ById; output: User };
  "users.list": { input: UserFilter; output: Page<User> };
  "users.update": { input: UserUpdate; output: User };
  "users.delete": { input: ById; output: Deletion };
  "domains.list": { input: DomainFilter; output: Page<Domain> };
  "domains.check_availability": { input: AvailabilityQuery; output: Availability };
  "imports.create": { input: NewImport; output: Import };
  "imports.retrieve": { input: ById; output: Import };
  "imports.lookup": { input: ImportQuery; output: ImportLookup };
  "imports.create_job": { input: NewImportJob; output: Import };
  "imports.retrieve_job": { input: ById; output: Import };
  "forwarding.set": { input: NewForwarding; output: Forwarding };
  "forwarding.retrieve": { input: ById; output: Forwarding };
  "orders.create": { input: NewOrder; output: Order };
  "orders.retrieve": { input: ById; output: Order };
  "orders.list": { input: OrderFilter; output: Page<Order> };
  "orders.cancel": { input: CancelOrder; output: Cancellation };
  "orders.pending_actions": { input: PendingActionFilter; output: Page<PendingAction> };
  "swaps.create": { input: NewSwap; output: Swap };
  "swaps.retrieve": { input: ById; output: Swap };
  "swaps.list": { input: SwapFilter; output: Page<Swap> };
  "swaps.rename_users": { input: RenameUsers; output: SwapBatch };
}
