//! Tells messages that are only manners from those that want something.

use crate::lexicon::Words;

/// What a message that wants nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SmallTalk {
    /// "Hello".
    Greeting,
    /// "Thank you".
    Thanks,
    /// "Ok", "yes", "bye".
    Nod,
}

// Folded as `words::fold` does it: no final sigma, `ه` for `ة`, no accents and no dotless i.

static GREETINGS: Words = Words::new(
    "hi hello hey hiya morning afternoon evening greetings γεια χαιρετε καλημερα καλησπερα χαιρετισματα مرحبا \
     السلام اهلا صباح مساء hola buenos buenas saludos merhaba selam selamlar gunaydin iyi hei heisann hallo god \
     goddag morn",
);

static THANKS: Words = Words::new(
    "thanks thank thx ty cheers ευχαριστω ευχαριστουμε شكرا مشكور gracias tesekkur tesekkurler sagol \
     sagolun sag takk takker",
);

static NODS: Words = Words::new(
    "ok okay yes yep yeah no nope sure bye goodbye fine great cool perfect alright understood ναι \
     οχι ενταξει αντιο οκ εγινε نعم لا حسنا طيب تمام مع si vale adios bueno luego acuerdo evet hayir tamam olur \
     gorusuruz hoscakalin ja nei greit hade bra",
);

static FILLERS: Words = Words::new(
    "you very much so a lot there good all sir team my friend again for your the help and day nice \
     many well σου σασ πολυ μερα τη βοηθεια عليكم جزيلا الخير بك لك وسهلا السلامه dias tardes noches muchas \
     hasta pronto de por la ayuda gunler aksamlar ederim ederiz olun ol cok dag kveld morgen tusen pa deg det ha \
     du skal hjelpen have see later that is",
);

/// What small talk the folded words are, if they are nothing else.
pub(crate) fn small_talk(words: &[String]) -> Option<SmallTalk> {
    if words == ["how", "are", "you"] {
        return Some(SmallTalk::Greeting);
    }
    let any = |list: &Words| words.iter().any(|word| list.has(word));
    let known = |word: &String| [&GREETINGS, &THANKS, &NODS, &FILLERS].iter().any(|list| list.has(word));
    if words.len() > 8 || !words.iter().all(known) {
        None
    } else if any(&THANKS) {
        Some(SmallTalk::Thanks)
    } else if any(&GREETINGS) {
        Some(SmallTalk::Greeting)
    } else if any(&NODS) {
        Some(SmallTalk::Nod)
    } else {
        None
    }
}
