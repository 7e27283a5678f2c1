import type { ReactNode } from "react";
import { version } from "../../../package.json";
import { useText } from "../../components/text.tsx";

/** What is shipped with Talon and under which licence (SPDX). */
const SHIPPED = [
  ["Noto Sans", "OFL-1.1"],
  ["Electron", "MIT"],
  ["SQLite, better-sqlite3", "blessing, MIT"],
  ["Typst, typst.ts", "Apache-2.0"],
  ["resvg-js", "MPL-2.0"],
  ["BWIPP, bwip-js", "MIT"],
  ["oRPC", "MIT"],
  ["React", "MIT"],
  ["Mantine, Tabler Icons", "MIT"],
  ["TanStack Query, TanStack Virtual", "MIT"],
  ["zod, zustand", "MIT"],
  ["wouter", "Unlicense"],
  ["FormatJS intl-messageformat", "BSD-3-Clause"],
  ["csv-parse", "MIT"],
  ["libphonenumber-js", "MIT"],
] as const;

/** Which Talon this is and what it is made of. */
export function AboutSection(): ReactNode {
  const { t } = useText();
  return (
    <div className="settings-fields">
      <h1>{t("settings.about")}</h1>
      <p>{t("settings.version", { version })}</p>
      <p>{t("settings.licence")}</p>
      <h2>{t("settings.shipped")}</h2>
      <ul className="settings-shipped">
        {SHIPPED.map(([name, licence]) => (
          <li key={name}>
            <span>{name}</span> <span className="quiet">{licence}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
