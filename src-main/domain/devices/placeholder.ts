import { foldText } from "../ground/text.ts";

/** Cyrillic letters that look like Latin ones: people mix them without seeing it. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: "a",
  в: "b",
  е: "e",
  к: "k",
  м: "m",
  н: "h",
  о: "o",
  р: "p",
  с: "c",
  т: "t",
  у: "y",
  х: "x",
};

/** A text as it is compared with placeholders: folded, letters that look alike as one, nothing but letters and digits. */
const plain = (text: string): string =>
  foldText(text)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replace(/[авекмнорстух]/g, (letter) => LOOKALIKES[letter]!);

/**
 * What people write where there is no number, in the shop's languages and those of their neighbours, and what makers leave in their firmware: the lists of OCS Inventory
 * and GLPI ("invalid serial"), and dmidecode's of unset strings.
 */
const PHRASES = `
  none|no|not|nil|null|null string|na|n a|nan|nothing|unknown|unknow|unkn|undefined|unavailable|not available|not applicable|not specified|not set|
  not assigned|not provided|not given|not known|not defined|not found|not visible|not readable|not present|not legible|not entered|not indicated|
  unreadable|illegible|invisible|missing|absent|empty|blank|hidden|worn off|worn out|rubbed off|scratched off|removed|no serial|no serial number|no serial no|
  no sn|no s n|no imei|no number|no code|no sticker|no label|no data|no info|no information|no asset tag|no asset information|no id|without|
  without number|without serial|without serial number|without imei|without sn|does not have|doesn t have|have not|dont know|don t know|do not know|
  cant read|can t read|cannot read|tbd|tba|tbc|pending|later|invalid|default|default string|oem|o e m|oem serial|oem serial number|filled by oem|
  to be filled|to be filled by oem|to be filled by o e m|to be filled by|to be defined|system serial number|systemserialnumb|system serial|
  system manufacturer|system product name|system name|system version|base board serial number|baseboard serial number|board serial number|chassis serial number|
  product serial number|motherboard serial number|type1 system serial number|type2 board serial number|type3 chassis serial number|
  serial|serial number|serial no|serialnumber|sn|s n|imei|imei number|number|eval|iatpass|tulip computers|sample|example|test|testing|dummy|fake|any|qwerty|asdf|
  нет|нету|неа|нет номера|нет серийного|нет серийного номера|нет сн|нет с н|нет sn|нет s n|нет imei|нет имей|нет данных|нет информации|нет наклейки|нет этикетки|
  нет шильдика|нет шильды|нет таблички|нет бирки|без номера|без серийного|без серийного номера|без серийника|без сн|без с н|без sn|без s n|без imei|
  без наклейки|без этикетки|бн|б н|б ну|б с н|нд|н д|н у|не указан|не указана|не указано|не указаны|неизвестен|неизвестна|неизвестно|неизв|не известен|не известно|
  не читается|не читаем|не читаемый|нечитаемый|нечитаем|нечитаемо|не виден|не видно|не видна|не определен|не определено|не определяется|не определить|
  не задан|не задано|не заполнен|не заполнено|не найден|не найдено|не нашли|не знаю|не помню|не имеется|не имеет|не предусмотрен|не установлен|не установлено|
  не введен|не введено|не прописан|не распознан|не доступен|недоступен|отсутствует|отсутств|отсут|отс|стерт|стерта|стерто|стерлся|стерся|затерт|затерто|
  затерся|сорван|сорвана|удален|пусто|пустой|прочерк|потом|позже|уточнить|серийный номер|серийник|номер|сн|с н|тест|ytn|
  nav|nav norādīts|nav norādīta|nav numura|nav sērijas numura|nav s n|nav sn|nav imei|nav zināms|nav zināma|nav redzams|nav salasāms|nav nolasāms|nav pieejams|
  nav datu|nav informācijas|nav uzlīmes|nav noteikts|nav ievadīts|nav atrasts|nav aizpildīts|bez numura|bez sērijas numura|bez nr|bez sn|bez s n|bez imei|
  bez uzlīmes|b n|nezināms|nezināma|nezināmi|nezinu|nesalasāms|nenolasāms|neredzams|trūkst|tukšs|nodzisis|izdzisis|nenolasās|nevar nolasīt|nevar salasīt|
  sērijas numurs|numurs|tests|
  жоқ|номері жоқ|нөмірі жоқ|нөмір жоқ|сериялық нөмірі жоқ|сериялық нөмір жоқ|сериясы жоқ|imei жоқ|sn жоқ|нөмірсіз|сериясыз|белгісіз|көрсетілмеген|
  көрсетілмеді|анықталмаған|анықталмады|оқылмайды|оқылмады|көрінбейді|дерек жоқ|деректер жоқ|мәлімет жоқ|мәліметтер жоқ|ақпарат жоқ|жапсырма жоқ|
  жапсырмасы жоқ|табылмады|табылмаған|енгізілмеген|жазылмаған|толтырылмаған|өшкен|өшіп қалған|өшірілген|нөмірі өшкен|нөмірі көрінбейді|нөмірі оқылмайды|бос|білмеймін|сериялық нөмір|нөмір|сынақ|
  none found|none given|none visible|not avail|unk|n p|not printed|under battery|under the battery|see photo|see picture|worn|no sticker found|no serial found|
  не считывается|не считать|не пробивается|не проверен|не проверялся|не видать|без н|под крышкой|под батареей|под аккумулятором|см фото|смотри фото|на фото|
  стерлась|стерся номер|затерлась|истерся|bez sērijas|zem baterijas|zem akumulatora|skat foto|nodilis|nodilusi|
  немає|нема|невідомо|невідомий|відсутній|відсутня|відсутнє|не вказано|не вказаний|без номера|не читається|нечитабельний|
  kein|keine|keiner|ohne|unbekannt|nicht vorhanden|nicht lesbar|unlesbar|fehlt|keine angabe|k a|entfällt|keine seriennummer|ohne seriennummer|
  aucun|aucune|sans|inconnu|inconnue|illisible|non disponible|pas de numéro|néant|sans numéro|ninguno|ninguna|sin|sin número|desconocido|no tiene|ilegible|
  nessuno|nessuna|sconosciuto|non presente|illeggibile|brak|nieznany|nieznane|nie ma|nieczytelny|brak numeru|bez numeru|
  nėra|nera|nežinomas|nežinoma|neįskaitomas|be numerio|nenurodyta|puudub|teadmata|pole|loetamatu|määramata|ei ole|ei tiedossa|puuttuu|
  yok|bilinmiyor|belirsiz|okunmuyor|okunamıyor|mavjud emas|yoq|nomalum|raqamsiz|жок|белгисиз`;

