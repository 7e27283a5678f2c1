import { Menu, type MenuItemConstructorOptions } from "electron";

/** Keys of the menu's texts. */
export type MenuText =
  | "menu.talon"
  | "menu.quit"
  | "menu.edit"
  | "menu.undo"
  | "menu.redo"
  | "menu.cut"
  | "menu.copy"
  | "menu.paste"
  | "menu.select-all"
  | "menu.view"
  | "menu.reload"
  | "menu.zoom-in"
  | "menu.zoom-out"
  | "menu.zoom-reset"
  | "menu.full-screen"
  | "menu.dev-tools";

/** Sets the application's menu: what a screen cannot offer itself. */
export function setMenu(text: (key: MenuText) => string, devTools: boolean): void {
  const item = (role: MenuItemConstructorOptions["role"], key: MenuText): MenuItemConstructorOptions => ({ role, label: text(key) });
  const line: MenuItemConstructorOptions = { type: "separator" };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: text("menu.talon"), submenu: [item("quit", "menu.quit")] },
      {
        label: text("menu.edit"),
        submenu: [
          item("undo", "menu.undo"),
          item("redo", "menu.redo"),
          line,
          item("cut", "menu.cut"),
          item("copy", "menu.copy"),
          item("paste", "menu.paste"),
          item("selectAll", "menu.select-all"),
        ],
      },
      {
        label: text("menu.view"),
        submenu: [
          item("reload", "menu.reload"),
          line,
          item("zoomIn", "menu.zoom-in"),
          item("zoomOut", "menu.zoom-out"),
          item("resetZoom", "menu.zoom-reset"),
          line,
          item("togglefullscreen", "menu.full-screen"),
          ...(devTools ? [item("toggleDevTools", "menu.dev-tools")] : []),
        ],
      },
    ]),
  );
}
