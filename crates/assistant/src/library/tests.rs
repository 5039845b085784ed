//! What is wrong with a file is said with its line.

use std::collections::BTreeMap;

use super::Library;

const PROBLEM: &str = r#"+++
id = "no-water"
title = "No water"
kind = "problem"
category = "hydraulic"
requires_expert = false
symptoms = ["no water"]
causes = ["closed valve"]
warnings = ["Pressure"]
+++

Why it happens.

## Steps

### 1. Look at the valve (5 min)

Open the valve.
It turns left.

> Warning: Stay away
> from the hose.

- Expect: Water.

### 2. Call (1 min)

Call us.

- Expect: Somebody answers.

## More

Background.
"#;

fn load(files: &[(&str, String)]) -> Result<Library, String> {
    let files: BTreeMap<String, String> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect();
    Library::from_files("packs", &files).map_err(|error| error.to_string())
}

/// The error of the problem above after one change.
fn error_after(from: &str, to: &str) -> String {
    assert!(PROBLEM.contains(from), "{from}");
    load(&[("a/p.md", PROBLEM.replacen(from, to, 1))]).expect_err(from)
}

#[test]
fn a_problem_is_read_with_all_its_parts() {
    let library = load(&[("a/p.md", PROBLEM.to_owned())]).unwrap();
    let document = library.document("a/no-water").unwrap();
    let problem = document.problem.as_ref().unwrap();
    let step = &problem.steps[0];
    assert_eq!((step.title.as_str(), step.minutes), ("Look at the valve", 5));
    assert_eq!(step.text, "Open the valve. It turns left.");
    assert_eq!(step.warnings, ["Stay away from the hose."]);
    assert_eq!(step.outcomes, ["Water."]);
    assert_eq!(problem.steps.len(), 2);
    let sections: Vec<(&str, &str)> =
        document.sections.iter().map(|section| (section.heading.as_str(), section.text.as_str())).collect();
    assert_eq!(sections, [("", "Why it happens."), ("More", "Background.")]);
}

#[test]
fn flaws_are_named_with_file_line_and_key() {
    for (from, to, expected) in [
        ("+++\nid", "id", "packs/a/p.md:1: the first line must be `+++`, followed by the front matter"),
        ("id = \"no-water\"", "id = \"No Water\"", "packs/a/p.md:2: `id` takes a-z, 0-9 and -"),
        (
            "\"hydraulic\"",
            "\"wet\"",
            "packs/a/p.md:5: `category` \"wet\" is none of electrical, hydraulic, mechanical, control, other",
        ),
        (
            "symptoms = [\"no water\"]",
            "symptoms = [\"is it\"]",
            "packs/a/p.md:7: `symptoms` \"is it\" claims no fault that could be recognised",
        ),
        ("symptoms = [\"no water\"]", "symptoms = []", "packs/a/p.md:7: a problem needs `symptoms`"),
        ("## Steps", "## Stepps", "packs/a/p.md:11: a problem needs a heading `## Steps`"),
        (
            "### 1. Look at the valve (5 min)",
            "### 1. Look at the valve",
            "packs/a/p.md:16: expected `### 1. Title (5 min)`, found \"1. Look at the valve\"",
        ),
        (
            "### 2. Call",
            "### 3. Call",
            "packs/a/p.md:26: expected `### 2. Title (5 min)`, found \"3. Call (1 min)\"",
        ),
        ("(1 min)", "(0 min)", "packs/a/p.md:26: expected `### 2. Title (5 min)`, found \"2. Call (0 min)\""),
        ("> Warning:", "> Beware:", "packs/a/p.md:21: a quote in a step reads `> Warning: …`"),
        ("- Expect: Water.", "- Water.", "packs/a/p.md:24: a list in a step reads `- Expect: …`"),
        ("- Expect: Water.", "", "packs/a/p.md:16: a step needs at least one `- Expect: …`"),
        ("Call us.", "", "packs/a/p.md:26: a step needs an instruction under its heading"),
        (
            "## More",
            "# More",
            "packs/a/p.md:32: headings are `##` or `###`; the title stands in the front matter",
        ),
    ] {
        assert_eq!(error_after(from, to), expected);
    }
}

#[test]
fn the_front_matter_is_strict() {
    let unknown = error_after("requires_expert", "requires_exprt");
    assert!(unknown.starts_with("packs/a/p.md:6: unknown field `requires_exprt`"), "{unknown}");
    let broken = error_after("title = \"No water\"", "title = ");
    assert!(broken.starts_with("packs/a/p.md:3: "), "{broken}");
    let missing = error_after("title = \"No water\"\n", "");
    assert!(missing.contains("missing field `title`"), "{missing}");
    let article = error_after("kind = \"problem\"", "kind = \"article\"");
    assert_eq!(article, "packs/a/p.md:7: `symptoms` belongs to a problem, not to an article");
}

#[test]
fn packs_are_folders_and_ids_are_unique_within_them() {
    let problem = || PROBLEM.to_owned();
    assert!(load(&[("a/p.md", problem()), ("b/p.md", problem())]).is_ok());
    let twice = load(&[("a/p.md", problem()), ("a/q.md", problem())]).unwrap_err();
    assert_eq!(twice, "packs/a/q.md: the id `a/no-water` is already taken by packs/a/p.md");
    let outside = load(&[("p.md", problem())]).unwrap_err();
    assert_eq!(outside, "packs/p.md: a knowledge file belongs into the folder of a pack");
    assert!(load(&[]).unwrap_err().contains("holds no knowledge"));
    let vocabulary =
        load(&[("a/p.md", problem()), ("a/vocabulary.toml", "\nsame = 3".to_owned())]).unwrap_err();
    assert!(vocabulary.starts_with("packs/a/vocabulary.toml:2: "), "{vocabulary}");
}
