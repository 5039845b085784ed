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

static GREETINGS: Words = Words::new(
    "hi hello hey hiya morning afternoon evening greetings γεια χαιρετε καλημερα καλησπερα مرحبا \
     السلام اهلا صباح مساء hola buenos buenas merhaba selam gunaydin iyi hei heisann hallo god morn",
);

static THANKS: Words = Words::new(
    "thanks thank thx ty cheers ευχαριστω ευχαριστουμε شكرا gracias tesekkur tesekkurler sagol \
     sagolun takk",
);

static NODS: Words = Words::new(
    "ok okay yes yep yeah no nope sure bye goodbye fine great cool perfect alright understood ναι \
     οχι ενταξει αντιο نعم لا حسنا طيب si vale adios bueno evet hayir tamam ja nei greit hade",
);

static FILLERS: Words = Words::new(
    "you very much so a lot there good all sir team my friend again for your the help and day nice \
     many well σου σας πολυ μερα عليكم جزيلا الخير بك وسهلا dias tardes noches muchas gunler \
     aksamlar ederim cok dag kveld tusen pa deg det have see later that is",
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