const KNOWN: ReadonlySet<string> = new Set(PHRASES.split("|").map(plain));

/** `SN-12345`, `SYS-1234567890`, `Serial Number xxxxxx`: what may stand before digits that stand for nothing. */
const BEFORE = [
  "serialnumber",
  "serialno",
  "serial",
  "imei",
  "ssn",
  "bsn",
  "msn",
  "csn",
  "asset",
  "sys",
  "sn",
  "mb",
  "nr",
  "no",
  "серийныйномер",
  "серийник",
  "сн",
  "номер",
  "sērijasnumurs",
  "numurs",
  "сериялықнөмір",
  "нөмір",
].map(plain);

/** `123456789`, `0123456789`, `12345678901234567` or backwards, `0123456789ABCDEF`, `abcdef`. */
function isCounted(code: string): boolean {
  if (code.length < 3 || code.length > 40) return false;
  const tens = "1234567890".repeat(4);
  if (/^[01]\d+$/.test(code) && (tens.startsWith(code) || `0${tens}`.startsWith(code))) return true;
  const down = "9876543210".repeat(4);
  if (/^[1-9]\d+[01]$/.test(code) && down.includes(code)) return true;
  return (
    /^1234567890+$/.test(code) ||
    /^12345678?9?0+$/.test(code) ||
    ["0123456789abcdef", "123456789abcdef", "abcdefghijklmnopqrstuvwxyz"].some((all) => all.startsWith(code))
  );
}

/** One sign over and over, or one alone: `0`, `xxxxxxxx`, `000000000000000`. */
const isRepeated = (code: string): boolean => code === code[0]!.repeat(code.length);

/** Numbers of 15 digits that thousands of phones bear: copies of one firmware, emulators. */
const SHARED_IMEIS: ReadonlySet<string> = new Set(["004999010640000", "135790246811220", "358240051111110", "012345678912345"]);

const saysNothing = (code: string): boolean => code === "" || isRepeated(code) || isCounted(code) || KNOWN.has(code) || SHARED_IMEIS.has(code);

/**
 * Whether what stands in a field for a serial number or IMEI identifies nothing: words for "there is none", one sign over and over, digits
 * that just count up, firmware that its maker never filled in. An empty text is one too.
 */
export function isPlaceholder(text: string): boolean {
  const code = plain(text);
  if (saysNothing(code)) return true;
  const before = BEFORE.find((word) => code.startsWith(word));
  return before !== undefined && saysNothing(code.slice(before.length));
}
