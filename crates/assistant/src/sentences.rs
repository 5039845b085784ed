//! The fixed sentences of the assistant, in every language of the product.

use handover_domain::Language;

/// What the assistant says besides what it quotes. `{…}` is filled in with [`fill`].
pub(crate) struct Sentences {
    /// To a greeting.
    pub(crate) greeting: &'static str,
    /// To thanks.
    pub(crate) welcome: &'static str,
    /// To "ok", "yes", "bye".
    pub(crate) all_right: &'static str,
    /// To "are you a robot?".
    pub(crate) a_program: &'static str,
    /// To "it works now".
    pub(crate) glad: &'static str,
    /// To an empty message.
    pub(crate) what_is_wrong: &'static str,
    /// To a complaint that names nothing. `{examples}`
    pub(crate) tell_more: &'static str,
    /// When nothing fits.
    pub(crate) unknown: &'static str,
    /// Before the first step. `{title}`
    pub(crate) looks_like: &'static str,
    /// Before each instruction. `{number}`, `{count}`, `{minutes}`
    pub(crate) step: &'static str,
    /// After a step that did not help.
    pub(crate) next_step: &'static str,
    /// After a step that helped a little.
    pub(crate) helped_a_little: &'static str,
    /// Before a step that is repeated.
    pub(crate) this_step: &'static str,
    /// After the last step. `{title}`
    pub(crate) steps_ended: &'static str,
    /// When the steps under way are no longer in the knowledge base.
    pub(crate) no_more_steps: &'static str,
    /// Below a quoted passage. `{source}`
    pub(crate) source: &'static str,
    /// Where the quoted text is in another language.
    pub(crate) in_english: &'static str,
}

/// The sentences of a language.
pub(crate) fn of(language: Language) -> &'static Sentences {
    match language {
        Language::En => &EN,
        Language::El => &EL,
        Language::Ar => &AR,
        Language::Es => &ES,
        Language::Tr => &TR,
        Language::No => &NO,
    }
}

/// Puts values in the place of `{name}`.
pub(crate) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut rest = sentence;
    let mut out = String::with_capacity(sentence.len() + 32);
    // One pass, so that a value that itself contains braces stays as it is.
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else { break };
        let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        out.push_str(value);
        rest = tail;
    }
    out.push_str(rest);
    out
}

const EN: Sentences = Sentences {
    greeting: "Hello! Tell me what the machine does or shows, and we will go through it step by step.",
    welcome: "You are welcome. Write again whenever you need something.",
    all_right: "All right. Tell me what the machine does or shows when you need help.",
    a_program: "I am a program, not a person. I can go through a fault with you step by step, and you can ask for an expert at \
                any time with the escalate button.",
    glad: "Good to hear. Write again if it comes back.",
    what_is_wrong: "What is wrong? Describe what the machine does or shows.",
    tell_more: "Tell me a little more: what does the machine do or show? For example: {examples}.",
    unknown: "I do not know: I have nothing reliable on that. Describe what the machine does or shows, or ask for an \
              expert with the escalate button.",
    looks_like: "This looks like: {title}.",
    step: "Step {number} of {count} (about {minutes} min). ",
    next_step: "Then let us try the next step.",
    helped_a_little: "Good, that is something. Let us go on with the next step.",
    this_step: "We are at this step:",
    steps_ended: "Those were all the steps I have for: {title}.",
    no_more_steps: "I have no further steps for this problem.",
    source: "Source: {source}",
    in_english: "",
};

