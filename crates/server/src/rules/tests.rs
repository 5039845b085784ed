//! Tests of the rule files: the shipped ones behave as written, wrong ones are named by file, line and key.

use handover_domain::judgement::{Signals, Verdict, judge, read_feedback};
use handover_domain::{Decision, Reason};
use proptest::prelude::*;

use super::*;

mod conversations;
mod feedback;
mod hazards;
mod requests;

fn shipped() -> RuleSet {
    load(&RuleFiles::shipped()).unwrap()
}

fn verdict(rules: &RuleSet, text: &str) -> Verdict {
    judge(rules, &Signals::of_text(text, Language::En))
}

fn assert_all(texts: &[&str], reason: Option<Reason>) {
    let rules = shipped();
    let wrong: Vec<_> = texts
        .iter()
        .map(|text| (text, verdict(&rules, text)))
        .filter(|(_, verdict)| verdict.reason != reason)
        .map(|(text, verdict)| {
            format!("{text:?}: {} {:?}", verdict.evidence.rule, verdict.evidence.near_miss)
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), texts.len(), wrong.join("\n"));
}

#[test]
fn hazards_force_an_escalation() {
    assert_all(hazards::HAZARDS, Some(Reason::SafetyConcern));
    let rules = shipped();
    assert_eq!(verdict(&rules, "smoke is coming out").decision, Decision::Escalate);
}

#[test]
fn what_sounds_like_a_hazard_is_left_alone() {
    assert_all(hazards::NO_HAZARDS, None);
}

#[test]
fn requests_for_a_person_offer_one() {
    assert_all(requests::REQUESTS, Some(Reason::UserRequest));
    assert_eq!(verdict(&shipped(), "I want to talk to a human").decision, Decision::Offer);
}

#[test]
fn talk_of_people_refusals_and_cries_for_help_are_left_to_the_assistant() {
    assert_all(requests::NO_REQUESTS, None);
}

#[test]
fn complex_problems_offer_a_person() {
    assert_all(requests::COMPLEX, Some(Reason::ComplexIssue));
}

#[test]
fn d10_words_are_read_whole_and_in_their_sense() {
    let nothing = [
        "That was helpful",
        "That was helpful, thank you!",
        "Personally, I would check the hose",
        "I do not want a technician",
        "no leak any more",
        "pressure is normal",
    ];
    assert_all(&nothing, None);
    assert_all(&["smoke is coming out"], Some(Reason::SafetyConcern));
}

#[test]
fn the_trap_files_are_judged_as_they_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/traps");
    let rules = shipped();
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let traps = traps::Traps::read(&folder.join(format!("{}.toml", language.code()))).unwrap();
        wrong.extend(traps.judge(&rules).wrong);
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_language_has_trap_sentences_enough() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/traps");
    for language in Language::ALL {
        let traps = traps::Traps::read(&folder.join(format!("{}.toml", language.code()))).unwrap();
        let [hazards, serious] = [&traps.safety.immediate, &traps.safety.serious].map(Vec::len);
        for (what, count) in [
            ("requests", traps.handoff.positives.len()),
            ("what only looks like a request", traps.handoff.traps.len()),
            ("hazards", hazards + serious),
            ("what only looks like a hazard", traps.safety.traps.len()),
        ] {
            assert!(count >= 15, "{}: {count} sentences for {what}", language.code());
        }
        // Set it to true, here and there, after a native speaker has read them all.
        assert!(!traps.reviewed, "{} says that it was reviewed", language.code());
    }
}

#[test]
fn feedback_is_read_as_it_is_meant() {
    let rules = shipped();
    for (text, reading) in feedback::FEEDBACK {
        assert_eq!(read_feedback(&rules, Language::En, text), *reading, "{text}");
    }
}

#[test]
fn spans_are_the_words_of_the_message_in_every_sentence() {
    let rules = shipped();
    for text in hazards::HAZARDS.iter().chain(requests::REQUESTS).chain(requests::COMPLEX) {
        // Wide and invisible characters in front shift bytes and characters differently.
        let text = format!("Ωέ\u{200B}🙂. {text}");
        let letters: Vec<char> = text.chars().collect();
        let spans = verdict(&rules, &text).evidence.spans;
        assert!(!spans.is_empty(), "{text}");
        for span in spans {
            assert_eq!(letters[span.start..span.end].iter().collect::<String>(), span.text, "{text}");
        }
    }
}

#[test]
fn typing_habits_do_not_change_the_verdict() {
    let rules = shipped();
    for text in hazards::HAZARDS.iter().chain(requests::REQUESTS) {
        let reason = verdict(&rules, text).reason;
        let habits = [
            text.to_uppercase(),
            text.replace('\'', "’"),
            text.replace('\'', ""),
            text.replace(' ', "  "),
            format!("Hello. {text}. Thank you"),
        ];
        for typed in habits {
            assert_eq!(verdict(&rules, &typed).reason, reason, "{typed}");
        }
    }
}

