import type { ShopSettings } from "../../../src-main/domain/shop/shop.ts";
import { client } from "../../client/client.ts";
import { refreshWelcome, useSession } from "../../stores/session.ts";
import { changeSection, changesOf, useSettingsDraft, type ShopSection } from "../../stores/settings-draft.ts";

/** The shop's settings as a section's form shows them, and what can be done with them. */
export type ShopForm = {
  readonly settings: ShopSettings;
  readonly changed: boolean;
  readonly onChange: (change: Partial<ShopSettings>) => void;
  readonly save: (tidy?: (settings: ShopSettings) => ShopSettings) => Promise<void>;
  readonly undo: () => void;
};

/** Works on one section's part of the shop's settings: other sections' drafts stay drafts, other benches' changes stay. */
export function useShopForm(section: ShopSection): ShopForm {
  const stored = useSession(({ welcome }) => welcome!.settings);
  const draft = useSettingsDraft((state) => state[section]);
  const undo = (): void => useSettingsDraft.setState({ [section]: {} });
  return {
    settings: { ...stored, ...draft },
    changed: Object.keys(changesOf(draft, stored)).length > 0,
    onChange: (change) => changeSection(section, change),
    async save(tidy = (settings) => settings) {
      await client.shop.change(tidy({ ...stored, ...draft }));
      await refreshWelcome();
      undo();
    },
    undo,
  };
}
