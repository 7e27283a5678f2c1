import type { Chance } from "../../src-main/demo/demo-visit.ts";
import type { Language } from "../../src-main/domain/ground/language.ts";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

type Names = { readonly first: readonly string[]; readonly last: readonly string[] };

/** Common names of a city where four languages are spoken; women's and men's apart where the surname shows it. */
const NAMES: Readonly<Record<Language, readonly Names[]>> = {
  ru: [
    {
      first: words(`Анна Мария Елена Ольга Наталья Татьяна Ирина Светлана Екатерина Юлия Дарья Анастасия Виктория Ксения Полина Алина Вера
        Надежда Людмила Галина Марина Лариса Валентина Тамара Зоя Нина Софья Варвара Евгения Кристина`),
      last: words(`Иванова Смирнова Кузнецова Попова Васильева Петрова Соколова Михайлова Новикова Фёдорова Морозова Волкова Алексеева Лебедева
        Семёнова Егорова Павлова Козлова Степанова Николаева Орлова Андреева Макарова Никитина Захарова Зайцева Соловьёва Борисова Яковлева
        Григорьева Романова Воробьёва Сергеева Кузьмина Фролова Александрова Дмитриева Королёва Гусева Киселёва Ильина Максимова Полякова
        Сорокина Виноградова Ковалёва Белова Медведева Антонова Тарасова`),
    },
    {
      first: words(`Александр Сергей Дмитрий Андрей Алексей Максим Евгений Иван Михаил Артём Николай Владимир Денис Павел Роман Кирилл Илья
        Олег Виктор Юрий Антон Игорь Константин Виталий Григорий Фёдор Матвей Тимофей Станислав Вячеслав`),
      last: words(`Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев Семёнов Егоров
        Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв
        Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин Максимов Поляков Сорокин Виноградов Ковалёв Белов Медведев
        Антонов Тарасов Ким Пак Цой Тен Ли`),
    },
  ],
  kk: [
    {
      first: words(`Айгүл Айнұр Әсел Гүлнәр Динара Жанар Қарлығаш Мадина Назгүл Сәуле Ұлжан Шолпан Ақерке Аружан Томирис Жібек Меруерт Раушан
        Перизат Балжан Әйгерім Зарина Індіра Күләш Нұргүл Салтанат`),
      last: words(`Ахметова Қасымова Нұрланова Оспанова Сейітова Үсенова Жұмабаева Әбдірахманова Ермекова Тұрсынова Бекова Сұлтанова Исаева
        Қалиева Мұқанова Есенова Төлегенова Байжанова Рахымова Сәрсенова Дүйсенова Омарова Ыбыраева Шәкірова Нұрмағамбетова`),
    },
    {
      first: words(`Нұрлан Ерлан Арман Бауыржан Дәурен Қайрат Мұхтар Серік Талғат Әділ Ғалым Өмірбек Санжар Тимур Ержан Ақжол Бекзат Дастан
        Жандос Олжас Рүстем Қуаныш Мейрам Асхат Іңкәр Нұрсұлтан`),
      last: words(`Ахметов Қасымов Нұрланов Оспанов Сейітов Үсенов Жұмабаев Әбдірахманов Ермеков Тұрсынов Беков Сұлтанов Исаев Қалиев Мұқанов
        Есенов Төлегенов Байжанов Рахымов Сәрсенов Дүйсенов Омаров Ыбыраев Шәкіров Нұрмағамбетов`),
    },
  ],
  lv: [
    {
      first: words(`Anna Kristīne Līga Inese Ilze Dace Zane Elīna Laura Santa Agnese Ieva Inga Aija Evija Baiba Sanita Vita Ginta Māra Rūta Žanete`),
      last: words(`Bērziņa Kalniņa Ozoliņa Jansone Liepiņa Krūmiņa Balode Eglīte Zariņa Pētersone Vītola Kļaviņa Kārkliņa Vanaga Šteinberga Lāce
        Ābele Žagare Grīnberga Siliņa`),
    },
    {
      first: words(`Jānis Andris Juris Edgars Māris Mārtiņš Artūrs Kaspars Ivars Aigars Raivis Guntis Uldis Ēriks Pēteris Roberts Toms Gatis
        Ģirts Zigmārs`),
      last: words(`Bērziņš Kalniņš Ozoliņš Jansons Liepiņš Krūmiņš Balodis Eglītis Zariņš Pētersons Vītols Kļaviņš Kārkliņš Vanags Šteinbergs
        Lācis Ābols Žagars Grīnbergs Siliņš`),
    },
  ],
  en: [
    {
      first: words(`Emma Olivia Grace Chloe Hannah Sarah Laura Rachel Megan Fiona Aoife Zoë Chloé Ines Beatriz James Oliver Thomas William Daniel
        Samuel Peter Liam Ethan Noah André Søren José Wei Ravi`),
      last: words(`Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker White Thompson Edwards Green Hall O'Brien O'Connor
        Murphy Kelly Nguyen García Müller Šimić Larsen Rossi Novák Kowalski Fernandes Souza Chen Singh MacDonald Campbell Lloyd`),
    },
  ],
};

const FATHERS = words(`Александр Сергей Дмитрий Андреев Алексей Максим Иван Михаил Николай Владимир Павел Роман Виктор Константин Григорий Антон`);
const patronymic = (father: string, ending: "ович" | "овна"): string => {
  const stem = father.replace(/й$/, "е").replace(/ев$/, "е");
  return stem === father ? father + ending : stem + ending.slice(1);
};

/** A full name: with the father's where people write it. */
export function fullName(language: Language, { pick, happens }: Chance): string {
  const women = NAMES[language][0]!;
  const { first, last } = pick(NAMES[language]);
  const [given, family] = [pick(first), pick(last)];
  if (language === "ru" && happens(0.6)) return `${family} ${given} ${patronymic(pick(FATHERS), first === women.first ? "овна" : "ович")}`;
  if (language === "kk" && happens(0.5)) return `${family} ${given} ${pick(NAMES.kk[1]!.first)}${first === women.first ? "қызы" : "ұлы"}`;
  if (language === "en" && happens(0.3)) return `${given} ${pick(last)}-${family}`;
  if (language === "lv" && happens(0.3)) return `${given} ${pick(first)} ${family}`;
  return `${given} ${family}`;
}
