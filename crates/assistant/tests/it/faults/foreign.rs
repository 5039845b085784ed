//! What operators might type in the other five languages, written by no native speaker and not yet
//! reviewed by one. None of it stands in the pack.

use handover_domain::Language;

use super::Phrasings;

pub(super) const FOREIGN: &[(Language, Phrasings)] =
    &[(Language::El, EL), (Language::Ar, AR), (Language::Es, ES), (Language::Tr, TR), (Language::No, NO)];

const EL: Phrasings = &[
    (
        "no-water",
        &[
            "δεν βγαινει νερο απο το μηχανημα",
            "Η αντλία δεν τραβάει καθόλου νερό",
            "δουλευει η μηχανη αλλα δεν βγαζει νερο",
            "den vgazei katholou nero",
        ],
    ),
    (
        "pressure-loss",
        &[
            "η πίεση είναι πολύ χαμηλή σήμερα",
            "δεν εχουμε αρκετη πιεση",
            "έπεσε πολύ η πίεση ξαφνικά",
            "χανει πιεση οταν πλενουμε",
        ],
    ),
    (
        "hp-gauge-red",
        &[
            "το μανόμετρο πήγε στο κόκκινο",
            "η βελονα ειναι μεσα στο κοκκινο",
            "έχουμε υπερβολική πίεση, 175 bar",
            "ανοιξε η βαλβιδα ασφαλειας",
        ],
    ),
    (
        "does-not-start",
        &[
            "το μηχανημα δεν παιρνει μπρος σημερα",
            "δεν ξεκιναει ο κινητηρας",
            "γυρνάω κλειδί και δεν ακούγεται",
            "η μπαταρία είναι τελείως άδεια",
        ],
    ),
    (
        "leak",
        &[
            "έχω διαρροή λαδιού",
            "χανει λαδια η αντλια",
            "εσκασε ο σωληνας της πιεσης",
            "στάζει πετρέλαιο κάτω από τη μηχανή",
        ],
    ),
    (
        "engine-overheats",
        &[
            "ο κινητηρας ζεσταινεται παρα πολυ",
            "ανέβηκε πολύ η θερμοκρασία του κινητήρα",
            "βγαζει ατμο το ψυγειο",
            "υπερθερμανση στον κινητηρα",
        ],
    ),
    (
        "emergency-stop-stuck",
        &[
            "εχει κολλησει το στοπ αναγκης",
            "το κόκκινο μανιτάρι δεν βγαίνει",
            "δεν μπορω να βγαλω το emergency stop",
            "δεν κανει reset το στοπ",
        ],
    ),
    (
        "poor-cleaning",
        &[
            "δεν καθαριζει καλα το διχτυ",
            "το δίχτυ βγαίνει βρώμικο",
            "αφηνει ριγες στο διχτυ",
            "τα μύδια δεν φεύγουν",
        ],
    ),
];

const AR: Phrasings = &[
    (
        "no-water",
        &[
            "لا يخرج الماء من الفوهات",
            "ما في ماء في الأقراص",
            "المضخة لا تسحب الماء من البحر",
            "المحرك شغال ولا يخرج ماء",
        ],
    ),
    ("pressure-loss", &["الضغط ضعيف جدا", "الضغط نزل فجأة", "لا يوجد ضغط كافي", "المضخة لا تعطي أي ضغط"]),
    (
        "hp-gauge-red",
        &["مقياس الضغط في الأحمر", "الإبرة وصلت الأحمر", "الضغط مرتفع جدا 175 بار", "صمام الأمان فتح ويرش ماء"],
    ),
    (
        "does-not-start",
        &["المحرك ما يشتغل اليوم", "الآلة لا تشتغل أبدا", "البطارية فارغة تماما", "السلف يطقطق فقط"],
    ),
    (
        "leak",
        &["يوجد تسرب زيت من المضخة", "انفجر خرطوم الضغط", "الزيت يقطر على السطح", "تسريب ديزل تحت المحرك"],
    ),
    (
        "engine-overheats",
        &[
            "حرارة المحرك مرتفعة جدا",
            "المحرك يسخن بسرعة",
            "يخرج بخار من المحرك",
            "المحرك حار جدا بعد عشر دقائق",
        ],
    ),
    (
        "emergency-stop-stuck",
        &[
            "زر الطوارئ الأحمر عالق",
            "لا أستطيع فتح زر الطوارئ",
            "زر الطوارئ لا يخرج بعد الضغط",
            "مفتاح الطوارئ معلق",
        ],
    ),
    (
        "poor-cleaning",
        &["الشبكة لسه وسخة", "الآلة لا تنظف الشبكة جيدا", "تترك خطوط على الشبكة", "الغسيل سيئ جدا"],
    ),
];

