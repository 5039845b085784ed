//! Who plays: users, their machines and sites, and the experts. All names and addresses are made up; the addresses
//! end in `.example`, where no mail can go.

use handover_domain::{Language, StaffRole};

/// Somebody with a machine.
#[derive(Debug)]
pub(crate) struct CastUser {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    pub(crate) company: &'static str,
    pub(crate) role: &'static str,
    pub(crate) language: Language,
    /// The machines they work with, as places in [`MACHINES`].
    pub(crate) machines: &'static [usize],
    /// How much they write, compared with the others.
    pub(crate) weight: u32,
}

/// A machine.
#[derive(Debug)]
pub(crate) struct CastMachine {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) model: &'static str,
    pub(crate) serial: &'static str,
    pub(crate) hours: f64,
    pub(crate) site: &'static str,
    /// Whose it is.
    pub(crate) owner: &'static str,
}

/// Somebody who works on tickets.
#[derive(Debug)]
pub(crate) struct CastExpert {
    pub(crate) name: &'static str,
    pub(crate) mailbox: &'static str,
    pub(crate) role: StaffRole,
    pub(crate) language: Language,
}

const fn user(
    id: &'static str,
    (name, email): (&'static str, &'static str),
    (company, role): (&'static str, &'static str),
    language: Language,
    (machines, weight): (&'static [usize], u32),
) -> CastUser {
    CastUser { id, name, email, company, role, language, machines, weight }
}

const SKAGERFISK: &str = "Skagerfisk Havbruk AS";
const MINCH: &str = "North Minch Salmon Ltd";
const SOUDA: &str = "Ιχθυοκαλλιέργειες Σούδας";
const RIAS: &str = "Rías Azules Acuicultura S.L.";
const EGE: &str = "Ege Mavi Su Ürünleri";
const KHALEEJ: &str = "مزارع الخليج السمكية";

/// The users, two of each language.
pub(crate) const USERS: [CastUser; 12] = [
    user(
        "demo-callum",
        ("Callum Reid", "callum.reid@northminch.example"),
        (MINCH, "Site operator"),
        Language::En,
        (&[2, 3], 14),
    ),
    user(
        "demo-fiona",
        ("Fiona Mackay", "fiona.mackay@northminch.example"),
        (MINCH, "Net technician"),
        Language::En,
        (&[3, 2], 10),
    ),
    user(
        "demo-astrid",
        ("Astrid Nilsen", "astrid.nilsen@skagerfisk.example"),
        (SKAGERFISK, "Røkter"),
        Language::No,
        (&[0, 1], 12),
    ),
    user(
        "demo-jonas",
        ("Jonas Bakke", "jonas.bakke@skagerfisk.example"),
        (SKAGERFISK, "Driftsleder"),
        Language::No,
        (&[1, 0], 9),
    ),
    user(
        "demo-eleni",
        ("Ελένη Παπαδάκη", "eleni.papadaki@souda-fish.example"),
        (SOUDA, "Χειρίστρια"),
        Language::El,
        (&[4], 9),
    ),
    user(
        "demo-kostas",
        ("Κώστας Βλάχος", "kostas.vlachos@souda-fish.example"),
        (SOUDA, "Μηχανικός"),
        Language::El,
        (&[4], 7),
    ),
    user(
        "demo-lucia",
        ("Lucía Otero", "lucia.otero@riasazules.example"),
        (RIAS, "Operaria"),
        Language::Es,
        (&[5, 6], 9),
    ),
    user(
        "demo-mateo",
        ("Mateo Rial", "mateo.rial@riasazules.example"),
        (RIAS, "Patrón"),
        Language::Es,
        (&[6, 5], 7),
    ),
    user(
        "demo-deniz",
        ("Deniz Aydın", "deniz.aydin@egemavi.example"),
        (EGE, "Operatör"),
        Language::Tr,
        (&[7], 8),
    ),
    user(
        "demo-emre",
        ("Emre Yıldız", "emre.yildiz@egemavi.example"),
        (EGE, "Bakım sorumlusu"),
        Language::Tr,
        (&[7], 6),
    ),
    user(
        "demo-omar",
        ("عمر الشامسي", "omar.alshamsi@khaleejfarms.example"),
        (KHALEEJ, "مشغّل"),
        Language::Ar,
        (&[8], 7),
    ),
    user(
        "demo-layla",
        ("ليلى المنصوري", "layla.almansoori@khaleejfarms.example"),
        (KHALEEJ, "فنية صيانة"),
        Language::Ar,
        (&[8], 5),
    ),
];

/// The user whose mailbox refuses mail, so that some of it is dead.
pub(crate) const REFUSING: &str = "demo-mateo";

const fn machine(
    id: &'static str,
    (name, model, serial): (&'static str, &'static str, &'static str),
    (hours, site): (f64, &'static str),
    owner: &'static str,
) -> CastMachine {
    CastMachine { id, name, model, serial, hours, site, owner }
}

const X2: &str = "AutoBoss X2";
const X4: &str = "AutoBoss X4";
const E6: &str = "AutoBoss E6";

/// The machines: nine, of three models.
pub(crate) const MACHINES: [CastMachine; 9] = [
    machine("demo-skj-1", ("Notvasker 1", X4, "AX4-20318"), (3120.5, "Skjervøy"), "demo-astrid"),
    machine("demo-skj-2", ("Notvasker 2", E6, "AE6-00412"), (860.0, "Skjervøy"), "demo-jonas"),
    machine("demo-oba-1", ("Net cleaner 1", X2, "AX2-10442"), (4410.0, "Oban"), "demo-callum"),
    machine("demo-ull-1", ("Net cleaner 2", X4, "AX4-20077"), (2975.0, "Ullapool"), "demo-fiona"),
    machine("demo-sou-1", ("Καθαριστής Α", X2, "AX2-10518"), (5230.5, "Σούδα"), "demo-eleni"),
    machine("demo-vig-1", ("Lavadora 1", X4, "AX4-20290"), (1840.0, "Vigo"), "demo-lucia"),
    machine("demo-aro-1", ("Lavadora 2", E6, "AE6-00398"), (640.5, "Ría de Arousa"), "demo-mateo"),
    machine("demo-izm-1", ("Ağ yıkama 1", X2, "AX2-10377"), (6105.0, "İzmir"), "demo-deniz"),
    machine("demo-fuj-1", ("منظف الشباك ١", E6, "AE6-00431"), (1210.0, "الفجيرة"), "demo-omar"),
];

/// The experts, for the contacts of the install in their order.
pub(crate) const EXPERTS: [CastExpert; 5] = [
    CastExpert { name: "Selin Kaya", mailbox: "selin.kaya", role: StaffRole::Lead, language: Language::En },
    CastExpert {
        name: "Nikos Andreou",
        mailbox: "nikos.andreou",
        role: StaffRole::Expert,
        language: Language::El,
    },
    CastExpert {
        name: "Ingrid Solberg",
        mailbox: "ingrid.solberg",
        role: StaffRole::Expert,
        language: Language::No,
    },
    CastExpert {
        name: "Paul Hendry",
        mailbox: "paul.hendry",
        role: StaffRole::Expert,
        language: Language::En,
    },
    CastExpert {
        name: "Marta Souto",
        mailbox: "marta.souto",
        role: StaffRole::Expert,
        language: Language::Es,
    },
];

/// Where the mails for support went.
pub(crate) const SUPPORT: &str = "support@handover-demo.example";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_can_get_mail_and_everything_is_named_as_ours() {
        for user in &USERS {
            assert!(user.email.ends_with(".example") && user.id.starts_with("demo-"), "{}", user.id);
            assert!(user.machines.iter().all(|at| MACHINES.get(*at).is_some()), "{}", user.id);
        }
        for machine in &MACHINES {
            assert!(machine.id.starts_with("demo-"), "{}", machine.id);
            assert!(USERS.iter().any(|user| user.id == machine.owner), "{}", machine.id);
        }
        assert!(SUPPORT.ends_with(".example"));
        for language in Language::ALL {
            assert_eq!(USERS.iter().filter(|user| user.language == language).count(), 2, "{language:?}");
        }
        let at_the_weekend = MACHINES.iter().filter(|m| m.site == crate::story::WEEKEND_SITE).count();
        assert_eq!(at_the_weekend, 2);
    }
}
