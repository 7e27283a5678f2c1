import type { CustomerKind } from "../customers/customer.ts";
import type { OrderState } from "../orders/order-state.ts";
import { foldWords } from "../ground/text.ts";

/**
 * What the words of other systems say of an order, in English, Russian, Latvian and Kazakh; beginnings of words, the first line that
 * matches counts. What is ready but not fetched stands before what is fetched, and what was refused before what was done.
 */
const STATES: readonly (readonly [OrderState, RegExp])[] = (
  [
    [
      "unrepairable",
      "unrepair|not repair|cannot be repair|cant repair|beyond repair|beyond economic|ber$|no fault fixable|неремонтопригод|не подлежит|не ремонтир|ремонт невозмож|nav labojam|nav remontejam|nelabojam|жонделмеи|жондеуге келмеи",
    ],
    ["declined", "declin|reject|refus|customer said no|отказ|отклон|не согласен|noraidi|atteic|atteik|бас тарт"],
    ["cancelled", "cancel|void|abort|withdrawn|отмен|аннулир|снят|atcel|anule|жойыл|куши жоиыл"],
    [
      "ready",
      "ready|awaiting collect|waiting for collect|to collect|not collect|uncollect|awaiting pick|waiting for pick|awaiting customer collect|готов|ожидает выдач|ждет клиент|к выдаче|gatav|gaida klient|izsniegsan|даиын|беруге",
    ],
    ["waiting-for-parts", "parts?(?= |$)|spare|backorder|on order|запчаст|детал|комплектующ|поставк|detal|rezerves|болшек|косалкы"],
    [
      "awaiting-approval",
      "approv|quote|estimat|authori|on hold|waiting for customer|waiting on customer|awaiting customer|customer reply|согласован|подтвержден|ожидает клиент|ответ клиент|saskano|apstiprin|gaida atbild|келис|макулда",
    ],
    [
      "handed-back",
      "collected|picked up|handed|given back|returned to|returned$|delivered|closed|archiv|invoiced|resolved|released|checked out|выдан|закрыт|отдан|вручен|возвращен|архив|оплачен и|izsniegt|izdot|slegt|aizvert|atdot|nodot|берилд|жабыл|кайтарыл|тапсырыл",
    ],
    ["testing", "testing|quality|qc$|тестир|контрол|parbaud|сынак|тексеру"],
    ["diagnosing", "diagnos|inspect|assess|evaluat|troubleshoot|диагност|осмотр|проверк|apskat|диагнос"],
    [
      "ready",
      "repaired|repair done|repair complete|fixed|complete|done|finish|solved|исправлен|отремонтир|ремонт окончен|ремонт заверш|выполнен|заверш|окончен|сделан|salabot|saremont|pabeig|izpildit|аякта|жонделд|орындал",
    ],
    [
      "in-repair",
      "progress|repairing|in repair|under repair|being repair|repair|working|in work|started|processing|active|в работе|в ремонте|ремонт|выполняет|исполнен|remont|darba|proces|labo|жондеу|жумыс|орындалу",
    ],
    [
      "received",
      "new|open|receiv|accept|confirm|pending|book|assign|queue|waiting|scheduled|unassigned|intake|checked in|нов|принят|открыт|ожида|оформлен|поступ|назначен|в очеред|jaun|pienemt|sanemt|atvert|gaida|apstiprinat|registret|жана|кабылда|ашык|кутуде|тиркел",
    ],
  ] as const
).map(([state, words]) => [state, new RegExp(`(?:^| )(?:${words})`)]);

const YES = /^(?:1|y|yes|true|x|да|д|ja|иа|ия|бар|open|\+)$/;
const NO = /^(?:0|n|no|false|нет|н|ne|жок|-)$/;

/** Whether a cell says yes or no, in the languages of the house; undefined where it says something else. */
export function readYesNo(cell: string): boolean | undefined {
  const plain = foldWords(cell).join(" ") || cell.trim();
  if (YES.test(plain)) return true;
  return NO.test(plain) ? false : undefined;
}

/**
 * Reads how far an order is: the words of a status in any of the languages of the house, or whether it is still open.
 * @returns `handed-back` where the device has left; undefined where the words are not known
 */
export function readStatus(cell: string): OrderState | undefined {
  const open = readYesNo(cell);
  if (open !== undefined) return open ? "received" : "handed-back";
  const plain = foldWords(cell.replace(/&/g, " ")).join(" ");
  return STATES.find(([, words]) => words.test(plain))?.[0];
}

const PERSON = /^(?:person|individual|private|human|физ|частн|гражданин|persona|fiziska|privat|жеке|адам|тулга$)/;
const ORGANISATION =
  /^(?:compan|organi[sz]ation|business|corporat|legal|firm|юр|организац|компан|фирм|ип$|предприят|uznemum|jurid|organizacij|занды|уиым|касипорын)/;

/** Whether a cell calls a customer a person or an organisation; yes stands for a company, as `Is company` asks. */
export function readCustomerKind(cell: string): CustomerKind | undefined {
  if (cell.trim() === "") return undefined;
  const isCompany = readYesNo(cell);
  if (isCompany !== undefined) return isCompany ? "organisation" : "person";
  const plain = foldWords(cell).join(" ");
  if (PERSON.test(plain)) return "person";
  return ORGANISATION.test(plain) ? "organisation" : undefined;
}
