//! Tells a question from a fault in the languages whose sentences are not taken apart as the English ones are.

use handover_domain::Language;

use crate::lexicon::Words;
use crate::small_talk::is_manner;

/// What a language asks with, and what shows that a fault is meant all the same: "what is wrong", "what do I do".
struct Asking {
    openings: Words,
    fault: Words,
}

// Folded as `words::fold` does it. Why and how are not here: they ask about a fault more often than not.

static EL: Asking = Asking {
    openings: Words::new("ποια ποιο ποιοι ποιεσ ποιοσ ποιον ποσο ποσα ποση ποσουσ ποσεσ τι που"),
    fault: Words::new("να φταιει εχει συμβαινει γινεται σημαινει επαθε προβλημα βλαβη λαθοσ"),
};

static AR: Asking = Asking {
    openings: Words::new("ماهو ماهي ماذا ايش شو وش اي واي كم وين اين متى"),
    fault: Words::new("اسوي اعمل افعل نسوي نعمل نفعل المشكله السبب يحدث صار العطل الحل"),
};

static ES: Asking = Asking {
    openings: Words::new("que cual cuales cuanto cuanta cuantos cuantas donde"),
    fault: Words::new("hago hacemos hacer pasa pasara ocurre sera puede problema falla fallo mal averia"),
};

static TR: Asking = Asking {
    openings: Words::new("hangi kac nerede nereden"),
    fault: Words::new("yapayim yapmaliyim yapabilirim sorun ariza neden"),
};

static NO: Asking = Asking {
    openings: Words::new("hva hvilken hvilket hvilke hvor kva kor"),
    fault: Words::new("gjor gjore skjer galt feil skyldes betyr kan skal"),
};

static NONE: Asking = Asking { openings: Words::new(""), fault: Words::new("") };

/// Whether folded words open a question that claims no fault.
pub(crate) fn opens(words: &[String], language: Language) -> bool {
    let asking = match language {
        Language::En => &NONE,
        Language::El => &EL,
        Language::Ar => &AR,
        Language::Es => &ES,
        Language::Tr => &TR,
        Language::No => &NO,
    };
    let words = words.iter().skip_while(|word| is_manner(word));
    let mut words = words.map(String::as_str).skip_while(|word| joins_on(word)).peekable();
    let opening = match words.next() {
        // "ما هو" asks, "ما يعمل" denies.
        Some("ما") if language == Language::Ar => {
            words.next().is_some_and(|next| ["هو", "هي"].contains(&next))
        }
        // Turks name what they ask about first: "normal basınç kaç".
        Some(first) if language == Language::Tr => {
            asking.openings.has(first) || words.clone().any(|word| ["hangi", "kac", "nedir"].contains(&word))
        }
        Some(first) => asking.openings.has(first),
        None => false,
    };
    opening && !words.take(4).any(|word| asking.fault.has(word))
}

/// An "and" or "but" before the question.
fn joins_on(word: &str) -> bool {
    ["και", "κι", "و", "y", "ve", "peki", "og", "men"].contains(&word)
}
