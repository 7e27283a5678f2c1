import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { USUAL_PLAN, type ImportKind, type ImportPlan, type ImportReport, type ImportStep } from "../../src-main/domain/transfer/import.ts";
import { importRecords, lookAtFile } from "../../src-main/usecases/transfer/import-records.ts";
import type { TestShop } from "./open-test-shop.ts";

/** Columns of Open Repair Data 0.3 as the published files have them. */
export const ORD_HEAD =
  "id,data_provider,country,partner_product_category,product_category,product_category_id,brand,year_of_manufacture,product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,event_date,problem";

/** Rows with what real files have and the schema does not allow. */
export const ORD_TRAPS = [
  `nimbus_3,Nimbus Repair,LVA,Virtuve ~ Tosteris,Toaster,31,Unknown,????,"",End of life,Item too worn out,Rīga,2024-05-06,"Nekarst,\nsmaržo ""pēc gumijas"""`,
  `nimbus_4,Nimbus Repair,LVA,Kettle,Kettle,14,Ukendt,1998,26,End of life,No way to open product,Rīga,2024-05-06,""`,
  `nimbus_5,Nimbus Repair,LVA,Lamp,Lamp,15,"","","",End of life,No way to open the product,Rīga,2024-05-07, spaces stay `,
  `nimbus-6,Nimbus Repair,LVA,Phone,Mobile,19,Nokia,2005,19,Fixed,"",Cēsis,2024-05-08,=1+1`,
];

/** Orders as another program writes them, in Russian. */
export const OLD_ORDERS = `Номер заказа;Дата приема;Дата выдачи;ФИО;Телефон;Тип устройства;Марка;Модель;Серийный номер;Неисправность;Результат;Сумма
1001;05.03.2019;12.03.2019;Иванов Иван;8 (701) 111-22-33;Телефон;Samsung;A50;SN-77 88;"Не заряжается,
гаснет";Заменён разъём;12 500,00
1002;06.03.2019 10:20;09.03.2019;Петрова Анна;+7 702 333 44 55;Ноутбук;Lenovo;X1;;Шумит;;
1003;07.03.2019;08.03.2019;Иванов Иван;87011112233;Планшет;Apple;iPad;;Экран;Заменён;3000 ₸
`;

/** Writes a file into a shop's folder. @returns its path */
export function put({ folder }: Pick<TestShop, "folder">, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

type Made = { readonly steps: readonly ImportStep[]; readonly report: ImportReport; readonly id: string };

/** Brings a file in as its headings say, or with another plan. */
export async function bringIn(
  { shop, caller }: Pick<TestShop, "shop" | "caller">,
  path: string,
  kind?: ImportKind,
  change: Partial<ImportPlan> & { readonly dryRun?: boolean } = {},
): Promise<Made> {
  const { dryRun = false, ...plan } = change;
  const look = await lookAtFile(path, { kind });
  const steps: ImportStep[] = [];
  let report: ImportReport | undefined;
  let id = "";
  for await (const step of importRecords(shop, { path, name: basename(path) }, { ...look, ...USUAL_PLAN, ...plan }, caller, {
    dryRun,
  })) {
    steps.push(step);
    if (step.kind !== "progress") report = step.report;
    if (step.kind === "done") id = step.id;
  }
  return { steps, report: report!, id };
}
