//! The words of the mail to the user, in the six languages.
//!
//! A struct and not a file of strings: a language that lacks a sentence does not compile.

use handover_domain::Language;

pub(crate) mod access;

/// The sentences. `{name}` stands for the user's name. The subject is the title and the number.
#[derive(Debug)]
pub(crate) struct Wording {
    pub(crate) title: &'static str,
    pub(crate) greeting: &'static str,
    pub(crate) greeting_by_name: &'static str,
    pub(crate) received: &'static str,
    pub(crate) number_label: &'static str,
    pub(crate) next_title: &'static str,
    pub(crate) next: [&'static str; 3],
    pub(crate) danger: &'static str,
    pub(crate) contact_title: &'static str,
    pub(crate) name: &'static str,
    pub(crate) phone: &'static str,
    pub(crate) email: &'static str,
    pub(crate) hours: &'static str,
    pub(crate) open: &'static str,
    pub(crate) reply: &'static str,
    pub(crate) automatic: &'static str,
}

impl Wording {
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::El => &GREEK,
            Language::Ar => &ARABIC,
            Language::Es => &SPANISH,
            Language::Tr => &TURKISH,
            Language::No => &NORWEGIAN,
        }
    }
}

static ENGLISH: Wording = Wording {
    title: "Your support ticket",
    greeting: "Hello,",
    greeting_by_name: "Hello {name},",
    received: "Your request has reached our support team, and a ticket has been opened for you.",
    number_label: "Your ticket number",
    next_title: "What happens next",
    next: [
        "An expert reads your whole conversation with the assistant. You do not have to repeat anything.",
        "The expert contacts you. You can also go on writing in the chat; your messages reach the expert.",
        "Please have the ticket number at hand when you call or write to us.",
    ],
    danger: "If anyone is in danger: stop the machine, keep away from it and call right away.",
    contact_title: "Your contact",
    name: "Name",
    phone: "Phone",
    email: "Email",
    hours: "Hours",
    open: "Open the conversation",
    reply: "You can simply reply to this email; your answer goes to our support team.",
    automatic: "This email was sent automatically because a support ticket was opened.",
};

static GREEK: Wording = Wording {
    title: "Το δελτίο υποστήριξής σας",
    greeting: "Γεια σας,",
    greeting_by_name: "Γεια σας {name},",
    received: "Το αίτημά σας έφτασε στην ομάδα υποστήριξής μας και ανοίχτηκε δελτίο υποστήριξης για εσάς.",
    number_label: "Ο αριθμός του δελτίου σας",
    next_title: "Τι γίνεται τώρα",
    next: [
        "Ένας ειδικός διαβάζει ολόκληρη τη συνομιλία σας με τον βοηθό. Δεν χρειάζεται να επαναλάβετε τίποτα.",
        "Ο ειδικός θα επικοινωνήσει μαζί σας. Μπορείτε επίσης να συνεχίσετε να γράφετε στη συνομιλία· τα μηνύματά σας φτάνουν στον ειδικό.",
        "Παρακαλούμε να έχετε πρόχειρο τον αριθμό του δελτίου όταν μας καλείτε ή μας γράφετε.",
    ],
    danger: "Αν κινδυνεύει κάποιος: σταματήστε το μηχάνημα, απομακρυνθείτε και καλέστε αμέσως.",
    contact_title: "Ο υπεύθυνος επικοινωνίας σας",
    name: "Όνομα",
    phone: "Τηλέφωνο",
    email: "Email",
    hours: "Ώρες",
    open: "Άνοιγμα της συνομιλίας",
    reply: "Μπορείτε απλώς να απαντήσετε σε αυτό το email· η απάντησή σας πηγαίνει στην ομάδα υποστήριξης.",
    automatic: "Αυτό το email στάλθηκε αυτόματα επειδή ανοίχτηκε δελτίο υποστήριξης.",
};

