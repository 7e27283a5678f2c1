import { fork, type ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import { constants } from "node:os";
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import type Electron from "electron";

/**
 * The few parts of Electron that Talon uses, behaving as its documentation says, with ports that are real.
 * `vi.mock("electron", async () => (await import("./fake-electron.ts")).electron)`
 */

/** A port in main: Electron wraps messages in an event and queues them until `start`. */
export class FakePort extends EventEmitter {
  closed = false;
  readonly raw: MessagePort;
  constructor(raw: MessagePort) {
    super();
    this.raw = raw;
    raw.on("close", () => this.#ended());
  }
  #ended(): void {
    if (this.closed) return;
    this.closed = true;
    this.emit("close");
  }
  start(): void {
    this.raw.on("message", (data: unknown) => this.emit("message", { data, ports: [] }));
  }
  postMessage(data: unknown): void {
    this.raw.postMessage(data);
  }
  close(): void {
    this.raw.close();
    this.#ended();
  }
}

/** An event that can be prevented. */
export function fakeEvent<Details extends object>(details: Details) {
  const event = { ...details, defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) };
  return event;
}

/** The page in a window: what its preload sees. */
class FakeFrame {
  parent: FakeFrame | null = null;
  url = "";
  /** The preload's `ipcRenderer`. */
  readonly ipcRenderer: EventEmitter & { send: (channel: string) => void };
  constructor(contents: FakeContents) {
    this.ipcRenderer = Object.assign(new EventEmitter(), { send: (channel: string) => void contents.ipc.emit(channel, { senderFrame: this }) });
  }
  postMessage(channel: string, message: unknown, ports: readonly FakePort[] = []): void {
    this.ipcRenderer.emit(channel, { ports: ports.map(({ raw }) => raw) }, message);
  }
}

class FakeContents extends EventEmitter {
  readonly ipc = new EventEmitter();
  readonly mainFrame = new FakeFrame(this);
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  /** What a page does that sets its location, and whether it got there. */
  navigate(url: string, event: "will-navigate" | "will-frame-navigate" | "will-redirect" = "will-navigate", isMainFrame = true): boolean {
    const details = fakeEvent({ url, isMainFrame });
    this.emit(event, details);
    return !details.defaultPrevented;
  }
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly calls: string[] = [];
  minimized = false;
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    state.windows.push(this);
    app.emit("web-contents-created", {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
  }
  isMinimized = (): boolean => this.minimized;
  restore = (): void => void this.calls.push("restore");
  show = (): void => void this.calls.push("show");
  focus = (): void => void this.calls.push("focus");
  maximize = (): void => void this.calls.push("maximize");
  reload = (): void => void this.calls.push("reload");
  close(): void {
    this.emit("closed");
    if (state.windows.every((window) => window === this)) app.quit();
  }
}

type Handlers = {
  request?: Parameters<Electron.Session["setPermissionRequestHandler"]>[0];
  check?: Parameters<Electron.Session["setPermissionCheckHandler"]>[0];
  device?: Parameters<Electron.Session["setDevicePermissionHandler"]>[0];
};

/** What the program under test did with Electron. */
export const state = {
  windows: [] as FakeWindow[],
  schemes: [] as Electron.CustomScheme[],
  protocols: new Map<string, (request: Request) => Response | Promise<Response>>(),
  permissions: {} as Handlers,
  cancelled: [] as string[],
  menu: null as Electron.MenuItemConstructorOptions[] | null,
  errors: [] as [title: string, content: string][],
  /** What was asked in a box, and which button is pressed. */
  asked: [] as { message: string; detail?: string; buttons?: string[] }[],
  response: 1,
  relaunched: 0,
  opened: [] as string[],
  shown: [] as string[],
  paths: {} as Record<string, string>,
  /** undefined while the program runs. */
  exitCode: undefined as number | undefined,
  sandboxed: false,
  /** What the next program is given, and what this PC is like. */
  lock: true,
  languages: ["en-GB"],
  workArea: { width: 1920, height: 1040 },
  viewer: "",
};
const fresh = structuredClone({ ...state, protocols: undefined });

const quitEvents = ["before-quit", "will-quit"];
const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  enableSandbox: () => void (state.sandboxed = true),
  whenReady: () => Promise.resolve(),
  setPath: (name: string, path: string) => void (state.paths[name] = path),
  requestSingleInstanceLock: () => state.lock,
  getPreferredSystemLanguages: () => state.languages,
  exit: (code = 0) => void (state.exitCode = code),
  relaunch: () => void state.relaunched++,
  quit: (): void => {
    for (const name of quitEvents) {
      const event = fakeEvent({});
      app.emit(name, event);
      if (event.defaultPrevented) return;
    }
    state.exitCode = 0;
  },
});

