//! The fixed sentences that the service itself says to users, in all six languages.
//!
//! They are here and not in a translation file because some of them must be said when nothing else
//! works: a hazard is announced without assistant, mail or files.

use crate::contact::Contact;
use crate::language::Language;
use crate::ticket::TicketNumber;

/// Said in the chat when a ticket was made.
pub(crate) fn ticket_created(language: Language, number: &TicketNumber) -> String {
    match language {
        Language::En => format!("Support ticket {number} has been created. An expert will contact you soon."),
        Language::El => {
            format!(
                "Δημιουργήθηκε το αίτημα υποστήριξης {number}. Ένας ειδικός θα επικοινωνήσει σύντομα μαζί σας."
            )
        }
        Language::Ar => format!("تم إنشاء تذكرة الدعم {number}. سيتواصل معك أحد الخبراء قريبًا."),
        Language::Es => {
            format!(
                "Se ha creado el ticket de soporte {number}. Un experto se pondrá en contacto con usted pronto."
            )
        }
        Language::Tr => format!(
            "{number} numaralı destek talebi oluşturuldu. Bir uzman yakında sizinle iletişime geçecek."
        ),
        Language::No => format!("Supportsak {number} er opprettet. En ekspert tar snart kontakt med deg."),
    }
}

/// Said when the user asks for a person: nothing else is answered then.
pub(crate) fn expert_offered(language: Language) -> &'static str {
    match language {
        Language::En => {
            "I can hand this over to an expert, who will see the whole conversation. Please confirm, and a support \
             ticket is created."
        }
        Language::El => {
            "Μπορώ να το παραδώσω σε έναν ειδικό, που θα δει όλη τη συνομιλία. Επιβεβαιώστε και θα δημιουργηθεί αίτημα \
             υποστήριξης."
        }
        Language::Ar => {
            "يمكنني تسليم الأمر إلى خبير سيطّلع على المحادثة كاملة. يرجى التأكيد وسيتم إنشاء تذكرة دعم."
        }
        Language::Es => {
            "Puedo pasar esto a un experto, que verá toda la conversación. Confírmelo y se creará un ticket de soporte."
        }
        Language::Tr => {
            "Bunu, tüm konuşmayı görecek bir uzmana devredebilirim. Lütfen onaylayın; bir destek talebi oluşturulur."
        }
        Language::No => {
            "Jeg kan overlate dette til en ekspert, som får se hele samtalen. Bekreft, så opprettes en supportsak."
        }
    }
}

/// Said to somebody who may harm themselves, where the operators have not chosen other words.
pub(crate) fn not_alone(language: Language) -> &'static str {
    match language {
        Language::En => {
            "I am sorry that you feel like this. You are not alone, and talking to somebody helps. If you are in \
             danger now, call the local emergency number or a crisis line, or go to people you trust."
        }
        Language::El => {
            "Λυπάμαι που νιώθετε έτσι. Δεν είστε μόνοι, και το να μιλήσετε σε κάποιον βοηθά. Αν κινδυνεύετε τώρα, \
             καλέστε τον τοπικό αριθμό έκτακτης ανάγκης ή μια γραμμή ψυχολογικής υποστήριξης, ή πηγαίνετε σε \
             ανθρώπους που εμπιστεύεστε."
        }
        Language::Ar => {
            "يؤسفني أنك تشعر هكذا. لست وحدك، والحديث مع شخص ما يساعد. إذا كنت في خطر الآن فاتصل برقم الطوارئ \
             المحلي أو بخط للدعم النفسي، أو اذهب إلى أشخاص تثق بهم."
        }
        Language::Es => {
            "Siento que se encuentre así. No está solo, y hablar con alguien ayuda. Si está en peligro ahora, llame al \
             número de emergencias local o a una línea de ayuda, o acuda a personas de confianza."
        }
        Language::Tr => {
            "Böyle hissettiğiniz için üzgünüm. Yalnız değilsiniz ve biriyle konuşmak iyi gelir. Şu anda \
             tehlikedeyseniz yerel acil numarayı veya bir kriz hattını arayın ya da güvendiğiniz insanların yanına \
             gidin."
        }
        Language::No => {
            "Det er leit at du har det slik. Du er ikke alene, og det hjelper å snakke med noen. Er du i fare nå, ring \
             det lokale nødnummeret eller en krisetelefon, eller gå til noen du stoler på."
        }
    }
}

/// Said instead of an answer while a person or the queue owns the conversation.
pub(crate) fn expert_on_the_way(language: Language, number: &TicketNumber) -> String {
    match language {
        Language::En => {
            format!("Your message has been passed on. An expert is on the way; your ticket is {number}.")
        }
        Language::El => {
            format!(
                "Το μήνυμά σας προωθήθηκε. Ένας ειδικός θα σας απαντήσει· το αίτημά σας είναι το {number}."
            )
        }
        Language::Ar => format!("تم تمرير رسالتك. سيرد عليك أحد الخبراء؛ رقم تذكرتك هو {number}."),
        Language::Es => {
            format!("Su mensaje se ha transmitido. Un experto le responderá; su ticket es {number}.")
        }
        Language::Tr => {
            format!("Mesajınız iletildi. Bir uzman size yanıt verecek; destek talebiniz {number}.")
        }
        Language::No => {
            format!("Meldingen din er sendt videre. En ekspert svarer deg; saken din er {number}.")
        }
    }
}