static ARABIC: Wording = Wording {
    title: "تذكرة الدعم الخاصة بك",
    greeting: "مرحبًا،",
    greeting_by_name: "مرحبًا {name}،",
    received: "لقد وصل طلبك إلى فريق الدعم لدينا، وفُتحت تذكرة باسمك.",
    number_label: "رقم تذكرتك",
    next_title: "ماذا سيحدث بعد ذلك",
    next: [
        "يقرأ أحد الخبراء محادثتك الكاملة مع المساعد، ولا حاجة إلى تكرار أي شيء.",
        "سيتواصل الخبير معك. يمكنك أيضًا متابعة الكتابة في المحادثة، وستصل رسائلك إلى الخبير.",
        "يُرجى إبقاء رقم التذكرة في متناول يدك عند الاتصال بنا أو مراسلتنا.",
    ],
    danger: "إذا كان أي شخص في خطر: أوقف الآلة وابتعد عنها واتصل فورًا.",
    contact_title: "جهة الاتصال الخاصة بك",
    name: "الاسم",
    phone: "الهاتف",
    email: "البريد الإلكتروني",
    hours: "ساعات العمل",
    open: "فتح المحادثة",
    reply: "يمكنك ببساطة الرد على هذه الرسالة، وسيصل ردك إلى فريق الدعم.",
    automatic: "أُرسلت هذه الرسالة تلقائيًا بسبب فتح تذكرة دعم.",
};

static SPANISH: Wording = Wording {
    title: "Su ticket de soporte",
    greeting: "Hola:",
    greeting_by_name: "Hola, {name}:",
    received: "Su solicitud ha llegado a nuestro equipo de soporte y hemos abierto un ticket para usted.",
    number_label: "Su número de ticket",
    next_title: "Qué pasa ahora",
    next: [
        "Un experto lee toda su conversación con el asistente. No tiene que repetir nada.",
        "El experto se pondrá en contacto con usted. También puede seguir escribiendo en el chat; sus mensajes le llegan al experto.",
        "Tenga a mano el número de ticket cuando nos llame o nos escriba.",
    ],
    danger: "Si alguien corre peligro: pare la máquina, aléjese de ella y llame de inmediato.",
    contact_title: "Su contacto",
    name: "Nombre",
    phone: "Teléfono",
    email: "Correo",
    hours: "Horario",
    open: "Abrir la conversación",
    reply: "Puede responder a este correo; su respuesta llega a nuestro equipo de soporte.",
    automatic: "Este correo se ha enviado automáticamente porque se ha abierto un ticket de soporte.",
};

static TURKISH: Wording = Wording {
    title: "Destek kaydınız",
    greeting: "Merhaba,",
    greeting_by_name: "Merhaba {name},",
    received: "Talebiniz destek ekibimize ulaştı ve sizin için bir destek kaydı açıldı.",
    number_label: "Kayıt numaranız",
    next_title: "Bundan sonra ne olacak",
    next: [
        "Bir uzman, asistanla yaptığınız görüşmenin tamamını okur. Hiçbir şeyi tekrarlamanız gerekmez.",
        "Uzman sizinle iletişime geçer. Sohbete yazmaya devam da edebilirsiniz; mesajlarınız uzmana ulaşır.",
        "Bizi ararken veya bize yazarken lütfen kayıt numaranızı hazır bulundurun.",
    ],
    danger: "Tehlikede olan biri varsa: makineyi durdurun, uzaklaşın ve hemen arayın.",
    contact_title: "İlgili kişi",
    name: "Ad",
    phone: "Telefon",
    email: "E-posta",
    hours: "Saatler",
    open: "Görüşmeyi aç",
    reply: "Bu e-postayı yanıtlamanız yeterlidir; yanıtınız destek ekibimize ulaşır.",
    automatic: "Bu e-posta, bir destek kaydı açıldığı için otomatik olarak gönderildi.",
};

static NORWEGIAN: Wording = Wording {
    title: "Supportsaken din",
    greeting: "Hei,",
    greeting_by_name: "Hei {name},",
    received: "Henvendelsen din har kommet fram til supportteamet vårt, og det er opprettet en sak for deg.",
    number_label: "Saksnummeret ditt",
    next_title: "Hva skjer nå",
    next: [
        "En ekspert leser hele samtalen din med assistenten. Du trenger ikke å gjenta noe.",
        "Eksperten tar kontakt med deg. Du kan også skrive videre i chatten; meldingene dine når fram til eksperten.",
        "Ha saksnummeret klart når du ringer eller skriver til oss.",
    ],
    danger: "Hvis noen er i fare: stopp maskinen, hold avstand og ring med en gang.",
    contact_title: "Din kontakt",
    name: "Navn",
    phone: "Telefon",
    email: "E-post",
    hours: "Åpningstider",
    open: "Åpne samtalen",
    reply: "Du kan svare direkte på denne e-posten; svaret ditt går til supportteamet vårt.",
    automatic: "Denne e-posten ble sendt automatisk fordi det ble opprettet en supportsak.",
};