const EL: Sentences = Sentences {
    greeting: "Γεια σας! Πείτε μου τι κάνει ή τι δείχνει το μηχάνημα και θα το δούμε βήμα βήμα.",
    welcome: "Παρακαλώ. Γράψτε ξανά όποτε χρειαστείτε κάτι.",
    all_right: "Εντάξει. Όταν χρειαστείτε βοήθεια, πείτε μου τι κάνει ή τι δείχνει το μηχάνημα.",
    a_program: "Είμαι πρόγραμμα, όχι άνθρωπος. Μπορώ να δω μια βλάβη μαζί σας βήμα βήμα, και όποτε θέλετε ζητάτε ειδικό με \
                το κουμπί κλιμάκωσης.",
    glad: "Χαίρομαι. Γράψτε ξανά αν το πρόβλημα επιστρέψει.",
    what_is_wrong: "Ποιο είναι το πρόβλημα; Περιγράψτε τι κάνει ή τι δείχνει το μηχάνημα.",
    tell_more: "Πείτε μου λίγα ακόμη: τι κάνει ή τι δείχνει το μηχάνημα; Για παράδειγμα: {examples}.",
    unknown: "Δεν γνωρίζω: δεν έχω κάτι αξιόπιστο γι' αυτό. Περιγράψτε τι κάνει ή τι δείχνει το μηχάνημα, ή ζητήστε \
              ειδικό με το κουμπί κλιμάκωσης.",
    looks_like: "Αυτό μοιάζει με: {title}.",
    step: "Βήμα {number} από {count} (περίπου {minutes} λεπτά). ",
    next_step: "Ας δοκιμάσουμε τότε το επόμενο βήμα.",
    helped_a_little: "Ωραία, κάτι είναι κι αυτό. Συνεχίζουμε με το επόμενο βήμα.",
    this_step: "Είμαστε σε αυτό το βήμα:",
    steps_ended: "Αυτά ήταν όλα τα βήματα που έχω για: {title}.",
    no_more_steps: "Δεν έχω άλλα βήματα για αυτό το πρόβλημα.",
    source: "Πηγή: {source}",
    in_english: "(Το κείμενο υπάρχει μόνο στα αγγλικά.)",
};

const AR: Sentences = Sentences {
    greeting: "مرحبًا! أخبرني بما تفعله الآلة أو تعرضه، وسنعالجه خطوة بخطوة.",
    welcome: "على الرحب والسعة. اكتب لي متى احتجت إلى شيء.",
    all_right: "حسنًا. عندما تحتاج إلى مساعدة أخبرني بما تفعله الآلة أو تعرضه.",
    a_program: "أنا برنامج ولست إنسانًا. أستطيع أن أتابع معك العطل خطوة بخطوة، ويمكنك طلب خبير في أي وقت بزر التصعيد.",
    glad: "يسعدني ذلك. اكتب لي إن عادت المشكلة.",
    what_is_wrong: "ما المشكلة؟ صف ما تفعله الآلة أو تعرضه.",
    tell_more: "أخبرني بالمزيد: ماذا تفعل الآلة أو تعرض؟ على سبيل المثال: {examples}.",
    unknown: "لا أعرف: ليس لديّ شيء موثوق عن ذلك. صف ما تفعله الآلة أو تعرضه، أو اطلب خبيرًا بزر التصعيد.",
    looks_like: "يبدو أن المشكلة هي: {title}.",
    step: "الخطوة {number} من {count} (نحو {minutes} دقيقة). ",
    next_step: "لنجرّب إذن الخطوة التالية.",
    helped_a_little: "جيد، هذا تقدّم. لنتابع مع الخطوة التالية.",
    this_step: "نحن في هذه الخطوة:",
    steps_ended: "كانت هذه كل الخطوات المتوفرة لديّ عن: {title}.",
    no_more_steps: "ليس لديّ خطوات أخرى لهذه المشكلة.",
    source: "المصدر: {source}",
    in_english: "(النص متوفر بالإنجليزية فقط.)",
};

