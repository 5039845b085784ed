//! Norwegian, written by no native speaker and not yet reviewed by one. None of it stands in the pack.

use super::super::Phrasings;

pub(super) const FAULTS: Phrasings = &[
    (
        "no-water",
        &[
            "det kommer ikke noe vann",
            "pumpa suger ikke vann",
            "motoren går fint men det kommer ikke vann",
            "skivene får ikke noe vann",
        ],
    ),
    (
        "pressure-loss",
        &[
            "trykket er alt for lavt",
            "vi har nesten ikke trykk",
            "vi mister trykket hele tida",
            "trykket faller når vi vasker",
        ],
    ),
    (
        "hp-gauge-red",
        &[
            "manometeret står i rødt",
            "nåla er langt inne i rødt",
            "det er for hoyt trykk, 175 bar",
            "sikkerhetsventilen har åpnet",
        ],
    ),
    (
        "does-not-start",
        &[
            "motoren starter ikke i dag",
            "vi får ikke start på maskinen",
            "vrir om nøkkelen og ingenting skjer",
            "batteriet er helt flatt",
        ],
    ),
    (
        "leak",
        &[
            "pumpa lekker olje",
            "det er en lekkasje på slangen",
            "slangen har røket, den er sprukket",
            "det drypper diesel under motoren",
        ],
    ),
    (
        "engine-overheats",
        &[
            "motoren går altfor varm",
            "motoren blir altfor varm",
            "det kommer damp fra kjøleren",
            "temperaturen på motoren er for høy",
        ],
    ),
    (
        "emergency-stop-stuck",
        &[
            "nødstoppen har hengt seg opp",
            "nodstoppen sitter fast",
            "får ikke løst ut den røde nødstoppen",
            "nødstoppen vil ikke resette",
        ],
    ),
    (
        "poor-cleaning",
        &[
            "nota er like skitten som før",
            "maskinen vasker ikke nota rent",
            "den setter igjen striper på nota",
            "blåskjellene sitter igjen på nota",
        ],
    ),
    (
        "breaker-trips",
        &[
            "automaten slår ut hver gang vi starter",
            "jeg fikk støt av maskinen",
            "det er vann inne i styreskapet",
            "jordfeilbryteren gikk igjen, den løser ut",
        ],
    ),
    (
        "pressure-stays",
        &[
            "vi stoppet pumpa men slangen er fortsatt hard",
            "nåla går ikke tilbake til null",
            "får ikke ut trykket av slangen",
            "det står trykk i slangen med motoren av",
        ],
    ),
    (
        "winch-slips",
        &[
            "vinsjen klarer ikke å holde, vinsjen holder ikke",
            "krana siger, kranen siger sakte ned",
            "bremsen på vinsjen holder ikke",
            "kroken er blitt bøyd",
        ],
    ),
    (
        "engine-does-not-stop",
        &[
            "motoren vil bare ikke stoppe",
            "vi får ikke stoppet motoren",
            "nøkkelen er av men motoren går fortsatt",
            "motoren ruser av seg selv",
        ],
    ),
];

/// What sounds like a fault and is none.
pub(super) const NO_FAULTS: &[&str] = &[
    "trykket er normalt",
    "ingen lekkasje",
    "motoren starter fint",
    "hvordan starter jeg motoren?",
    "det kommer vann nå",
    "vi har renset filteret",
    "vinsjen virker",
    "motoren har stoppet",
    "manometeret står på null",
];
