import type { CATEGORIES } from "../shop/shop.ts";

/** What other systems and people call Talon's kinds of devices, beside their names here; folded, plurals as well. */
const WORDS: Readonly<Partial<Record<(typeof CATEGORIES)[number], string>>> = {
  phone:
    "phones|mobile|mobiles|mobile phone|mobile phones|cell phone|cell phones|smartphone|smartphones|iphone|смартфон|смартфоны|телефоны|мобильный телефон|мобильные телефоны|сотовый телефон|viedtālrunis|viedtālruņi|tālruņi|mobilais tālrunis|mobilie tālruņi|смартфондар|ұялы телефон|ұялы телефондар",
  tablet: "tablets|tablet pc|ipad|планшеты|планшетный компьютер|planšetes|planšetdators|planšetdatori|планшеттер",
  laptop: "laptops|notebook|notebooks|macbook|ноутбуки|нетбук|ультрабук|klēpjdatori|portatīvais dators|portatīvie datori|ноутбуктер",
  computer:
    "computers|desktop|desktops|desktop pc|pc|pcs|workstation|all in one|системный блок|системник|пк|моноблок|компьютеры|stacionārais dators|datori|компьютерлер",
  monitor: "monitors|display|displays|screen|мониторы|дисплей|monitori|мониторлар",
  tv: "tvs|television|televisions|smart tv|телевизоры|тв|televizori|теледидар|теледидарлар",
  printer: "printers|mfp|multifunction printer|scanner|принтеры|мфу|сканер|printeri|daudzfunkciju iekārta|принтерлер",
  camera: "cameras|dslr|photo camera|фотоаппараты|камера|фотокамера|видеокамера|kameras|fotokamera|камералар",
  "game-console": "consoles|console|game consoles|games console|playstation|xbox|приставка|приставки|игровая консоль|консоль|spēļu konsoles|konsole",
  headphones: "headphone|headset|headsets|earphones|earbuds|airpods|гарнитура|наушник|austiņa|құлаққаптар",
  watch: "watches|smartwatch|smartwatches|smart watch|wearable|wearables|умные часы|смарт часы|viedpulkstenis|viedpulksteņi",
  "robot-vacuum": "robot vacuums|robot vacuum cleaner|робот пылесос|роботы пылесосы|robots putekļu sūcējs",
  vacuum: "vacuums|vacuum|vacuum cleaners|пылесосы|putekļu sūcēji",
  "coffee-machine": "coffee machines|coffee maker|espresso machine|кофемашины|кофеварка|kafijas automāts|kafijas aparāts",
  "washing-machine": "washing machines|washer|стиральные машины|стиралка|veļas mašīna|veļas mašīnas",
  "power-tool": "power tools|drill|электроинструменты|инструмент|дрель|шуруповерт|elektroinstrumenti",
};

/** Kinds of devices by other words for them, as they stand here. */
export const CATEGORY_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).flatMap(([category, words]) => words.split("|").map((word): [string, string] => [word, category])),
);