/// Said at once when somebody may get hurt.
pub(crate) fn stop_work(language: Language, number: &TicketNumber, contact: &Contact) -> String {
    let (name, phone) = (&contact.name, &contact.phone);
    match language {
        Language::En => format!(
            "STOP WORK NOW. Press the emergency stop, switch off the power and the water pressure, and keep \
             everybody away from the machine. If somebody is hurt, call the local emergency number first. Do not \
             restart the machine. Support ticket {number} has been created as urgent. Contact: {name}, {phone}."
        ),
        Language::El => format!(
            "ΣΤΑΜΑΤΗΣΤΕ ΑΜΕΣΩΣ ΤΗΝ ΕΡΓΑΣΙΑ. Πατήστε τη διακοπή έκτακτης ανάγκης, κλείστε το ρεύμα και την πίεση \
             νερού και κρατήστε όλους μακριά από το μηχάνημα. Αν κάποιος τραυματίστηκε, καλέστε πρώτα τον τοπικό \
             αριθμό έκτακτης ανάγκης. Μην επανεκκινήσετε το μηχάνημα. Δημιουργήθηκε επείγον αίτημα υποστήριξης \
             {number}. Επικοινωνία: {name}, {phone}."
        ),
        Language::Ar => format!(
            "أوقف العمل فورًا. اضغط على زر التوقف الطارئ، وافصل الكهرباء وضغط الماء، وأبعد الجميع عن الآلة. إذا \
             أصيب أحد فاتصل أولًا برقم الطوارئ المحلي. لا تعد تشغيل الآلة. تم إنشاء تذكرة دعم عاجلة {number}. جهة \
             الاتصال: {name}، {phone}."
        ),
        Language::Es => format!(
            "DETENGA EL TRABAJO AHORA. Pulse la parada de emergencia, corte la corriente y la presión de agua y \
             aleje a todos de la máquina. Si hay heridos, llame primero al número de emergencias local. No vuelva a \
             arrancar la máquina. Se ha creado el ticket urgente {number}. Contacto: {name}, {phone}."
        ),
        Language::Tr => format!(
            "ÇALIŞMAYI HEMEN DURDURUN. Acil durdurmaya basın, elektriği ve su basıncını kesin, herkesi makineden \
             uzak tutun. Yaralanan varsa önce yerel acil numarayı arayın. Makineyi yeniden çalıştırmayın. {number} \
             numaralı acil destek talebi oluşturuldu. İletişim: {name}, {phone}."
        ),
        Language::No => format!(
            "STANS ARBEIDET NÅ. Trykk på nødstopp, slå av strømmen og vanntrykket, og hold alle unna maskinen. Er \
             noen skadet, ring det lokale nødnummeret først. Ikke start maskinen igjen. Supportsak {number} er \
             opprettet som haster. Kontakt: {name}, {phone}."
        ),
    }
}

/// Said when the user reports that the problem is gone. The English words are the prototype's.
pub(crate) fn problem_resolved(language: Language) -> &'static str {
    match language {
        Language::En => "Problem resolved! The troubleshooting workflow is complete.",
        Language::El => "Το πρόβλημα λύθηκε! Η διαδικασία αντιμετώπισης ολοκληρώθηκε.",
        Language::Ar => "تم حل المشكلة! اكتملت خطوات معالجة العطل.",
        Language::Es => "¡Problema resuelto! El proceso de diagnóstico ha terminado.",
        Language::Tr => "Sorun çözüldü! Sorun giderme süreci tamamlandı.",
        Language::No => "Problemet er løst! Feilsøkingen er fullført.",
    }
}

/// Said when the guided steps ended without solving the problem and a ticket was made.
pub(crate) fn expert_needed(language: Language, number: &TicketNumber) -> String {
    let opening = match language {
        Language::En => "This issue requires expert assistance.",
        Language::El => "Αυτό το πρόβλημα χρειάζεται τη βοήθεια ειδικού.",
        Language::Ar => "هذه المشكلة تتطلب مساعدة خبير.",
        Language::Es => "Este problema requiere la ayuda de un experto.",
        Language::Tr => "Bu sorun uzman yardımı gerektiriyor.",
        Language::No => "Dette problemet krever hjelp fra en ekspert.",
    };
    format!("{opening} {}", ticket_created(language, number))
}

/// Said to a request whose answer a newer message has made pointless.
pub(crate) fn superseded(language: Language) -> &'static str {
    match language {
        Language::En => "Your newer message is being answered instead.",
        Language::El => "Απαντάται το νεότερο μήνυμά σας.",
        Language::Ar => "تتم الإجابة عن رسالتك الأحدث بدلًا من ذلك.",
        Language::Es => "Se está respondiendo a su mensaje más reciente.",
        Language::Tr => "Bunun yerine daha yeni mesajınız yanıtlanıyor.",
        Language::No => "Den nyere meldingen din blir besvart i stedet.",
    }
}

/// Said when an expert has handed the conversation back to the assistant.
pub(crate) fn handed_back(language: Language) -> &'static str {
    match language {
        Language::En => {
            "The expert has handed the conversation back to the assistant, which goes on with you. Your ticket stays open."
        }
        Language::El => {
            "Ο ειδικός παρέδωσε τη συνομιλία πίσω στον βοηθό, που συνεχίζει μαζί σας. Το αίτημά σας μένει ανοιχτό."
        }
        Language::Ar => "أعاد الخبير المحادثة إلى المساعد الذي سيتابع معك. تبقى تذكرتك مفتوحة.",
        Language::Es => {
            "El experto ha devuelto la conversación al asistente, que continúa con usted. Su ticket sigue abierto."
        }
        Language::Tr => {
            "Uzman, görüşmeyi sizinle devam edecek olan asistana geri verdi. Destek talebiniz açık kalıyor."
        }
        Language::No => {
            "Eksperten har gitt samtalen tilbake til assistenten, som fortsetter med deg. Saken din er fortsatt åpen."
        }
    }
}
