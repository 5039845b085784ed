//! What operators might type in the other five languages.

mod arabic;
mod greek;
mod norwegian;
mod spanish;
mod turkish;

use handover_domain::Language;

use super::Phrasings;

pub(super) const FOREIGN: &[(Language, Phrasings)] = &[
    (Language::El, greek::FAULTS),
    (Language::Ar, arabic::FAULTS),
    (Language::Es, spanish::FAULTS),
    (Language::Tr, turkish::FAULTS),
    (Language::No, norwegian::FAULTS),
];

/// What sounds like a fault and is none.
pub(super) const NO_FAULTS: &[(Language, &[&str])] = &[
    (Language::El, greek::NO_FAULTS),
    (Language::Ar, arabic::NO_FAULTS),
    (Language::Es, spanish::NO_FAULTS),
    (Language::Tr, turkish::NO_FAULTS),
    (Language::No, norwegian::NO_FAULTS),
];