const ES: Phrasings = &[
    (
        "no-water",
        &[
            "no sale agua de la maquina",
            "la bomba no chupa",
            "el motor anda pero no sale agua",
            "Hola, no llega nada de agua a los discos",
        ],
    ),
    (
        "pressure-loss",
        &[
            "tenemos muy poca presion",
            "la presion se cae cuando lavamos",
            "la bomba no levanta presión",
            "el agua sale con muy poca fuerza",
        ],
    ),
    (
        "hp-gauge-red",
        &[
            "el manometro esta en rojo",
            "la aguja entró en la zona roja",
            "la presion esta demasiado alta, 175 bar",
            "saltó la válvula de seguridad",
        ],
    ),
    (
        "does-not-start",
        &[
            "el motor no prende esta mañana",
            "la maquina no arranca por nada",
            "le doy a la llave y no pasa nada",
            "la bateria está completamente descargada",
        ],
    ),
    (
        "leak",
        &[
            "hay una fuga de aceite en el motor",
            "la bomba pierde aceite",
            "se reventó una manguera",
            "está goteando gasoil debajo de la máquina",
        ],
    ),
    (
        "engine-overheats",
        &[
            "el motor esta muy caliente",
            "se está recalentando el motor",
            "sale vapor por el radiador",
            "la temperatura del motor está muy alta",
        ],
    ),
    (
        "emergency-stop-stuck",
        &[
            "la seta de emergencia no sale",
            "se quedó atascada la parada de emergencia",
            "no se puede soltar el paro de emergencia",
            "la emergencia no rearma",
        ],
    ),
    (
        "poor-cleaning",
        &[
            "la red sigue muy sucia",
            "la maquina no esta limpiando bien",
            "deja franjas en la red",
            "los mejillones no se van, no salen",
        ],
    ),
];

const TR: Phrasings = &[
    (
        "no-water",
        &[
            "makineden su gelmiyor",
            "disklere hic su gelmiyor",
            "pompa denizden su çekmiyor",
            "motor çalışıyor ama nozullardan su çıkmıyor",
        ],
    ),
    (
        "pressure-loss",
        &["basınç bugün çok düşük", "basinc dusuyor", "pompa hiç basınç yapmıyor", "yeterli basınç yok"],
    ),
    (
        "hp-gauge-red",
        &[
            "manometre kırmızıya girdi",
            "ibre kirmizida",
            "basınç çok yüksek, 175 bar",
            "emniyet valfi sürekli açıyor",
        ],
    ),
    (
        "does-not-start",
        &[
            "motor bu sabah çalışmıyor",
            "mars basmiyor",
            "anahtarı çeviriyorum, hiçbir şey yok",
            "akü tamamen bitti",
        ],
    ),
    (
        "leak",
        &[
            "yağ kaçağı var",
            "hortum patladi",
            "pompadan su sızdırıyor",
            "motorun altına mazot damlıyor, sızıntı var",
        ],
    ),
    (
        "engine-overheats",
        &[
            "motor hararet yapiyor",
            "motor cok isiniyor",
            "motorun sıcaklığı çok yüksek",
            "radyatörden buhar geliyor",
        ],
    ),
    (
        "emergency-stop-stuck",
        &[
            "acil stop takildi",
            "kırmızı mantar çıkmıyor",
            "acil stop bir türlü açılmıyor",
            "acil stopu resetleyemedik, resetlenmiyor",
        ],
    ),
    (
        "poor-cleaning",
        &[
            "ağ bir türlü temizlenmiyor",
            "makine ağı iyi temizlemiyor",
            "ağda şerit bırakıyor",
            "midyeler ağdan çıkmıyor",
        ],
    ),
];

