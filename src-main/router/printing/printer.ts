import { waysOn } from "../../domain/printing/printer.ts";
import {
  checkPrinter,
  dropPrinter,
  dropSize,
  keepPrinter,
  keepRoutes,
  keepSize,
  readPrinter,
  readPrinters,
  readRoutes,
  readSizes,
} from "../../usecases/printing/keep-printers.ts";
import { signedIn } from "../context.ts";

const { printer: on } = signedIn;

export const printer = {
  list: on.list.handler(({ context }) => readPrinters(context.shop)),
  keep: on.keep.handler(({ context, input }) => keepPrinter(context.shop, input)),
  remove: on.remove.handler(({ context, input }) => dropPrinter(context.shop, input.id)),
  ways: on.ways.handler(() => waysOn(process.platform)),
  state: on.state.handler(({ context, input, signal }) => context.doorway.printers.state(readPrinter(context.shop, input.id), signal)),
  find: on.find.handler(({ context, signal }) => context.doorway.printers.find(signal)),
  test: on.test.handler(({ context, input, signal }) => context.doorway.printers.test(checkPrinter(context.shop, input), signal)),
  routes: on.routes.handler(({ context }) => readRoutes(context.shop, context.caller)),
  keepRoutes: on.keepRoutes.handler(({ context, input }) => keepRoutes(context.shop, input.routes, input.everywhere, context.caller)),
  sizes: on.sizes.handler(({ context }) => readSizes(context.shop)),
  keepSize: on.keepSize.handler(({ context, input }) => keepSize(context.shop, input)),
  removeSize: on.removeSize.handler(({ context, input }) => dropSize(context.shop, input.id)),
};
