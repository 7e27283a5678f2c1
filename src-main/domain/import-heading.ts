import { FIELDS_OF, type ImportField, type ImportKind, type Mapping } from "./import.ts";
import { foldWords } from "./text.ts";

/** Headings that mean a field, folded, in English, Russian, Latvian and Kazakh, as other systems write them. */
const HEADINGS: Readonly<Record<ImportField, string>> = {
  number:
    "number|no|nr|id|order|order no|order number|order id|ticket|ticket number|job|job number|repair|repair no|номер|номер заказа|заказ|№|номер квитанции|квитанция|номер заявки|заявка|id заказа|numurs|pasutijums|pasutijuma numurs|pasutijuma nr|kvits numurs|номири|тапсырыс номири|тапсырыс",
  received:
    "received|received on|date|created|created at|created on|date in|date received|check in|intake date|opened|дата|дата приема|принят|дата создания|создан|дата поступления|принято|datums|sanemts|pienemts|pienemsanas datums|izveidots|куни|кабылданган куни|кабылданды|курылган куни",
  closed:
    "closed|closed on|closed at|date out|completed|completed on|finished|picked up|returned|returned on|resolved|выдан|дата выдачи|дата закрытия|закрыт|завершен|дата завершения|выдано|izsniegts|izsniegsanas datums|pabeigts|slegts|aizverts|берилген куни|берилди|жабылган куни|жабылды",
  name: "name|customer|customer name|client|client name|full name|фио|имя|клиент|заказчик|имя клиента|фио клиента|покупатель|контрагент|vards|klients|vards uzvards|klienta vards|pasutitajs|аты|аты жони|клиент аты|тапсырыс беруши",
  contact: "contact|contact person|attention|контактное лицо|контакт|kontaktpersona|байланыс адамы|байланыс тулгасы",
  registration:
    "registration|registration number|vat|vat number|tax id|company number|бин|иин|инн|инн бин|иин бин|рег номер|registracijas numurs|reg nr|pvn|pvn numurs|жсн|бсн|жсн бсн",
  phone:
    "phone|phones|phone number|telephone|tel|mobile|mobile phone|cell|customer phone|телефон|тел|мобильный|номер телефона|мобильный телефон|телефон клиента|сотовый|talrunis|talr|mobilais|talruna numurs|klienta talrunis|телефоны|телефон номири|уялы телефон",
  email: "email|e mail|mail|customer email|почта|эл почта|электронная почта|имейл|email клиента|epasts|e pasts|электрондык пошта|поштасы",
  whatsapp: "whatsapp|whats app|ватсап|вотсап",
  address: "address|street|customer address|адрес|адрес клиента|adrese|klienta adrese|мекенжай|мекенжайы",
  category:
    "category|device type|type|kind of device|device kind|product type|product category|категория|тип|тип устройства|вид устройства|вид техники|тип техники|kategorija|ierices veids|ierices tips|veids|санат|санаты|курылгы тури",
  brand: "brand|make|manufacturer|maker|vendor|бренд|марка|производитель|фирма|zimols|razotajs|marka|брэнд|бренди|ондируши|маркасы",
  model: "model|device|device model|product|item|модель|устройство|изделие|модель устройства|аппарат|modelis|ierice|ierices modelis|модели|курылгы",
  colour: "colour|color|цвет|krasa|туси",
  serial:
    "serial|serial number|serial no|sn|s n|serial imei|imei serial|серийный номер|серийник|серийный|заводской номер|sn imei|imei sn|serijas numurs|serijas nr|сериялык номири|сериялык номир",
  imei: "imei|имей|imei1|imei 1",
  purchased:
    "purchased|purchased on|purchase date|date of purchase|дата покупки|дата продажи|куплен|pirkuma datums|iegades datums|сатып алынган куни",
  seller: "seller|shop|store|dealer|sold by|продавец|магазин|где куплен|pardevejs|veikals|сатушы|дукен",
  fault:
    "fault|problem|issue|defect|complaint|description|problem description|symptom|неисправность|проблема|дефект|описание|описание неисправности|причина обращения|жалоба|bojajums|problema|defekts|apraksts|bojajuma apraksts|акауы|акау|ақаулыгы|акаулык|мәселе|маселе|сипаттама",
  condition:
    "condition|appearance|state of device|внешний вид|состояние|внешнее состояние|arejais stavoklis|stavoklis|izskats|кийи|сырткы турi|сырткы тури|жай куйи",
  outcome:
    "outcome|resolution|result|solution|work done|repair|work|diagnosis|результат|решение|вердикт|выполненные работы|работы|заключение|rezultats|veiktie darbi|risinajums|slēdziens|натиже|натижеси|жасалган жумыс",
  price: "price|total|amount|cost|sum|paid|цена|сумма|стоимость|итого|к оплате|оплачено|cena|summa|kopa|maksa|багасы|бага|кунi|сома|сомасы",
};

/** A heading as it is compared: its words, folded. `№` has no letters and stands for itself. */
const plain = (heading: string): string => foldWords(heading.replaceAll("№", " nr ")).join(" ");

const KNOWN: Readonly<Record<string, readonly ImportField[]>> = (() => {
  const known: Record<string, ImportField[]> = {};
  for (const [field, headings] of Object.entries(HEADINGS))
    for (const heading of headings.split("|")) (known[plain(heading)] ??= []).push(field as ImportField);
  return known;
})();

/** Guesses what the columns of a file mean by their headings; each field and each column is given once, to the first that fits. */
export function guessMapping(kind: ImportKind, columns: readonly string[]): Mapping {
  const fields = FIELDS_OF[kind];
  const mapping: Partial<Record<ImportField, number>> = {};
  columns.forEach((heading, column) => {
    const known = KNOWN[plain(heading)] ?? [];
    const field = known.find((each) => fields.includes(each) && mapping[each] === undefined);
    if (field) mapping[field] = column;
  });
  return mapping;
}

/** Guesses what a file brings: Open Repair Data by its columns, past orders by a number or a fault, customers by a name, else devices. */
export function guessKind(columns: readonly string[]): ImportKind {
  const names = columns.map((column) => column.trim());
  if (names.includes("id") && names.includes("data_provider") && names.includes("repair_status")) return "ord";
  const { number, received, closed, fault, name, phone } = guessMapping("orders", columns);
  if (fault !== undefined || received !== undefined || closed !== undefined) return "orders";
  if (phone !== undefined || (name !== undefined && number === undefined)) return "customers";
  return name !== undefined ? "customers" : "devices";
}
