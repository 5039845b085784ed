//! What must hold for the files as a whole, since no compiler reads them.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

const LANGUAGES: [&str; 6] = ["en", "el", "ar", "es", "tr", "no"];

fn text(path: &str) -> String {
    let asset = asset(path).unwrap_or_else(|| panic!("no asset {path}"));
    String::from_utf8(asset.bytes.into_owned()).unwrap()
}

fn files(extension: &str) -> Vec<(String, String)> {
    let names = asset_names().filter(|name| name.ends_with(extension));
    names.map(|name| (name.to_string(), text(&name))).collect()
}

/// The pages, each with the scripts that are its own.
const PAGES: [(&str, &[&str]); 2] = [("index.html", &[]), ("account.html", &["account.js", "access.js"])];

/// The page that a script belongs to.
fn page_of(script: &str) -> String {
    let own = PAGES.iter().find(|(_, scripts)| scripts.contains(&script));
    text(own.map_or("index.html", |(page, _)| page))
}

fn strings(language: &str) -> BTreeMap<String, String> {
    serde_json::from_str(&text(&format!("strings/{language}.json"))).unwrap()
}

/// Everything between `open` and the next `close`, for every `open`.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open).skip(1).filter_map(|rest| rest.split_once(close)).map(|(inner, _)| inner).collect()
}

fn tags(html: &str) -> Vec<&str> {
    between(html, "<", ">")
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    between(tag, &format!(" {name}=\""), "\"").first().copied()
}

#[test]
fn the_empty_path_is_the_page_and_strangers_are_nothing() {
    assert_eq!(asset(""), asset("/index.html"));
    assert!(asset("").is_some_and(|page| page.content_type == "text/html; charset=utf-8"));
    for path in ["nothing.js", "../src/lib.rs", "//app.js", "strings", "strings/", "Cargo.toml"] {
        assert_eq!(asset(path), None, "{path}");
    }
}

#[test]
fn every_asset_can_be_served() {
    let names: Vec<_> = asset_names().collect();
    assert!(names.len() > 10);
    for name in names {
        assert!(
            asset(&name).is_some_and(|file| !file.bytes.is_empty()),
            "{name} has no content type or bytes"
        );
    }
}

#[test]
fn the_etag_is_the_content_hash() {
    let one = asset("app.js").unwrap().etag;
    assert_eq!(one, asset("/app.js").unwrap().etag);
    assert_ne!(one, asset("chat.js").unwrap().etag);
    assert_eq!(one.len(), 34);
    assert_eq!(etag(&[0xab; 32]), format!("\"{}\"", "ab".repeat(16)));
}

#[test]
fn every_link_of_the_page_is_relative_and_leads_to_an_asset() {
    for (name, script) in [("index.html", "app.js"), ("account.html", "account.js")] {
        let page = text(name);
        let links: Vec<_> = tags(&page)
            .iter()
            .flat_map(|tag| [attribute(tag, "href"), attribute(tag, "src")])
            .flatten()
            .collect();
        assert!(links.contains(&script) && links.contains(&"style.css"), "{links:?}");
        for link in links {
            let elsewhere = matches!(link, "docs/" | "./" | "api/auth/oidc/start");
            assert!(link.starts_with('#') || elsewhere || asset(link).is_some(), "dead link {link}");
            assert!(!link.starts_with('/'), "{link} breaks behind a prefix");
        }
    }
}

#[test]
fn every_import_is_relative_and_leads_to_an_asset() {
    for (name, source) in files(".js") {
        let imports = between(&source, " from \"", "\"");
        for import in imports {
            let path = import.strip_prefix("./").unwrap_or_else(|| panic!("{name} imports {import}"));
            assert!(asset(path).is_some(), "{name} imports {import}, which is not there");
        }
    }
}

#[test]
fn requests_are_relative_to_the_page() {
    for (name, source) in files(".js") {
        assert!(!source.contains("\"/") && !source.contains("`/"), "{name} has an absolute path");
        assert_eq!(source.matches("fetch(").count(), source.matches("new URL(").count(), "{name}");
    }
}

#[test]
fn nothing_is_inline() {
    for page in PAGES.map(|(page, _)| text(page)) {
        for tag in tags(&page) {
            assert!(attribute(tag, "style").is_none(), "{tag}");
            assert!(!tag.starts_with("style"), "{tag}");
            assert!(!tag.starts_with("script") || attribute(tag, "src").is_some(), "{tag}");
            assert!(!tag.contains(" on"), "event handler in {tag}");
        }
        for script in between(&page, "<script", "</script>") {
            assert!(script.ends_with('>'), "inline script {script}");
        }
    }
}

#[test]
fn data_enters_the_page_as_text_only() {
    for (name, source) in files(".js") {
        for way in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "srcdoc",
        ] {
            assert!(!source.contains(way), "{name} uses {way}");
        }
    }
}

