//! Tells messages that are only manners from those that want something.

use crate::lexicon::Words;

/// What a message that wants nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SmallTalk {
    /// "Hello".
    Greeting,
    /// "Thank you".
    Thanks,
    /// "Ok", "yes", "bye", "windy today".
    Nod,
    /// "Are you a robot?"
    WhoAreYou,
}

// Folded as `words::fold` does it: no final sigma, `ه` for `ة`, no accents and no dotless i.

static GREETINGS: Words = Words::new(
    "hi hello hey hiya morning afternoon evening greetings γεια χαιρετε καλημερα καλησπερα χαιρετισματα kalimera \
     kalhmera kalispera kalhspera geia xairete مرحبا السلام اهلا هلا صباح مساء الحال حالك حالكم شلونك شلونكم شخبارك \
     كيفك كيفكم hola buenos buenas saludos tal merhaba mrb slm selam selamlar gunaydin iyi kolay nasilsin nasilsiniz \
     hei heisann hallo god goddag morn",
);

static THANKS: Words = Words::new(
    "thanks thank thx ty cheers ευχαριστω ευχαριστουμε efxaristo efharisto efxaristw euxaristw eyxaristw شكرا مشكور \
     تسلم تسلمون يعطيك يعطيكم gracias tesekkur tesekkurler tskler sagol sagolun sag eyvallah takk takker tusentakk",
);

static NODS: Words = Words::new(
    "ok okay yes yep yeah no nope sure bye goodbye fine great cool perfect alright understood got ναι \
     οχι ενταξει αντιο οκ εγινε ωραια τελεια καταλαβα γεια نعم لا حسنا طيب تمام مع اوكي ممتاز فهمت زين si vale adios \
     bueno luego acuerdo chau chao entendido listo claro perfecto evet hayir tamam olur gorusuruz hoscakalin hoscakal \
     anladim peki ja nei greit hade ha bra flott skjonner supert",
);

static FILLERS: Words = Words::new(
    "you very much so a lot there good all sir team my friend again for your the help and day nice \
     many well one weekend week have see later that is mate how are σου σασ πολυ μερα τη βοηθεια τι κανεισ κανετε καλα \
     ολα καλη καλο συνεχεια βραδυ εβδομαδα عليكم جزيلا الخير بك لك وسهلا السلامه كيف العافيه الله والله dias tardes noches muchas \
     hasta pronto de por la ayuda que como estas esta va todo bien gunler aksamlar ederim ederiz olun ol cok gelsin \
     calismalar isler hayirli nasil gidiyor dag kveld morgen tusen pa deg det ha du skal hjelpen praten en fin helg gar",
);

/// The weather: who tells of it wants nothing yet.
static WEATHER: Words = Words::new(
    "weather wind windy rain raining rainy sun sunny snow snowing fog foggy storm stormy φυσαει καιροσ καιρο κρυο βροχη \
     βρεχει ηλιο ηλιοσ μποφορ φουρτουνα χιονιζει συννεφια fisaei kairos vrexei الجو الطقس طقس هوا ريح رياح مطر برد شمس \
     غبار viento lluvia llueve frio sol clima nublado niebla tormenta hava ruzgar ruzgarli yagmur yagmurlu soguk gunes \
     gunesli firtina sisli vaer vaeret kaldt vind vindstille blaser regn regner snor take storm",
);

/// Who is at the other end: "are you a robot?"
static WHO: Words = Words::new(
    "robot bot human person computer chatbot program ai ρομποτ μποτ ανθρωποσ υπολογιστησ προγραμμα rompot anthropos \
     روبوت بوت انسان بشر شخص humano persona chatbot insan bilgisayar menneske robotten datamaskin",
);

/// What stands between such words.
static AROUND: Words = Words::new(
    "it its am i talking speaking to with this we out here today outside bit little really quite just some of on in at \
     or real an actual was still εδω σημερα λιγο εχει εχουμε κανει ειναι εισαι ειστε εξω στη στο στην μασ και ο η το ενασ \
     αληθινοσ κανονικοσ μιλαω με ή αν edo simera ligo عندنا اليوم شوي قليل هنا في على البحر حلو جميل انت هل حقيقي الي ام او aca \
     aqui hoy con un una poco hay hace mucho muy el en eres es usted real estoy hablando hablo o y burada burasi bugun biraz var \
     bu guzel sakin sen siz bir gercek mi musun misin misiniz musunuz makine yoksa litt her ute i dag sjoen veldig mye er jo \
     fint vi har dere en et ekte eller og snakker jeg med prater",
);

/// Whether a folded word greets or thanks.
pub(crate) fn is_manner(word: &str) -> bool {
    GREETINGS.has(word) || THANKS.has(word)
}

/// Whether a list has a word, an Arabic "and" before it left away.
fn has(list: &Words, word: &str) -> bool {
    list.has(word) || word.strip_prefix('و').is_some_and(|rest| list.has(rest))
}

/// What a few words are that nothing is known about but their manners: "super, gracias". Nobody who thanks has a
/// fault to tell in so few words.
pub(crate) fn small_talk_at_last(words: &[String]) -> Option<SmallTalk> {
    let any = |list: &Words| words.iter().any(|word| has(list, word));
    match words.len() {
        0..=4 if any(&THANKS) => Some(SmallTalk::Thanks),
        0..=3 if any(&GREETINGS) => Some(SmallTalk::Greeting),
        0..=6 if any(&WEATHER) => Some(SmallTalk::Nod),
        _ => None,
    }
}

/// What small talk the folded words are, if they are nothing else.
pub(crate) fn small_talk(words: &[String]) -> Option<SmallTalk> {
    let any = |list: &Words| words.iter().any(|word| has(list, word));
    let all = |lists: &[&Words]| words.iter().all(|word| lists.iter().any(|list| has(list, word)));
    let manners = [&GREETINGS, &THANKS, &NODS, &FILLERS];
    let chat = [&GREETINGS, &THANKS, &NODS, &FILLERS, &AROUND, &WEATHER, &WHO];
    if words.len() > 10 || !all(&chat) {
        None
    } else if any(&WHO) {
        Some(SmallTalk::WhoAreYou)
    } else if any(&WEATHER) {
        Some(SmallTalk::Nod)
    } else if words.len() > 8 || !all(&manners) {
        None
    } else if any(&THANKS) {
        Some(SmallTalk::Thanks)
    } else if any(&GREETINGS) || words == ["how", "are", "you"] {
        Some(SmallTalk::Greeting)
    } else if any(&NODS) {
        Some(SmallTalk::Nod)
    } else {
        None
    }
}