const NO: Phrasings = &[
    (
        "no-water",
        &[
            "det kommer ikke noe vann",
            "pumpa suger ikke vann",
            "motoren går fint men det kommer ikke vann",
            "skivene får ikke noe vann",
        ],
    ),
    (
        "pressure-loss",
        &[
            "trykket er alt for lavt",
            "vi har nesten ikke trykk",
            "vi mister trykket hele tida",
            "trykket faller når vi vasker",
        ],
    ),
    (
        "hp-gauge-red",
        &[
            "manometeret står i rødt",
            "nåla er langt inne i rødt",
            "det er for hoyt trykk, 175 bar",
            "sikkerhetsventilen har åpnet",
        ],
    ),
    (
        "does-not-start",
        &[
            "motoren starter ikke i dag",
            "vi får ikke start på maskinen",
            "vrir om nøkkelen og ingenting skjer",
            "batteriet er helt flatt",
        ],
    ),
    (
        "leak",
        &[
            "pumpa lekker olje",
            "det er en lekkasje på slangen",
            "slangen har røket, den er sprukket",
            "det drypper diesel under motoren",
        ],
    ),
    (
        "engine-overheats",
        &[
            "motoren går altfor varm",
            "motoren blir altfor varm",
            "det kommer damp fra kjøleren",
            "temperaturen på motoren er for høy",
        ],
    ),
    (
        "emergency-stop-stuck",
        &[
            "nødstoppen har hengt seg opp",
            "nodstoppen sitter fast",
            "får ikke løst ut den røde nødstoppen",
            "nødstoppen vil ikke resette",
        ],
    ),
    (
        "poor-cleaning",
        &[
            "nota er like skitten som før",
            "maskinen vasker ikke nota rent",
            "den setter igjen striper på nota",
            "blåskjellene sitter igjen på nota",
        ],
    ),
];

/// What sounds like a fault and is none.
pub(super) const NO_FAULTS: &[(Language, &[&str])] = &[
    (
        Language::El,
        &[
            "η πίεση είναι κανονική",
            "δεν υπάρχει διαρροή",
            "ο κινητήρας δουλεύει",
            "το νερό βγαίνει κανονικά",
            "πώς βάζω μπρος τον κινητήρα;",
            "καθαρίσαμε το φίλτρο",
        ],
    ),
    (
        Language::Ar,
        &["الضغط طبيعي", "لا يوجد تسرب", "المحرك يعمل", "كيف أشغل المحرك؟", "الماء يخرج الآن", "نظفنا الفلتر"],
    ),
    (
        Language::Es,
        &[
            "la presión es normal",
            "ya no hay fuga",
            "el motor arranca bien",
            "¿cómo arranco el motor?",
            "sale agua por los discos",
            "he limpiado el filtro",
            "quiero pedir boquillas",
        ],
    ),
    (
        Language::Tr,
        &[
            "basınç normal",
            "kaçak yok",
            "motor çalışıyor",
            "su geliyor",
            "motoru nasıl çalıştırırım?",
            "filtreyi temizledik",
        ],
    ),
    (
        Language::No,
        &[
            "trykket er normalt",
            "ingen lekkasje",
            "motoren starter fint",
            "hvordan starter jeg motoren?",
            "det kommer vann nå",
            "vi har renset filteret",
        ],
    ),
];
