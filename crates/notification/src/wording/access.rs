//! The words of the mails to the owners of accounts, in the six languages.

use handover_domain::{Language, TokenPurpose};

/// The sentences. `{name}` stands for the owner's name. The subject is the title.
#[derive(Debug)]
pub(crate) struct AccessWording {
    pub(crate) title: &'static str,
    pub(crate) greeting: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) button: &'static str,
    pub(crate) valid: &'static str,
    pub(crate) not_you: &'static str,
    pub(crate) automatic: &'static str,
}

impl AccessWording {
    pub(crate) fn of(language: Language, purpose: TokenPurpose) -> &'static Self {
        let (invite, reset) = match language {
            Language::En => (&ENGLISH_INVITE, &ENGLISH_RESET),
            Language::El => (&GREEK_INVITE, &GREEK_RESET),
            Language::Ar => (&ARABIC_INVITE, &ARABIC_RESET),
            Language::Es => (&SPANISH_INVITE, &SPANISH_RESET),
            Language::Tr => (&TURKISH_INVITE, &TURKISH_RESET),
            Language::No => (&NORWEGIAN_INVITE, &NORWEGIAN_RESET),
        };
        match purpose {
            TokenPurpose::Invite => invite,
            TokenPurpose::Reset => reset,
        }
    }
}

static ENGLISH_INVITE: AccessWording = AccessWording {
    title: "Your account at Handover",
    greeting: "Hello {name},",
    reason: "You have been invited to work at the support desk. Choose a password to begin.",
    button: "Choose a password",
    valid: "The link works once, within 7 days. If it has expired, ask for a new invitation.",
    not_you: "If you did not expect this, you need not do anything.",
    automatic: "This email was sent automatically.",
};

static ENGLISH_RESET: AccessWording = AccessWording {
    title: "A new password for Handover",
    greeting: "Hello {name},",
    reason: "Somebody, most likely you, asked for a new password for your account.",
    button: "Choose a new password",
    valid: "The link works once, within an hour. Until then your present password goes on working.",
    not_you: "If it was not you, you need not do anything: nobody learns your password from this.",
    automatic: "This email was sent automatically.",
};

static GREEK_INVITE: AccessWording = AccessWording {
    title: "Ο λογαριασμός σας στο Handover",
    greeting: "Γεια σας {name},",
    reason: "Έχετε προσκληθεί να εργαστείτε στην ομάδα υποστήριξης. Επιλέξτε έναν κωδικό πρόσβασης για να ξεκινήσετε.",
    button: "Επιλογή κωδικού",
    valid: "Ο σύνδεσμος λειτουργεί μία φορά, μέσα σε 7 ημέρες. Αν έχει λήξει, ζητήστε νέα πρόσκληση.",
    not_you: "Αν δεν το περιμένατε, δεν χρειάζεται να κάνετε τίποτα.",
    automatic: "Αυτό το email στάλθηκε αυτόματα.",
};

static GREEK_RESET: AccessWording = AccessWording {
    title: "Νέος κωδικός πρόσβασης για το Handover",
    greeting: "Γεια σας {name},",
    reason: "Κάποιος, πιθανότατα εσείς, ζήτησε νέο κωδικό πρόσβασης για τον λογαριασμό σας.",
    button: "Επιλογή νέου κωδικού",
    valid: "Ο σύνδεσμος λειτουργεί μία φορά, μέσα σε μία ώρα. Ως τότε ο τωρινός κωδικός σας συνεχίζει να ισχύει.",
    not_you: "Αν δεν ήσασταν εσείς, δεν χρειάζεται να κάνετε τίποτα: κανείς δεν μαθαίνει τον κωδικό σας από αυτό.",
    automatic: "Αυτό το email στάλθηκε αυτόματα.",
};

static ARABIC_INVITE: AccessWording = AccessWording {
    title: "حسابك في Handover",
    greeting: "مرحبًا {name}،",
    reason: "تمت دعوتك للعمل في فريق الدعم. اختر كلمة مرور للبدء.",
    button: "اختيار كلمة مرور",
    valid: "يعمل الرابط مرة واحدة خلال 7 أيام. إذا انتهت صلاحيته فاطلب دعوة جديدة.",
    not_you: "إذا لم تكن تتوقع هذه الرسالة فلا حاجة إلى فعل أي شيء.",
    automatic: "أُرسلت هذه الرسالة تلقائيًا.",
};

