import { signedIn } from "../context.ts";

const on = signedIn.backup;

export const backup = {
  state: on.state.handler(({ context }) => context.doorway.backups.state()),
  keep: on.keep.handler(({ context, input: { settings, encrypt, passphrase } }) => context.doorway.backups.keep(settings, encrypt, passphrase)),
  make: on.make.handler(({ context }) => context.doorway.backups.make()),
  list: on.list.handler(({ context }) => context.doorway.backups.list()),
  check: on.check.handler(({ context, input }) => context.doorway.backups.check(input.name, input.passphrase)),
  compare: on.compare.handler(({ context, input }) => context.doorway.backups.compare(input.name)),
  restore: on.restore.handler(({ context, input }) => context.doorway.backups.restore(input.name, input.passphrase)),
};