const protocol: Pick<Electron.Protocol, "registerSchemesAsPrivileged" | "handle"> = {
  registerSchemesAsPrivileged: (schemes) => void (state.schemes = schemes),
  handle: (scheme, handler) => void state.protocols.set(scheme, handler as (request: Request) => Response | Promise<Response>),
};

/** A utility process as Node's own: `kill` only asks, and the pid is known once it runs. */
class FakeUtility extends EventEmitter {
  pid: number | undefined;
  readonly stdout: NodeJS.ReadableStream;
  readonly #child: ChildProcess;
  constructor(program: string, args: string[], { env }: Electron.ForkOptions) {
    super();
    this.#child = fork(join(import.meta.dirname, "utility-program.ts"), [program, ...args], {
      serialization: "advanced",
      stdio: ["ignore", "pipe", "inherit", "ipc"],
      env: { ...env },
    });
    this.stdout = this.#child.stdout!;
    this.#child
      .on("message", (message) => this.emit("message", message))
      .once("spawn", () => {
        this.pid = this.#child.pid;
        this.emit("spawn");
      })
      .once("exit", (code, signal) => {
        this.pid = undefined;
        this.emit("exit", code ?? constants.signals[signal!]);
      });
  }
  postMessage(message: unknown): void {
    this.#child.send(message as object);
  }
  kill = (): boolean => this.#child.kill("SIGTERM");
}

const defaultSession = {
  setPermissionRequestHandler: (handler: Handlers["request"]) => void (state.permissions.request = handler),
  setPermissionCheckHandler: (handler: Handlers["check"]) => void (state.permissions.check = handler),
  setDevicePermissionHandler: (handler: Handlers["device"]) => void (state.permissions.device = handler),
  webRequest: {
    onBeforeRequest: ({ urls }: { urls: string[] }, listener: (details: object, answer: (response: { cancel?: boolean }) => void) => void) =>
      listener({}, ({ cancel }) => cancel && state.cancelled.push(...urls)),
  },
};

/** What `import … from "electron"` gives. */
export const electron = {
  app,
  protocol,
  session: { defaultSession },
  utilityProcess: { fork: (program: string, args: string[] = [], options: Electron.ForkOptions = {}) => new FakeUtility(program, args, options) },
  BrowserWindow: FakeWindow,
  MessageChannelMain: class {
    readonly port1: FakePort;
    readonly port2: FakePort;
    constructor() {
      const { port1, port2 } = new MessageChannel();
      this.port1 = new FakePort(port1);
      this.port2 = new FakePort(port2);
    }
  },
  Menu: {
    buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
    setApplicationMenu: (menu: Electron.MenuItemConstructorOptions[]) => void (state.menu = menu),
  },
  screen: { getPrimaryDisplay: () => ({ workAreaSize: state.workArea }) },
  dialog: {
    showErrorBox: (title: string, content: string) => void state.errors.push([title, content]),
    showMessageBox: async (options: (typeof state.asked)[number]) => {
      state.asked.push(options);
      return { response: state.response };
    },
  },
  shell: {
    openPath: async (file: string) => {
      state.opened.push(file);
      return state.viewer;
    },
    showItemInFolder: (file: string) => void state.shown.push(file),
  },
  /** Only a preload has it; the one of the newest window. */
  get ipcRenderer() {
    return state.windows.at(-1)?.webContents.mainFrame.ipcRenderer;
  },
};

/** Forgets what the last program did. */
export function resetElectron(): void {
  app.removeAllListeners();
  Object.assign(state, structuredClone(fresh), { protocols: new Map() });
}