const ES: Sentences = Sentences {
    greeting: "¡Hola! Dígame qué hace o qué muestra la máquina y lo veremos paso a paso.",
    welcome: "De nada. Escriba de nuevo cuando necesite algo.",
    all_right: "De acuerdo. Cuando necesite ayuda, dígame qué hace o qué muestra la máquina.",
    a_program: "Soy un programa, no una persona. Puedo ver una avería con usted paso a paso, y puede pedir un experto cuando \
                quiera con el botón de escalar.",
    glad: "Me alegro. Escriba de nuevo si el problema vuelve.",
    what_is_wrong: "¿Cuál es el problema? Describa qué hace o qué muestra la máquina.",
    tell_more: "Cuénteme un poco más: ¿qué hace o qué muestra la máquina? Por ejemplo: {examples}.",
    unknown: "No lo sé: no tengo nada fiable sobre eso. Describa qué hace o qué muestra la máquina, o pida un experto \
              con el botón de escalar.",
    looks_like: "Esto parece ser: {title}.",
    step: "Paso {number} de {count} (unos {minutes} min). ",
    next_step: "Entonces probemos el siguiente paso.",
    helped_a_little: "Bien, algo es algo. Sigamos con el siguiente paso.",
    this_step: "Estamos en este paso:",
    steps_ended: "Esos eran todos los pasos que tengo para: {title}.",
    no_more_steps: "No tengo más pasos para este problema.",
    source: "Fuente: {source}",
    in_english: "(El texto solo está disponible en inglés.)",
};

const TR: Sentences = Sentences {
    greeting: "Merhaba! Makinenin ne yaptığını veya ne gösterdiğini yazın, adım adım birlikte bakalım.",
    welcome: "Rica ederim. Bir şeye ihtiyacınız olursa yine yazın.",
    all_right: "Tamam. Yardıma ihtiyacınız olduğunda makinenin ne yaptığını veya ne gösterdiğini yazın.",
    a_program: "Ben bir programım, insan değilim. Bir arızaya sizinle adım adım bakabilirim; istediğiniz zaman yükseltme \
                düğmesiyle bir uzman isteyebilirsiniz.",
    glad: "Sevindim. Sorun tekrar ederse yine yazın.",
    what_is_wrong: "Sorun nedir? Makinenin ne yaptığını veya ne gösterdiğini anlatın.",
    tell_more: "Biraz daha anlatın: makine ne yapıyor veya ne gösteriyor? Örneğin: {examples}.",
    unknown: "Bilmiyorum: bu konuda güvenilir bir bilgim yok. Makinenin ne yaptığını veya ne gösterdiğini anlatın ya da \
              yükseltme düğmesiyle bir uzman isteyin.",
    looks_like: "Sorun şuna benziyor: {title}.",
    step: "Adım {number}/{count} (yaklaşık {minutes} dk). ",
    next_step: "O hâlde bir sonraki adımı deneyelim.",
    helped_a_little: "Güzel, bu da bir şey. Bir sonraki adımla devam edelim.",
    this_step: "Şu adımdayız:",
    steps_ended: "Elimdeki adımların hepsi bunlardı: {title}.",
    no_more_steps: "Bu sorun için başka adımım yok.",
    source: "Kaynak: {source}",
    in_english: "(Metin yalnızca İngilizce olarak mevcut.)",
};

const NO: Sentences = Sentences {
    greeting: "Hei! Fortell hva maskinen gjør eller viser, så tar vi det steg for steg.",
    welcome: "Bare hyggelig. Skriv igjen når du trenger noe.",
    all_right: "Greit. Fortell hva maskinen gjør eller viser når du trenger hjelp.",
    a_program: "Jeg er et program, ikke et menneske. Jeg kan gå gjennom en feil med deg steg for steg, og du kan når som helst \
                be om en ekspert med eskaleringsknappen.",
    glad: "Så bra. Skriv igjen hvis det kommer tilbake.",
    what_is_wrong: "Hva er galt? Beskriv hva maskinen gjør eller viser.",
    tell_more: "Fortell litt mer: hva gjør eller viser maskinen? For eksempel: {examples}.",
    unknown: "Det vet jeg ikke: jeg har ikke noe pålitelig om det. Beskriv hva maskinen gjør eller viser, eller be om en \
              ekspert med eskaleringsknappen.",
    looks_like: "Dette ser ut som: {title}.",
    step: "Steg {number} av {count} (omtrent {minutes} min). ",
    next_step: "Da prøver vi neste steg.",
    helped_a_little: "Bra, det er noe. Vi går videre til neste steg.",
    this_step: "Vi er på dette steget:",
    steps_ended: "Det var alle stegene jeg har for: {title}.",
    no_more_steps: "Jeg har ikke flere steg for dette problemet.",
    source: "Kilde: {source}",
    in_english: "(Teksten finnes bare på engelsk.)",
};