#[test]
fn the_policy_forbids_what_is_not_ours() {
    assert!(CONTENT_SECURITY_POLICY.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
    assert!(!CONTENT_SECURITY_POLICY.contains("unsafe"));
    assert!(!CONTENT_SECURITY_POLICY.contains("  "));
}

#[test]
fn all_languages_say_everything() {
    let english = strings("en");
    for language in LANGUAGES {
        let words = strings(language);
        assert_eq!(
            words.keys().collect::<Vec<_>>(),
            english.keys().collect::<Vec<_>>(),
            "keys of {language}"
        );
        for (key, value) in &words {
            assert!(!value.trim().is_empty(), "{language} has an empty {key}");
            let placeholders =
                |text| between(text, "{", "}").into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
            assert_eq!(
                placeholders(value),
                placeholders(&english[key]),
                "placeholders of {key} in {language}"
            );
        }
    }
}

#[test]
fn the_language_list_is_the_same_everywhere() {
    for page in PAGES.map(|(page, _)| text(page)) {
        let select = between(&page, "<select id=\"language\"", "</select>")[0];
        let listed: Vec<_> = tags(select).into_iter().filter_map(|tag| attribute(tag, "value")).collect();
        assert_eq!(listed, LANGUAGES);
    }
    let source = text("strings.js");
    let listed = between(&source, "const LANGUAGES = [", "]")[0];
    assert_eq!(between_quotes(listed).collect::<Vec<_>>(), LANGUAGES);
    assert_eq!(asset_names().filter(|name| name.starts_with("strings/")).count(), LANGUAGES.len());
}

/// The page holds the English words itself, for the moment before the strings are there.
#[test]
fn the_page_shows_the_english_strings() {
    let (page, english) = (PAGES.map(|(page, _)| text(page)).concat(), strings("en"));
    let mut seen = 0;
    for piece in page.split('<').skip(1) {
        let (tag, content) = piece.split_once('>').unwrap();
        if let Some(key) = attribute(tag, "data-i18n") {
            assert_eq!(Some(content), english.get(key).map(String::as_str), "{key}");
            seen += 1;
        }
        for (kind, target) in [("data-i18n-label", "aria-label"), ("data-i18n-placeholder", "placeholder")] {
            if let Some(key) = attribute(tag, kind) {
                assert_eq!(attribute(tag, target), english.get(key).map(String::as_str), "{key}");
            }
        }
    }
    assert!(seen > 40, "only {seen} strings found in the page");
}

#[test]
fn every_string_the_scripts_use_exists_and_every_string_is_used() {
    let english = strings("en");
    let groups: BTreeSet<_> =
        english.keys().filter_map(|key| key.split_once('.')).map(|(group, _)| group).collect();
    let mut used = BTreeSet::new();
    for (name, source) in files(".js") {
        for literal in between_quotes(&source) {
            let Some((group, rest)) = literal.split_once('.') else { continue };
            if groups.contains(group)
                && rest.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                && !rest.is_empty()
            {
                assert!(english.contains_key(literal), "{name} uses {literal}");
                used.insert(literal.to_owned());
            }
        }
        for prefix in between(&source, "`", "${").into_iter().filter(|text| text.ends_with('.')) {
            let members: Vec<_> = english.keys().filter(|key| key.starts_with(prefix)).cloned().collect();
            assert!(!members.is_empty(), "{name} uses {prefix}…");
            used.extend(members);
        }
    }
    let page = PAGES.map(|(page, _)| text(page)).concat();
    used.extend(
        tags(&page)
            .iter()
            .flat_map(|tag| {
                ["data-i18n", "data-i18n-label", "data-i18n-placeholder"].map(|name| attribute(tag, name))
            })
            .flatten()
            .map(str::to_owned),
    );
    let unused: Vec<_> = english.keys().filter(|key| !used.contains(*key)).collect();
    assert!(unused.is_empty(), "nobody uses {unused:?}");
}

/// The contents of the double-quoted literals of each line.
fn between_quotes(source: &str) -> impl Iterator<Item = &str> {
    source.lines().flat_map(|line| line.split('"').skip(1).step_by(2))
}

#[test]
fn every_part_a_script_asks_for_is_in_the_page() {
    for (name, source) in files(".js") {
        let page = page_of(&name);
        for id in between(&source, "byId(\"", "\")") {
            assert!(page.contains(&format!(" id=\"{id}\"")), "{name} asks for #{id}");
        }
        for template in between(&source, "make(\"", "\")") {
            assert!(
                page.contains(&format!("<template id=\"{template}-template\">")),
                "{name} asks for {template}"
            );
        }
        for part in between(&source, "part(\"", "\")") {
            assert!(page.contains(&format!(" data-part=\"{part}\"")), "{name} asks for part {part}");
        }
    }
}

/// Wire values that the form offers: six reasons, four priorities, with the prototype's defaults.
#[test]
fn the_dialog_offers_the_wire_values() {
    let page = text("");
    let values = |name: &str| -> Vec<String> {
        let select = between(&page, &format!("<select name=\"{name}\">"), "</select>")[0];
        tags(select).iter().filter_map(|tag| attribute(tag, "value")).map(str::to_owned).collect()
    };
    assert_eq!(
        values("escalation_reason"),
        [
            "user_request",
            "low_confidence",
            "steps_exceeded",
            "safety_concern",
            "complex_issue",
            "expert_required"
        ]
    );
    assert_eq!(values("priority"), ["low", "medium", "high", "urgent"]);
    assert!(page.contains("<option value=\"medium\" data-i18n=\"priority.medium\" selected>"));
}
