//! Words that complain of nothing by themselves: names of parts, and what these do when all is well.
//!
//! A message that shares only such words with a symptom does not describe it.

use handover_domain::Language;

const EN: &str = "pressure gauge needle water oil fuel coolant engine pump generator battery alternator \
    starter breaker fuse plug cable connector socket disc nozzle filter strainer hose umbilical coupling o-ring \
    suction feed inlet valve unloader bypass belt bearing seal plunger thruster camera picture monitor display \
    screen lamp panel control box button key remote joystick winch crane drum rope hook brake load hydraulic \
    cylinder cooler fan tank net deck sea boat power voltage HP zero \
    run work start turn spin rotate hold lock clean wash drive lift lower charge connect close open flow spray";

/// The neutral words of a language, those of a pack's usual parts included.
pub(crate) fn words(language: Language) -> &'static str {
    match language {
        Language::En => EN,
        Language::El | Language::Ar | Language::Es | Language::Tr | Language::No => "",
    }
}
