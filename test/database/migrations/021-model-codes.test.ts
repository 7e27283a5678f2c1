import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { modelCodes } from "../../../src-main/database/migrations/021-model-codes.ts";
import { insertModelCode, listModelsOfGtin, listModelsOfTac } from "../../../src-main/database/devices/model-code.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("devices of before tell their model by IMEI, and GTINs are remembered from now on", () => {
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(modelCodes)));
  before.exec(`INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, imei2, body_code, seller, created_at, updated_at)
    VALUES ('d', 'phone', 'Samsung', 'A54', '', '', '', '490154203237518', '', '', '', 1, 1)`);
  before.close();

  const db = openDatabase(file);
  const model = { category: "phone", brand: "Samsung", model: "A54" };
  expect(listModelsOfTac(db, "49015420")).toEqual([model]);
  expect(listModelsOfTac(db, "49015421")).toEqual([]);
  insertModelCode(db, "09521234543213", model, 5);
  insertModelCode(db, "09521234543213", { ...model, model: "A55" }, 6);
  insertModelCode(db, "09521234543213", model, 7);
  insertModelCode(db, "09521234543220", { category: "phone", brand: "", model: "" }, 7);
  expect(listModelsOfGtin(db, "09521234543213").map((each) => each.model)).toEqual(["A54", "A55"]);
  expect(listModelsOfGtin(db, "09521234543220")).toEqual([]);
  db.close();
});