/// Sentences that say nothing about people or danger, in all six languages.
const NEUTRAL: [&str; 8] = [
    "We work on the east side today.",
    "The filter was changed in March.",
    "Τα φίλτρα είναι καινούργια.",
    "المرشح جديد.",
    "El filtro es nuevo.",
    "Filtre yeni.",
    "Filteret er nytt.",
    "OK 👍!",
];

#[test]
fn a_neutral_sentence_never_removes_a_hazard() {
    let rules = shipped();
    for hazard in hazards::HAZARDS {
        for neutral in NEUTRAL {
            for text in [
                format!("{neutral} {hazard}"),
                format!("{hazard}. {neutral}"),
                format!("{hazard}\n\n{neutral}"),
            ] {
                assert_eq!(verdict(&rules, &text).reason, Some(Reason::SafetyConcern), "{text}");
            }
        }
    }
}

#[test]
fn negating_the_only_cue_removes_it() {
    let rules = shipped();
    let cues = ["smoke", "fire", "sparks", "flames", "burning smell", "gas leak", "electric shock", "injury"];
    let negations = [
        "no CUE",
        "there is no CUE",
        "without any CUE",
        "I see no CUE",
        "there was never any CUE",
        "we don't have a CUE",
        "no sign of CUE",
    ];
    for cue in cues {
        let said = format!("there is {cue} here");
        assert_eq!(verdict(&rules, &said).reason, Some(Reason::SafetyConcern), "{said}");
        for negation in negations {
            let text = negation.replace("CUE", cue);
            assert_eq!(verdict(&rules, &text).reason, None, "{text}");
        }
    }
    for person in ["a technician", "an engineer", "a human", "somebody from support"] {
        assert_eq!(verdict(&rules, &format!("I want to talk to {person}")).reason, Some(Reason::UserRequest));
        for refusal in [
            "I do not want to talk to",
            "I don't need",
            "no need for",
            "please don't send",
            "we never asked for",
        ] {
            let text = format!("{refusal} {person}");
            assert_eq!(verdict(&rules, &text).reason, None, "{text}");
        }
    }
}

#[test]
fn any_shuffle_of_known_words_has_one_verdict() {
    let rules = shipped();
    let words: Vec<&str> =
        requests::NO_REQUESTS.iter().chain(hazards::HAZARDS).flat_map(|s| s.split(' ')).collect();
    // A fixed linear congruence: the same texts on every run.
    let mut state = 1_usize;
    for _ in 0..300 {
        let text: Vec<&str> = (0..12)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                words[(state >> 33) % words.len()]
            })
            .collect();
        let text = text.join(" ");
        assert_eq!(verdict(&rules, &text), verdict(&rules, &text), "{text}");
        let _ = read_feedback(&rules, Language::En, &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 64 + 4, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_rule_file_is_refused_by_name_or_can_be_used(
        which in 0_usize..7,
        edits in prop::collection::vec(
            (any::<prop::sample::Index>(), 0_usize..12, prop_oneof![
                any::<String>(),
                prop::sample::select(&[
                    "", "\"", "(", ")", "|", "?", "..3 ", "..99 ", "<person>", "<", "*", "~", "^ ", " $", "[[rule]]\n",
                    "[[guard]]\n", "patterns = []\n", "reach = 13\n", "\u{202e}", "\n",
                ][..]).prop_map(str::to_owned),
            ]),
            1..6,
        ),
    ) {
        let mut files = RuleFiles::shipped();
        let mut all: Vec<&mut RuleFile> = std::iter::once(&mut files.policy).chain(&mut files.languages).collect();
        let file = &mut all[which];
        let mut letters: Vec<char> = file.content.chars().collect();
        for (place, lost, new) in edits {
            let start = place.index(letters.len().max(1)).min(letters.len());
            let end = (start + lost).min(letters.len());
            letters.splice(start..end, new.chars());
        }
        file.content = Cow::Owned(letters.into_iter().collect());
        let name = file.name.clone();
        match load(&files) {
            Ok(rules) => { let _ = verdict(&rules, "there is no smoke, call a technician"); }
            Err(error) => prop_assert_eq!(error.file, name),
        }
    }
}

/// The shipped files with one of them changed.
fn changed(name: &str, from: &str, to: &str) -> RuleFiles {
    let mut files = RuleFiles::shipped();
    let file = std::iter::once(&mut files.policy)
        .chain(&mut files.languages)
        .find(|file| file.name == name)
        .unwrap();
    assert!(file.content.contains(from), "{from:?} is not in {name}");
    file.content = Cow::Owned(file.content.replacen(from, to, 1));
    files
}

fn line_of(name: &str, text: &str) -> Option<usize> {
    let mut shipped = SHIPPED.iter().copied().chain([(POLICY, SHIPPED_POLICY)]);
    let (_, content) = shipped.find(|(shipped, _)| *shipped == name)?;
    content.lines().position(|line| line.contains(text)).map(|index| index + 1)
}

