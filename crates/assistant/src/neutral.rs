//! Words that complain of nothing by themselves: names of parts, and what these do when all is well.
//!
//! A message that shares only such words with a symptom does not describe it.

use handover_domain::Language;

use crate::lexicon::Words;

static EN: Words = Words::new(
    "pressure gauge needle water oil fuel coolant engine pump generator battery alternator starter breaker \
     fuse plug cable connector socket disc nozzle filter strainer hose umbilical coupling ring suction feed \
     inlet valve unloader bypass belt bearing seal plunger thruster camera picture monitor display screen \
     lamp panel control box button key remote joystick winch crane drum rope hook brake load hydraulic \
     cylinder cooler fan tank net deck sea boat power voltage hp zero run work start turn spin rotate hold \
     lock clean wash drive lift lower charge connect close open flow spray show hand element minute hour",
);

static EL: Words = Words::new(
    "μηδεν πιεση μανομετρο βελονα νερο νερα λαδι λαδια καυσιμο πετρελαιο κινητηρασ κινητηρα μηχανη μηχανημα αντλια \
     γεννητρια μπαταρια μιζα φισ καλωδιο δισκοσ δισκοι δισκουσ μπεκ ακροφυσια φιλτρο σωληνασ σωληνα \
     ομφαλιοσ ομφαλιο συνδεσμοσ συνδεσμο αναρροφηση τροφοδοσια βαλβιδα ιμαντασ καμερα οθονη λαμπα λαμπακι \
     λαμπακια πινακασ κουμπι κλειδι τηλεχειριστηριο βιντσι γερανοσ σχοινι φρενο φορτιο ψυγειο ανεμιστηρασ \
     θερμοκρασια διχτυ καταστρωμα θαλασσα σκαφοσ ρευμα εργασια πλυσιμο στοπ αναγκησ δουλευει γυριζει παιρνει \
     μπροσ μπροστα ξεκιναει βγαινει βγαζει καθαριζει πλενει ανοιγει κλεινει δειχνει τραβαει κραταει ερχεται",
);

static AR: Words = Words::new(
    "صفر الصفر ضغط الضغط مقياس المقياس الابره ماء الماء زيت الزيت وقود ديزل المحرك المكينه الاله المضخه المولد البطاريه \
     السلف المفتاح الاقراص القرص الفوهات الفوهه الفلتر المصفاه خرطوم الخرطوم الحبل السري الوصله السحب التغذيه \
     صمام السير الكاميرا الشاشه لمبه مصباح لوحه التحكم زر الزر جهاز الونش الرافعه الحمل المبرد الرديتر \
     المروحه حراره الحراره الشبكه البحر السطح كهرباء العمل الغسيل الطواري التوقف يعمل تعمل يدور تدور يشتغل \
     تشتغل يخرج تنظف تسحب يفتح يغلق ترش",
);

static ES: Words = Words::new(
    "cero presion manometro aguja agua aceite combustible gasoil motor maquina bomba generador bateria arranque \
     fusible enchufe cable disco discos boquilla boquillas filtro cesta manguera umbilical acoplamiento \
     aspiracion alimentacion entrada valvula correa camara pantalla lampara luces cuadro control caja boton \
     llave mando grua cabo freno carga radiador ventilador temperatura red cubierta mar barco corriente \
     trabajo parada emergencia seta funciona gira arranca enciende sale limpia lava abre cierra marca bombea \
     chupa aspira sube",
);

static TR: Words = Words::new(
    "sifir basinc manometre ibre su yag yakit mazot motor makine pompa jenerator aku mars sigorta fis kablo disk \
     diskler diskleri meme memeler nozul filtre suzgec hortum umbilikal baglanti rakor emis besleme valf \
     kayis kamera ekran lamba lambalar panel kumanda kutu buton dugme anahtar vinc halat fren radyator \
     fan sicaklik ag guverte deniz tekne elektrik acil stop durdurma mantar calisiyor donuyor \
     geliyor cikiyor akiyor temizliyor yikiyor aciliyor kapaniyor gosteriyor emiyor cekiyor yaniyor",
);

static NO: Words = Words::new(
    "null trykk trykket manometer manometeret nal nala nalen vann vannet olje drivstoff diesel motor motoren \
     maskin maskinen pumpe pumpa pumpen aggregat generator batteri batteriet starter starteren sikring \
     stopsel kabel skive skiver skivene dyse dyser dysene filter sil slange slangen umbilikal umbilikalen \
     kobling koblingen sug mating ventil reim kamera skjerm lampe lampen lamper panel panelet styreskap knapp \
     knappen nokkel nokkelen fjernkontroll vinsj kran tau brems last kjoler radiator vifte temperatur not \
     nota noten dekk sjo bat strom nodstopp sopp soppen gar snurrer kommer vasker apner lukker viser \
     suger lyser pumper",
);

/// Small words elsewhere, and half of a symptom here: "poca presión", "no para", "basınç az", "trykket går ned".
static TELLING: Words = Words::new("λιγη λιγο poca poco para az ned opp ut");

/// Whether a folded word counts in a symptom, although the language takes it for a small one: Turks who
/// type "su" mean water far more often than "that".
pub(crate) fn counts(word: &str, language: Language) -> bool {
    TELLING.has(word) || words(language).has(word)
}

/// The neutral words of a language, folded, those of a pack's usual parts included.
pub(crate) fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &EN,
        Language::El => &EL,
        Language::Ar => &AR,
        Language::Es => &ES,
        Language::Tr => &TR,
        Language::No => &NO,
    }
}
