import { BrowserWindow, MessageChannelMain, screen, type MessagePortMain } from "electron";
import { isOurs, SCREENS } from "./screens.ts";

/** What the main window needs of the program around it. */
export type MainWindowOptions = {
  /** Path of the built preload, CommonJS as the sandbox wants it. */
  readonly preload: string;
  /** Path of a PNG. */
  readonly icon: string;
  readonly devTools: boolean;
  /** Answers the screens on a port of theirs. */
  readonly servePort: (port: MessagePortMain) => void;
};

/** Size in device-independent pixels: the smallest screen that workshops still have. */
const SIZE = { width: 1366, height: 768 };

/** Opens the main window with the screens in it. */
export function openMainWindow({ preload, icon, devTools, servePort }: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...SIZE,
    icon,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      devTools,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Elsewhere Chromium would fetch dictionaries from the network; macOS has its own.
      spellcheck: process.platform === "darwin",
    },
  });
  handOverPorts(window, servePort);
  window.once("ready-to-show", () => {
    const { workAreaSize } = screen.getPrimaryDisplay();
    if (workAreaSize.width <= SIZE.width || workAreaSize.height <= SIZE.height) window.maximize();
    window.show();
  });
  comeBack(window);
  void window.loadURL(`${SCREENS}/`);
  return window;
}

/** Brings a window back to the front, for a second start. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** A page that dies again so soon would die forever, ms. */
const BETWEEN_DEATHS_MS = 10_000;

/** Loads the screens anew when their process died, out of memory for instance; what was being written is kept as a draft. */
function comeBack(window: BrowserWindow): void {
  let diedAt = -Infinity;
  window.webContents.on("render-process-gone", () => {
    const now = performance.now();
    if (now - diedAt > BETWEEN_DEATHS_MS) window.reload();
    diedAt = now;
  });
}

/** Gives the page a port whenever it asks for one. The window has one at a time: a reload lets the one before go. */
function handOverPorts(window: BrowserWindow, servePort: MainWindowOptions["servePort"]): void {
  let current: MessagePortMain | undefined;
  window.webContents.ipc.on("talon:want-port", ({ senderFrame }) => {
    if (!senderFrame || senderFrame.parent !== null || !isOurs(senderFrame.url)) return;
    current?.close();
    const { port1, port2 } = new MessageChannelMain();
    current = port1;
    servePort(port1);
    senderFrame.postMessage("talon:port", null, [port2]);
  });
  window.once("closed", () => current?.close());
}