#[test]
fn what_is_wrong_is_named_by_file_line_and_key() {
    let table = [
        ("policy.toml", "confidence = 0.3", "confidence = 3.0", "thresholds.confidence"),
        ("policy.toml", "max_steps = 8", "max_steps = 0", "thresholds.max_steps"),
        ("policy.toml", "max_steps = 8", "max_steps = \"many\"", "max_steps"),
        ("policy.toml", "max_steps = 8", "max_stepps = 8", "max_stepps"),
        ("policy.toml", "name = \"safety_concern\"", "name = \"safety\"", "reason.name"),
        ("policy.toml", "name = \"user_request\"", "name = \"safety_concern\"", "reason.name"),
        ("policy.toml", "action = \"escalate\"", "action = \"continue\"", "reason.action"),
        ("policy.toml", "priority = \"urgent\"", "priority = \"now\"", "reason.priority"),
        ("policy.toml", "default_priority = \"medium\"", "default_priority = \"\"", "default_priority"),
        ("policy.toml", "confidence = 0.5", "confidence = 5.0", "frustrated"),
        ("en.toml", "severity = \"immediate\"", "severity = \"bad\"", "rule.severity"),
        (
            "en.toml",
            "topic = \"accident\"",
            "topic = \"distress\"\nseverity = \"serious\"",
            "rule `told`: severity",
        ),
        ("en.toml", "language = \"en\"", "language = \"xx\"", "language"),
        ("en.toml", "language = \"en\"", "language = \"el\"", "language"),
        ("en.toml", "\"carbon monoxide\"", "\"carbon (monoxide\"", "rule `burning_smell`: patterns"),
        ("en.toml", "\"carbon monoxide\"", "\"carbon <gas>\"", "rule `burning_smell`: patterns"),
        ("en.toml", "topic = \"complex_issue\"", "topic = \"hard\"", "rule.topic"),
        ("en.toml", "despite = [\"refusal\"", "despite = [\"nobody\"", "rule `refuses_bot`: despite"),
        ("en.toml", "place = \"before\"", "place = \"near\"", "guard.place"),
        ("en.toml", "reach = 4", "reach = 400", "guard `refusal`: reach"),
        ("en.toml", "turns_into = \"not_resolved\"", "turns_into = \"nothing\"", "guard.turns_into"),
    ];
    for (name, from, to, key) in table {
        let error = load(&changed(name, from, to)).unwrap_err();
        let expected = (name, Some(key), true);
        // The name that is repeated is to blame, not the one that was there first.
        assert_eq!(
            (error.file.as_str(), error.key.as_deref(), error.line.is_some()),
            expected,
            "{to}: {error}"
        );
        if !to.contains("safety_concern") && name == "policy.toml" || key == "language" {
            assert_eq!(error.line, line_of(name, from), "{to}: {error}");
        }
    }
    let error = load(&changed("en.toml", "\"carbon monoxide\"", "\"carbon (monoxide\"")).unwrap_err();
    assert_eq!(error.line, line_of("en.toml", "\"carbon monoxide\""));
    assert!(error.to_string().contains("unbalanced bracket at character 16"), "{error}");
}

#[test]
fn a_missing_reason_or_language_is_named_by_file() {
    let missing = changed(
        "policy.toml",
        "[[reason]]\nname = \"steps_exceeded\"\naction = \"offer\"\npriority = \"high\"",
        "",
    );
    assert_eq!(
        load(&missing).unwrap_err().to_string(),
        "policy.toml: the reason `steps_exceeded` is missing"
    );
    let mut none = RuleFiles::shipped();
    none.languages.clear();
    assert_eq!(load(&none).unwrap_err().file, "en.toml");
}

#[test]
fn the_version_follows_the_content() {
    let files = RuleFiles::shipped();
    assert_eq!(files.version(), RuleFiles::shipped().version());
    assert_eq!(load(&files).unwrap().version, files.version());
    assert_eq!(files.version().len(), 12);
    assert_ne!(changed("policy.toml", "max_steps = 8", "max_steps = 9").version(), files.version());
    assert_ne!(changed("en.toml", "smoke", "smog").version(), files.version());
}

#[test]
fn files_in_the_folder_take_the_place_of_the_shipped_ones() {
    let folder = std::env::temp_dir().join(format!("handover-rules-{}", std::process::id()));
    assert_eq!(RuleFiles::read(&folder).unwrap(), RuleFiles::shipped());
    std::fs::create_dir_all(&folder).unwrap();
    let policy = SHIPPED_POLICY.replace("max_steps = 8", "max_steps = 3");
    std::fs::write(folder.join("policy.toml"), policy).unwrap();
    std::fs::write(folder.join("notes.md"), "not a rule file").unwrap();
    let rules = load(&RuleFiles::read(&folder).unwrap());
    std::fs::write(folder.join("el.toml"), "language = \"el\"\nrule = []\n").unwrap();
    let both = load(&RuleFiles::read(&folder).unwrap());
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(rules.unwrap().thresholds.max_steps, 3);
    assert_eq!(both.unwrap().languages().collect::<Vec<_>>(), Language::ALL);
}
