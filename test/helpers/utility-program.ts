// Runs a program as Electron's utility process does: with a port to its parent. Arguments: the program's file, its own arguments.
import { pathToFileURL } from "node:url";

const [program = ""] = process.argv.splice(2, 1);
process.argv[1] = program;
const send = process.send!.bind(process);
const line = { disconnect: process.disconnect.bind(process), on: process.on.bind(process) };
line.on("disconnect", () => process.exit());
Object.assign(process, {
  send: undefined,
  parentPort: {
    on: (_: "message", hear: (event: { data: unknown }) => void) => void line.on("message", (data: unknown) => hear({ data })),
    postMessage: (data: unknown) => void send(data),
  },
});
await import(pathToFileURL(program).href);
