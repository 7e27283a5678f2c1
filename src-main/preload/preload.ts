import { ipcRenderer } from "electron";

// The page asks when it is ready to listen: a port that came earlier would be lost.
window.addEventListener("message", (event) => {
  if (event.source === window && event.data === "talon:want-port") ipcRenderer.send("talon:want-port");
});

ipcRenderer.on("talon:port", (event) => window.postMessage("talon:port", location.origin, event.ports));
