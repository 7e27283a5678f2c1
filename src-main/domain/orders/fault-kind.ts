import { foldText } from "../ground/text.ts";

/** What customers complain of, the more telling first; each has a text `fault-kind.<id>`. */
export const FAULT_KINDS = [
  "liquid",
  "screen",
  "battery",
  "charging",
  "data",
  "camera",
  "sound",
  "network",
  "heat",
  "leak",
  "noise",
  "movement",
  "suction",
  "buttons",
  "body",
  "software",
  "power",
  "other",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/**
 * Beginnings of words, folded as `foldText` does (Kazakh letters as their Russian neighbours), in English, Russian, Latvian and Kazakh.
 * A beginning is looked for where a word begins.
 */
const BEGINNINGS: readonly (readonly [FaultKind, string])[] = [
  [
    "liquid",
    "water dam|liquid|spill|wet |soaked|залит|залил|утопил|пролил|намок|попала вод|попала жидк|ielieta|uzlieta|samirk|applud|су тид|су кирд|су тогил|тогил",
  ],
  [
    "screen",
    "screen|display|glass|lcd|touch|pixel|экран|диспле|стекл|тачскрин|сенсор|пиксел|матриц|ekran|displej|stikl|skarien|шыны|изображен|картинк|мига|picture|image|flicker|attel|bilde|mirgo|сурет|кескин|жыпыл",
  ],
  ["battery", "batter|акб|аккум|батаре|akumulator|baterij|садит|садят|разряж|discharg|drains|izladej|nosez|отырып кал|тез отыр|отырад"],
  ["charging", "charg|dock|заряж|зарядк|разъем|гнезд|uzlad|ladej|lade |ligzd|кубат|зарядт|hdmi|usb|порт |port "],
  ["data", "data|hard dis|hdd|ssd|memory|данн|жестк|диск|память|памят|datus|dati |cietais disk|дерек"],
  ["camera", "camera|lens|photo|focus|камер|объектив|фокус|kamer|objektiv|fokus"],
  [
    "sound",
    "sound|audio|speaker|microphone|volume|hum|звук|динамик|микрофон|громкост|хрип|фонит|skan|skalrun|mikrofon|дыбыс|молчит|наушн|silent|ear |kluse|klust|ауыз|унсиз",
  ],
  ["network", "wi fi|wifi|bluetooth|network|signal|sim |gps|сеть|сети|связ|вай фай|блютуз|сигнал|tikl|sakar|желиге|байланыс"],
  [
    "heat",
    "overheat|hot |heat|burn|smok|перегрев|грее|нагрев|горяч|горел|дым|запах гари|parkarst|karst|deg |dum|кызып|кызад|тутин|куйик|искр|spark|dzirkst|ушкын",
  ],
  [
    "leak",
    "leak|drip|теч|протек|подтек|капает|tek |pil |агад|агып|тамад|вода не|воду не|не слива|нет воды|не идет вода|water|udens|udeni|су келме|суды",
  ],
  [
    "noise",
    "nois|grind|squeak|rattl|vibrat|шум|скрип|треск|стучит|стук|грохо|вибр|troksn|cikst|grab|klab|шуыл|сыкыр|скреж|щелч|щелка|воет|гуд|трещит|click|howl|buzz|crackl|duc|klik|sprak|krak|тырс|гуил|шыкыр|сытыр",
  ],
  [
    "movement",
    "wheel|brush|motor|spin|stuck|jam|rotat|колес|щетк|мотор|двигател|вращ|застрев|заклин|жует|зажев|riten|birst|motor|griez|iestreg|донгелек|айналм|козгалт|прыга|отжим|бумаг|крутит|не заезж|paper|papir|lec |leka|кагаз|секир",
  ],
  ["suction", "suction|filter|clog|всасыва|тянет|фильтр|засор|suc|filtr|aizser|сормай|pull|тартпай|nevelk|nesuc"],
  ["buttons", "button|key|keyboard|knob|кнопк|клавиш|клавиат|ручк|регулятор|pog|taustin|klaviat|батырма|пернет"],
  [
    "body",
    "crack|broken|dropp|bent|hinge|case|housing|cover|трещин|разбит|треснул|упал|уронил|сломал|корпус|крышк|петл|погнут|saplis|plaisa|nokrit|salauz|korpus|сынд|сынган|кулап",
  ],
  [
    "software",
    "software|firmware|update|virus|slow|freez|hang|error|reset|password|прошив|обновл|вирус|тормоз|завис|ошибк|пароль|перезагру|виснет|programm|atjaun|lens |uzkaras|kluda|parole|жанарт|кате |баяу|загруж|грузит|boots|loading|startejas|жуктел",
  ],
  [
    "power",
    "power|turn on|turns on|turn off|turns off|switch|dead|start|boot|включа|выключа|запуска|стартует|не работ|отключа|питан|iesledz|izsledz|nestrada|neiesledz|palaiz|strav|косылма|косылып|ошип|ошед|истемейд",
  ],
];

/** Several words in a beginning: whatever stands between them is one blank. */
const MATCHERS = BEGINNINGS.map(([kind, words]) => [kind, new RegExp(` (?:${words})`)] as const);

/** The kind of a fault that was told in a customer's own words: the first whose words stand in it, `other` where none does. */
export function faultKind(fault: string): FaultKind {
  const text = ` ${foldText(fault).replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  return MATCHERS.find(([, words]) => words.test(text))?.[0] ?? "other";
}
