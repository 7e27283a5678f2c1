import { readFigures } from "../../usecases/figures/read-figures.ts";
import { signedIn } from "../context.ts";

export const shopFigures = {
  read: signedIn.shopFigures.read.handler(({ context, input }) => readFigures(context.shop, input)),
};