static ARABIC_RESET: AccessWording = AccessWording {
    title: "كلمة مرور جديدة لـ Handover",
    greeting: "مرحبًا {name}،",
    reason: "طلب شخص ما، والأرجح أنه أنت، كلمة مرور جديدة لحسابك.",
    button: "اختيار كلمة مرور جديدة",
    valid: "يعمل الرابط مرة واحدة خلال ساعة. وحتى ذلك الحين تظل كلمة مرورك الحالية صالحة.",
    not_you: "إذا لم تكن أنت فلا حاجة إلى فعل أي شيء: لن يعرف أحد كلمة مرورك من هذه الرسالة.",
    automatic: "أُرسلت هذه الرسالة تلقائيًا.",
};

static SPANISH_INVITE: AccessWording = AccessWording {
    title: "Su cuenta en Handover",
    greeting: "Hola, {name}:",
    reason: "Le han invitado a trabajar en el equipo de soporte. Elija una contraseña para empezar.",
    button: "Elegir una contraseña",
    valid: "El enlace funciona una sola vez, durante 7 días. Si ha caducado, pida una nueva invitación.",
    not_you: "Si no esperaba este correo, no tiene que hacer nada.",
    automatic: "Este correo se ha enviado automáticamente.",
};

static SPANISH_RESET: AccessWording = AccessWording {
    title: "Una contraseña nueva para Handover",
    greeting: "Hola, {name}:",
    reason: "Alguien, probablemente usted, ha pedido una contraseña nueva para su cuenta.",
    button: "Elegir una contraseña nueva",
    valid: "El enlace funciona una sola vez, durante una hora. Hasta entonces su contraseña actual sigue siendo válida.",
    not_you: "Si no ha sido usted, no tiene que hacer nada: nadie conoce su contraseña por esto.",
    automatic: "Este correo se ha enviado automáticamente.",
};

static TURKISH_INVITE: AccessWording = AccessWording {
    title: "Handover hesabınız",
    greeting: "Merhaba {name},",
    reason: "Destek ekibinde çalışmaya davet edildiniz. Başlamak için bir parola seçin.",
    button: "Parola seç",
    valid: "Bağlantı 7 gün içinde ve yalnızca bir kez çalışır. Süresi dolduysa yeni bir davet isteyin.",
    not_you: "Bunu beklemiyorsanız bir şey yapmanız gerekmez.",
    automatic: "Bu e-posta otomatik olarak gönderildi.",
};

static TURKISH_RESET: AccessWording = AccessWording {
    title: "Handover için yeni parola",
    greeting: "Merhaba {name},",
    reason: "Biri, büyük olasılıkla siz, hesabınız için yeni bir parola istedi.",
    button: "Yeni parola seç",
    valid: "Bağlantı bir saat içinde ve yalnızca bir kez çalışır. O zamana kadar şimdiki parolanız geçerliliğini korur.",
    not_you: "İsteyen siz değilseniz bir şey yapmanız gerekmez: bu yolla parolanızı kimse öğrenmez.",
    automatic: "Bu e-posta otomatik olarak gönderildi.",
};

static NORWEGIAN_INVITE: AccessWording = AccessWording {
    title: "Kontoen din i Handover",
    greeting: "Hei {name},",
    reason: "Du er invitert til å arbeide i supportteamet. Velg et passord for å komme i gang.",
    button: "Velg et passord",
    valid: "Lenken virker én gang, innen 7 dager. Er den utløpt, ber du om en ny invitasjon.",
    not_you: "Hvis du ikke ventet denne e-posten, trenger du ikke å gjøre noe.",
    automatic: "Denne e-posten ble sendt automatisk.",
};

static NORWEGIAN_RESET: AccessWording = AccessWording {
    title: "Nytt passord for Handover",
    greeting: "Hei {name},",
    reason: "Noen, mest sannsynlig du, har bedt om et nytt passord for kontoen din.",
    button: "Velg et nytt passord",
    valid: "Lenken virker én gang, innen en time. Inntil da virker det nåværende passordet ditt som før.",
    not_you: "Hvis det ikke var deg, trenger du ikke å gjøre noe: ingen får vite passordet ditt på denne måten.",
    automatic: "Denne e-posten ble sendt automatisk.",
};
