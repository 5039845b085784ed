//! A pack in a language is found and quoted in it; what it lacks comes from the English one, and says so.

use super::{ask, question};
use handover_assistant::{KnowledgeAssistant, Library};
use handover_domain::Language;
use handover_domain::assistant::{Answer, Request};

/// What one language's pack says, and what is asked of it in words that are not the pack's own.
struct Case {
    language: Language,
    title: &'static str,
    symptom: &'static str,
    step: &'static str,
    heading: &'static str,
    text: &'static str,
    fault: &'static str,
    question: &'static str,
}

const CASES: &[Case] = &[
    Case {
        language: Language::El,
        title: "Διαρροή λαδιού",
        symptom: "η αντλία χάνει λάδι",
        step: "Σταματήστε τη μηχανή και σκουπίστε την αντλία.",
        heading: "Κανονική πίεση πλύσης",
        text: "Το μανόμετρο δείχνει 100 έως 140 bar στην πλύση.",
        fault: "Η ΑΝΤΛΙΑ ΧΑΝΕΙ ΛΑΔΙΑ",
        question: "ποια ειναι η κανονικη πιεση πλυσης;",
    },
    Case {
        language: Language::Ar,
        title: "تسرب الزيت",
        symptom: "المضخة تسرب الزيت",
        step: "أوقف المحرك وامسح المضخة.",
        heading: "ضغط الغسيل العادي",
        text: "يعرض المقياس من ١٠٠ إلى ١٤٠ بار أثناء الغسيل.",
        fault: "مضخة تُسرّب زيت",
        question: "ما هو الضغط العادي للغسيل؟",
    },
    Case {
        language: Language::Es,
        title: "Fuga de aceite",
        symptom: "la bomba pierde aceite",
        step: "Pare el motor y limpie la bomba.",
        heading: "Presión normal de lavado",
        text: "El manómetro marca de 100 a 140 bar durante el lavado.",
        fault: "las bombas pierden aceite",
        question: "¿cual es la presion normal de lavado?",
    },
    Case {
        language: Language::Tr,
        title: "Yağ kaçağı",
        symptom: "pompa yağ kaçırıyor",
        step: "Motoru durdurun ve pompayı silin.",
        heading: "Normal yıkama basıncı",
        text: "Gösterge yıkama sırasında 100 ile 140 bar arasını gösterir.",
        fault: "pompa yağ kaçırıyor, ne yapmalıyım",
        question: "normal yikama basinci nedir?",
    },
    Case {
        language: Language::No,
        title: "Oljelekkasje",
        symptom: "pumpen lekker olje",
        step: "Stopp motoren og tørk av pumpen.",
        heading: "Normalt vasketrykk",
        text: "Måleren viser 100 til 140 bar under vasking.",
        fault: "pumpa lekker olje",
        question: "hva er det normale vasketrykket?",
    },
];

fn library() -> Result<Library, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let english = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/knowledge/autoboss");
    let pack = |name: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir(&path).map(|()| path)
    };
    let shipped = pack("autoboss")?;
    for name in ["gauges.md", "leak.md", "winter-storage.md"] {
        std::fs::copy(english.join(name), shipped.join(name))?;
    }
    for case in CASES {
        let (code, pack) = (case.language.code(), pack(case.language.code())?);
        let problem = format!(
            "+++\nid = \"oil\"\ntitle = \"{}\"\nkind = \"problem\"\nlanguage = \"{code}\"\ncategory = \"hydraulic\"\n\
             requires_expert = false\nsymptoms = [\"{}\"]\ncauses = [\"x\"]\n+++\n\n## Steps\n\n### 1. X (5 min)\n\n{}\n\n\
             - Expect: x\n",
            case.title, case.symptom, case.step
        );
        let article = format!(
            "+++\nid = \"gauge\"\ntitle = \"HP\"\nkind = \"article\"\nlanguage = \"{code}\"\n+++\n\n## {}\n\n{}\n",
            case.heading, case.text
        );
        std::fs::write(pack.join("oil.md"), problem)?;
        std::fs::write(pack.join("gauge.md"), article)?;
    }
    Ok(Library::from_dir(folder.path())?)
}

#[test]
fn each_language_is_answered_from_its_own_pack() {
    let assistant = KnowledgeAssistant::new(library().unwrap());
    let say = |text: &str, language| -> Answer {
        ask(&assistant, question(Request::Answer { text: text.to_owned(), guide: None }, language))
    };
    let english_only = |language| say("how do I prepare the machine for winter storage", language).text;
    for case in CASES {
        let (language, code) = (case.language, case.language.code());
        let fault = say(case.fault, language);
        assert_eq!(fault.diagnosis.map(|found| found.problem), Some(format!("{code}/oil")), "{}", case.fault);
        assert!(fault.text.contains(case.title) && fault.text.contains(case.step), "{}", fault.text);
        let answer = say(case.question, language);
        assert!(answer.text.starts_with(case.text), "{code}: {}", answer.text);
        assert_eq!(answer.citations[0].document, format!("{code}/gauge"));
        assert!(answer.confidence.unwrap() >= 0.5, "{code}: {:?}", answer.confidence);
        let foreign = english_only(language);
        let note = foreign.split("\n\n").find(|part| part.starts_with('(') && part.ends_with(')')).unwrap();
        assert!(!answer.text.contains(note) && !fault.text.contains(note), "{code}: nothing is foreign here");
        let unknown = say("xyzzy plugh", language);
        assert!(unknown.confidence.unwrap() < 0.3 && unknown.citations.is_empty(), "{code}: {unknown:?}");
    }
}

#[test]
fn manners_are_manners_in_every_language() {
    let assistant = KnowledgeAssistant::new(library().unwrap());
    let say = |text: &str, language| -> Answer {
        ask(&assistant, question(Request::Answer { text: text.to_owned(), guide: None }, language))
    };
    for (language, greetings, thanks, nods) in [
        (
            Language::El,
            ["Γεια σας!", "καλημερα", "Καλησπέρα σας"],
            ["Σας ευχαριστώ πολύ", "ευχαριστουμε"],
            ["Εντάξει", "Αντίο", "ναι, οκ"],
        ),
        (
            Language::Ar,
            ["السلام عليكم", "صباح الخير", "أهلاً وسهلاً"],
            ["شكراً جزيلاً", "شكرا لك"],
            ["حسناً", "مع السلامة", "نعم"],
        ),
        (
            Language::Es,
            ["¡Hola!", "Buenos días", "buenas tardes"],
            ["Muchas gracias", "gracias por la ayuda"],
            ["Vale", "Hasta luego", "de acuerdo"],
        ),
        (
            Language::Tr,
            ["Merhaba", "İyi günler", "Günaydın"],
            ["Çok teşekkür ederim", "sağ olun"],
            ["Tamam", "Görüşürüz", "evet"],
        ),
        (
            Language::No,
            ["Hei!", "God morgen", "hei på deg"],
            ["Tusen takk for hjelpen", "takk skal du ha"],
            ["Greit", "Ha det bra", "ja"],
        ),
    ] {
        for (texts, expected) in [(&greetings[..], "hello"), (&thanks[..], "thanks"), (&nods[..], "ok")] {
            let expected = say(expected, language).text;
            for text in texts {
                let answer = say(text, language);
                assert_eq!((answer.text, answer.confidence), (expected.clone(), None), "{text}");
            }
        }
    }
}
