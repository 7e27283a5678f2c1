import type { ImportField } from "./import.ts";

/** Parts of a name and of an address that stand in columns of their own, and headings that count only where no other one says it. */
export type Meaning = ImportField | "given" | "middle" | "family" | "address-whole" | `weak-${"number" | "received" | "model" | "serial" | "fault"}`;

/**
 * Headings by what they mean, in English, Russian, Latvian and Kazakh, as other systems and people write them. A heading is compared
 * without its case, marks, numbers and brackets, and without words that say whose it is (`Customer Phone`, `модель устройства`).
 */
export const HEADINGS: Readonly<Record<Meaning, string>> = {
  number: `number|no|nr|order|order no|order number|order id|order nr|ticket|ticket number|ticket no|ticket id|job|job number|job no|job id|repair|repair no|repair number
    |repair id|repair reference|repair order|repair ticket|work order|work order number|workorder|wo number|case number|case id|claim number|service order|rma|rma number|invoice number
    |номер|номер заказа|заказ|№|№ заказа|номер квитанции|квитанция|№ квитанции|номер заявки|заявка|№ заявки|id заказа|наряд|заказ наряд|№ заказ наряда|номер ремонта|номер документа|номер обращения
    |numurs|pasūtījums|pasūtījuma numurs|pasūtījuma nr|kvīts|kvīts numurs|kvīts nr|pieteikuma numurs|pieteikums|remonta numurs|darba uzdevums
    |нөмірі|нөмір|тапсырыс нөмірі|тапсырыс|түбіртек нөмірі|өтінім нөмірі`,
  "weak-number": `id|reference|ref|код|код заказа|kods|external id`,
  received: `received|received on|received date|received at|date|created|created at|created on|created date|date created|creation date|date in|date received|check in|check in date|checked in
    |intake|intake date|opened|opened at|opening date|open date|date opened|order date|ticket date|booked in|booked in date|arrival date|start date|drop off date
    |дата|дата приема|дата приёмки|дата принятия|дата заказа|принят|дата создания|создан|создано|дата поступления|дата обращения|дата открытия|поступил|поступило|принято
    |datums|saņemts|pieņemts|pieņemšanas datums|saņemšanas datums|izveidots|izveides datums|pasūtījuma datums|atvērts
    |күні|қабылданған күні|қабылданды|қабылдау күні|құрылған күні|ашылған күні|тапсырыс күні`,
  "weak-received": `scheduled date|scheduled|appointment|appointment date|запланировано|plānotais datums`,
  closed: `closed|closed on|closed at|closed date|date closed|closing date|date out|check out|check out date|completed|completed on|completed at|completed date|completion date|date completed|finished|finished on|finish date|picked up|picked up on
    |pickup date|collected|collected on|date collected|returned|returned on|return date|resolved|resolved at|resolved on|resolved date|delivered|delivered on|delivery date|end date
    |выдан|дата выдачи|дата закрытия|закрыт|закрыто|завершен|завершено|дата завершения|выдано|дата окончания|дата возврата|выполнен
    |izsniegts|izsniegšanas datums|pabeigts|pabeigšanas datums|slēgts|slēgšanas datums|aizvērts|izdots|atdots
    |берілген күні|берілді|жабылған күні|жабылды|аяқталған күні|аяқталды`,
  promised: `due|due date|due on|due at|promised|promised on|promised date|deadline|estimated completion|expected date|expected completion|ready by|eta
    |срок|срок готовности|срок исполнения|дата готовности|обещано|крайний срок|плановая дата|готовность
    |termiņš|izpildes termiņš|solītais datums|līdz kuram|мерзімі|мерзім|дайын болатын күні`,
  status: `status|current status|ticket status|order status|repair status|job status|state|stage|phase|progress|open|still open|is open
    |статус|статус заказа|текущий статус|состояние заказа|этап|стадия|открыт|ещё открыт
    |statuss|pasūtījuma statuss|remonta statuss|stāvoklis pasūtījumam|vēl atvērts|мәртебе|мәртебесі|статусы|тапсырыс күйі|ашық`,
  company: `company|company name|business|business name|organisation|organization|organisation name|organization name|firm|employer
    |компания|организация|название компании|наименование организации|юрлицо|юридическое лицо|предприятие
    |uzņēmums|uzņēmuma nosaukums|organizācija|firma|ұйым|ұйым атауы|компаниясы|кәсіпорын`,
  kind: `kind|company type|customer type|client type|contact type|account type|person or company|is company
    |тип клиента|тип контрагента|вид контрагента|юр физ лицо|юр физ|klienta tips|klienta veids|клиент түрі|тұлға түрі`,
  name: `name|customer|customer name|client|client name|full name|display name|contact name|customer business then name|business then name|from|owner|requester|account name|partner|bill to name
    |фио|имя|имя клиента|клиент|заказчик|фио клиента|покупатель|контрагент|владелец|наименование|наименование контрагента|имя фамилия|фамилия имя|фамилия имя отчество|фио заказчика
    |vārds|klients|vārds uzvārds|vārds un uzvārds|klienta vārds|pasūtītājs|nosaukums|īpašnieks
    |аты|аты жөні|аты жоні|клиент аты|тапсырыс беруші|толық аты|иесі`,
  given: `first name|firstname|given name|givenname|forename|имя|vārds|аты|есімі`,
  middle: `middle name|middlename|additional name|patronymic|отчество|tēvvārds|әкесінің аты`,
  family: `last name|lastname|surname|family name|familyname|second name|фамилия|uzvārds|тегі`,
  contact: `contact|contact person|attention|attn|контактное лицо|контакт|представитель|kontaktpersona|pārstāvis|байланыс адамы|байланыс тұлғасы`,
  registration: `registration|registration number|reg no|vat|vat number|vat id|vat no|tax id|tax number|tax no|company number|company no|personal code|personal id|national id|tin
    |бин|иин|инн|инн бин|бин иин|иин бин|инн кпп|рег номер|регистрационный номер|персональный код|унп|окпо
    |reģistrācijas numurs|reģ nr|pvn|pvn numurs|pvn nr|personas kods|p k|reģistrācijas nr|жсн|бсн|жсн бсн|бсн жсн|тіркеу нөмірі`,
  phone: `phone|phones|phone number|phone no|phone num|phone numbers|telephone|telephone number|tel|tel no|mobile|mobile phone|mobile number|mobile no|cell|cell phone|cellphone|cellular|home phone|work phone|business phone
    |office phone|other phone|alt phone|alternate phone|alternative phone|secondary phone|second phone|primary phone|main phone|sms phone|daytime phone|evening phone|landline|contact number|contact phone|phone home|phone work|phone mobile|msisdn
    |телефон|телефоны|тел|моб|мобильный|номер телефона|мобильный телефон|моб телефон|моб тел|сотовый|сотовый телефон|домашний телефон|рабочий телефон|дополнительный телефон|доп телефон|второй телефон|контактный телефон|городской телефон|телефон домашний|телефон рабочий|телефон мобильный|основной телефон
    |tālrunis|tālr|tālruņi|mobilais|mobilais tālrunis|tālruņa numurs|mājas tālrunis|darba tālrunis|cits tālrunis|telefons|telefona numurs|mob tālrunis|mob|papildu tālrunis|kontakttālrunis
    |телефон нөмірі|телефоны|ұялы телефон|ұялы телефоны|үй телефоны|жұмыс телефоны|қосымша телефон|байланыс телефоны`,
  email: `email|e mail|mail|email address|e mail address|emails|primary email|secondary email|work email|home email|from email
    |почта|эл почта|электронная почта|имейл|емейл|адрес электронной почты|эл адрес|электронный адрес
    |epasts|e pasts|e pasta adrese|epasta adrese|электрондық пошта|поштасы|эл пошта`,
  whatsapp: `whatsapp|whats app|whatsapp number|ватсап|вотсап|вацап|уотсап`,
  address: `address|street|street address|street line|address line|addr|house|house number|apartment|apt|flat|suite|unit number|po box|city|town|city town|state|province|region|county|district|state province|state region|zip|zip code|zipcode|postal code|postcode|post code|postal|country|billing address|shipping address|mailing address|home address|address street|address city|address region|address postal code|address country|address po box|extended address|address extended address
    |адрес|улица|дом|квартира|кв|корпус|город|населенный пункт|область|район|регион|край|индекс|почтовый индекс|страна|юридический адрес|адрес регистрации|адрес прописки|фактический адрес|почтовый адрес|адрес проживания|адрес доставки
    |adrese|iela|māja|dzīvoklis|pilsēta|novads|pagasts|pasta indekss|indekss|valsts|juridiskā adrese|faktiskā adrese|dzīvesvieta
    |мекенжай|мекенжайы|көше|көшесі|үй|пәтер|қала|қаласы|облыс|облысы|аудан|ауданы|пошта индексі|ел|елі`,
  "address-whole": `address formatted|formatted address|full address|complete address|полный адрес|адрес полностью|pilna adrese|толық мекенжайы`,
  category: `category|device type|device category|type|kind of device|device kind|product type|product category|asset type|asset category|item type|equipment type|model type
    |категория|тип|тип устройства|вид устройства|вид техники|тип техники|группа|группа товаров|тип изделия|вид изделия|вид
    |kategorija|ierīces veids|ierīces tips|ierīces kategorija|veids|tips|grupa|санат|санаты|құрылғы түрі|түрі|техника түрі`,
  brand: `brand|make|manufacturer|maker|vendor|brand name|manufacturer name|бренд|марка|производитель|фирма|изготовитель|вендор|zīmols|ražotājs|marka|брэнд|бренді|өндіруші|маркасы`,
  model: `model|device|device model|product|item|model name|product to repair|product name|item name|part name|device name|equipment|asset|model and make
    |модель|устройство|изделие|модель устройства|аппарат|товар|номенклатура|техника|оборудование|наименование устройства|наименование изделия|модель техники
    |modelis|ierīce|ierīces modelis|izstrādājums|prece|моделі|құрылғы|құрылғы моделі|бұйым|жабдық`,
  "weak-model": `model number|model no|model nr|product code|asset name|артикул|код модели|modeļa numurs`,
  colour: `colour|color|цвет|krāsa|түсі`,
  serial: `serial|serial number|serial no|serialnumber|sn|s n|serial imei|imei serial|serial number imei|imei serial number|serial imei number|imei sn|sn imei|lot serial|lot serial number|serial or imei|imei or serial
    |серийный номер|серийный №|сер номер|сер №|серийник|серийный|заводской номер|зав номер|зав №|серийный номер imei|imei серийный номер|sn серийный номер
    |sērijas numurs|sērijas nr|sēr nr|sērijas numurs imei|imei sērijas numurs|сериялық нөмірі|сериялық нөмір|зауыттық нөмірі`,
  "weak-serial": `asset tag|asset number|asset no|inventory number|inventory no|tag|инвентарный номер|инв номер|инв №|inventāra numurs|inventāra nr|түгендеу нөмірі`,
  imei: `imei|imei number|imei no|имей|имеи|imei meid|meid|imei sim|imei slot`,
  purchased: `purchased|purchased on|purchase date|date of purchase|date purchased|bought|bought on|bought at|sold on|sale date|date of sale|purchase time|warranty start
    |дата покупки|дата продажи|дата приобретения|куплен|куплено|pirkuma datums|iegādes datums|iegādāts|pirkts|сатып алынған күні|сатылған күні`,
  seller: `seller|shop|store|dealer|sold by|supplier|retailer|reseller|purchase from|purchased from|bought from|place of purchase|vendor name
    |продавец|магазин|где куплен|поставщик|место покупки|дилер|pārdevējs|veikals|piegādātājs|pirkuma vieta|сатушы|дүкен|жеткізуші`,
  fault: `fault|faults|problem|problems|issue|issues|defect|defects|complaint|problem description|fault description|issue description|symptom|symptoms|reported problem|reported fault|malfunction|customer complaint
    |неисправность|неисправности|проблема|дефект|описание неисправности|описание проблемы|заявленная неисправность|заявленный дефект|причина обращения|жалоба|со слов клиента
    |bojājums|bojājumi|problēma|defekts|bojājuma apraksts|problēmas apraksts
    |ақауы|ақау|ақаулығы|ақаулық|мәселе|мәселесі|ақау сипаттамасы|шағым`,
  "weak-fault": `subject|title|summary|reason|тема|причина|temats|tēma|iemesls|тақырып|description|repair notes|details|notes|описание|заметки|apraksts|piezīmes|сипаттама|ескертпе`,
  condition: `condition|appearance|state of device|device condition|cosmetic condition|physical condition|pre repair condition|внешний вид|состояние|внешнее состояние|состояние устройства
    |ārējais stāvoklis|stāvoklis|izskats|ierīces stāvoklis|күйі|сыртқы түрі|жай күйі|құрылғы күйі`,
  outcome: `outcome|resolution|result|solution|work done|work performed|repair done|repair|work|diagnosis|diagnostic notes|technician notes|verdict|recommendation|recommendations
    |результат|решение|вердикт|вердикт рекомендации клиенту|вердикт рекомендации|рекомендации|рекомендации клиенту|выполненные работы|выполненная работа|работы|заключение|диагноз
    |rezultāts|veiktie darbi|risinājums|slēdziens|diagnoze|ieteikumi|нәтиже|нәтижесі|жасалған жұмыс|шешім|қорытынды|диагнозы`,
  price: `price|total|total price|grand total|order total|invoice total|amount|total amount|cost|total cost|repair cost|sum|paid|charge|charged|amount due|price total|estimate|quote
    |цена|сумма|сумма заказа|стоимость|стоимость ремонта|итого|итог|всего|к оплате|оплачено|общая стоимость|цена ремонта
    |cena|summa|kopā|maksa|izmaksas|kopsumma|apmaksāts|бағасы|баға|құны|сома|сомасы|барлығы|жөндеу құны`,
};

/** Parts of an address beside which `State` is one too, and not how far a repair is. */
export const BESIDE_STATE = "city|town|zip|zip code|zipcode|postal code|postcode|post code";

/** Words that say whose a column is and nothing more: `Customer Phone`, `телефон клиента`, `klienta tālrunis`. */
export const OF_CUSTOMER =
  "customer|customers|client|clients|contact|owner|requester|клиент|клиента|клиенту|заказчик|заказчика|контрагента|владельца|klienta|pasūtītāja|īpašnieka|клиенттің|иесінің";

/** The same of the device. */
export const OF_DEVICE =
  "device|item|product|asset|unit|equipment|устройства|изделия|аппарата|техники|товара|оборудования|ierīces|preces|құрылғы|құрылғының|бұйымның";

/** What a heading says of a person or thing that does not make it theirs: `Customer ID` is no number of an order. */
export const SAYS_LITTLE =
  "id|number|no|nr|code|type|group|status|state|notes|номер|код|тип|группа|статус|numurs|nr|kods|tips|grupa|statuss|нөмірі|коды|түрі|тобы|name|date|total";
