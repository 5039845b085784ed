//! What must hold for the files as a whole, since no compiler reads them.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::*;

const LANGUAGES: [&str; 6] = ["en", "el", "ar", "es", "tr", "no"];

/// First letters of the messages that are used elsewhere than in the browser.
const USED_ELSEWHERE: [&str; 0] = [];

fn text(path: &str) -> String {
    let asset = asset(path).unwrap_or_else(|| panic!("no asset {path}"));
    String::from_utf8(asset.bytes.to_vec()).unwrap()
}

/// The files of our own with that ending.
fn files(extension: &str) -> Vec<(&'static str, String)> {
    let names = asset_names().filter(|name| name.ends_with(extension) && !name.starts_with("vendor/"));
    names.map(|name| (name, text(name))).collect()
}

/// The pages, each with the scripts that are its own.
const PAGES: [(&str, &[&str]); 5] = [
    ("index.html", &[]),
    ("account.html", &["account.js", "access.js"]),
    ("ticket.html", &["ticket.js"]),
    ("desk.html", &[]),
    ("insight.html", &[]),
];

/// The page that a script belongs to.
fn page_of(script: &str) -> String {
    let own = PAGES.iter().find(|(_, scripts)| scripts.contains(&script));
    text(own.map_or("index.html", |(page, _)| page))
}

/// All words of a language: those that everybody loads, and those of single pages.
fn locale(language: &str) -> String {
    let own = format!("/{language}.ftl");
    asset_names().filter(|name| name.starts_with("locales/") && name.ends_with(&own)).map(text).collect()
}

/// The messages of a language with the variables of each.
fn strings(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let source = locale(language);
    let resource = fluent_syntax::parser::parse(source.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{language}.ftl: {errors:?}"));
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut variables = BTreeSet::new();
        let pattern = message.value.unwrap_or_else(|| panic!("{language} has an empty {}", message.id.name));
        collect(&pattern, &mut variables);
        let again = messages.insert(message.id.name.to_owned(), variables);
        assert!(again.is_none(), "{language} says {} twice", message.id.name);
    }
    messages
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => collect_inline(inline, variables),
            Expression::Select { selector, variants } => {
                collect_inline(selector, variables);
                variants.iter().for_each(|variant| collect(&variant.value, variables));
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| collect_inline(argument, variables));
        }
        _ => {}
    }
}

/// What a message without variables says.
fn words(language: &str) -> BTreeMap<String, String> {
    let source = locale(language);
    let lines = source.lines().filter_map(|line| line.split_once(" = "));
    lines.map(|(id, value)| (id.to_owned(), value.to_owned())).collect()
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
    for page in ["desk", "insight"] {
        assert!(asset(&format!("/{page}")).is_some_and(|file| Some(file) == asset(&format!("{page}.html"))));
    }
    for path in
        ["nothing.js", "../src/lib.rs", "//app.js", "vendor", "vendor/", "vendor/lit.d.ts", "Cargo.toml"]
    {
        assert_eq!(asset(path), None, "{path}");
    }
}

#[test]
fn every_asset_can_be_served_in_two_forms() {
    assert!(asset_names().count() > 10);
    for name in asset_names() {
        let file = asset(name).unwrap_or_else(|| panic!("{name} has no content type"));
        assert!(!file.bytes.is_empty(), "{name} is empty");
        assert_eq!(file.gzip.get(..2), Some(&[0x1f, 0x8b][..]), "{name}");
        assert_eq!(file.hash.len(), 32);
    }
}

#[test]
fn a_path_that_names_the_build_may_be_kept() {
    let file = asset("vendor/lit.js").unwrap();
    assert!(!file.is_immutable);
    let kept = asset(&format!("/w/{BUILD}/vendor/lit.js")).unwrap();
    assert_eq!((kept.is_immutable, kept.hash), (true, file.hash));
    let other = asset("/w/0123456789abcdef/vendor/lit.js").unwrap();
    assert!(!other.is_immutable, "another build's address must not keep this one's file");
    for path in ["w/vendor/lit.js", "w/0123456789abcdeF/vendor/lit.js", "w//vendor/lit.js"] {
        assert_eq!(asset(path), None, "{path}");
    }
    // What is left out is asked for later, or for nobody but the type check.
    let later = ["widget/mails_view.js", "widget/wire.js"];
    let loader = text("widget.js");
    for (name, _) in
        files(".js").into_iter().filter(|(name, _)| name.starts_with("widget/") && !later.contains(name))
    {
        assert!(loader.contains(&format!("import \"./w/{BUILD}/{name}\";")), "{name} would be fetched late");
    }
}

#[test]
fn the_widget_and_what_it_loads_is_for_everybody_and_the_pages_are_not() {
    for (name, is) in [
        ("widget.js", true),
        ("vendor/fluent.js", true),
        ("locales/ar.ftl", true),
        ("", false),
        ("account.html", false),
        ("account.js", false),
        ("desk/element.js", false),
    ] {
        assert_eq!(asset(name).unwrap().is_for_everybody, is, "{name}");
    }
}

/// What a first visit loads, over the wire: everything but the pages, what only they use, and the other languages.
#[test]
fn the_first_load_is_small() {
    let own: String = files(".js")
        .into_iter()
        .filter(|(name, _)| name.starts_with("widget"))
        .map(|(_, source)| source)
        .collect();
    let loaded = |name: &&str| {
        name.starts_with("widget") || (name.starts_with("vendor/") && own.contains(&format!("\"../{name}\"")))
    };
    let size = |name: &str| asset(name).unwrap().gzip.len();
    let scripts: usize = asset_names().filter(loaded).map(size).sum();
    let words = LANGUAGES.map(|language| size(&format!("locales/{language}.ftl"))).into_iter().max().unwrap();
    assert!(scripts + words <= 60_000, "{scripts} bytes of scripts and {words} of words");
}

/// Every file that was taken over has its licence and version beside it.
#[test]
fn what_is_vendored_says_what_it_is() {
    let scripts = asset_names().filter(|name| name.starts_with("vendor/") && name.ends_with(".js"));
    for name in scripts {
        let first = text(name).lines().next().unwrap_or_default().to_owned();
        let licence = name.replace(".js", ".LICENSE.txt");
        assert!(first.contains(&licence["vendor/".len()..]), "{name}: {first}");
        assert!(
            first.split(' ').any(|word| word.starts_with(|c: char| c.is_ascii_digit())),
            "{name}: {first}"
        );
        assert!(text(&licence).contains("Copyright"), "{licence}");
    }
}

#[test]
fn every_link_of_the_page_is_relative_and_leads_to_an_asset() {
    for (name, script) in [
        ("index.html", "app.js"),
        ("account.html", "account.js"),
        ("ticket.html", "ticket.js"),
        ("desk.html", "desk/element.js"),
        ("insight.html", "insight/element.js"),
    ] {
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
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let imports =
            [" from \"", "\nimport \"", "import(\""].map(|open| between(&source, open, "\"")).concat();
        for import in imports.into_iter().filter(|import| !import.contains(BUILD)) {
            assert!(import.starts_with('.'), "{name} imports {import}");
            let mut steps: Vec<_> = folder.split('/').filter(|step| !step.is_empty()).collect();
            for step in import.split('/').filter(|step| *step != ".") {
                if step == ".." {
                    steps.pop().unwrap_or_else(|| panic!("{name} imports {import} from above the page"));
                } else {
                    steps.push(step);
                }
            }
            let path = steps.join("/");
            assert!(asset(&path).is_some(), "{name} imports {import}, which is not there");
        }
    }
}

#[test]
fn requests_are_relative_to_the_page_or_the_service() {
    for (name, source) in files(".js") {
        let rooted = ["\"/", "`/"].into_iter().flat_map(|open| source.split(open).skip(1));
        for path in rooted {
            assert!(!path.starts_with(|c: char| c.is_ascii_alphabetic()), "{name} has an absolute path");
        }
        assert!(source.matches("fetch(").count() <= source.matches("new URL(").count(), "{name}");
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
    assert!(english.len() > 140);
    for language in LANGUAGES {
        let others = strings(language);
        assert_eq!(
            others.keys().collect::<Vec<_>>(),
            english.keys().collect::<Vec<_>>(),
            "messages of {language}, in its file's order or not"
        );
        for (id, variables) in &others {
            assert_eq!(variables, &english[id], "variables of {id} in {language}");
        }
    }
}

#[test]
fn the_language_list_is_the_same_everywhere() {
    for page in PAGES.map(|(page, _)| text(page)) {
        // The desk makes its list from the script's.
        let Some(select) = between(&page, "<select id=\"language\"", "</select>").first().copied() else {
            continue;
        };
        let listed: Vec<_> = tags(select).into_iter().filter_map(|tag| attribute(tag, "value")).collect();
        assert_eq!(listed, LANGUAGES);
    }
    let source = text("widget/words.js");
    let listed = between(&source, "const LANGUAGES = [", "]")[0];
    assert_eq!(between_quotes(listed).collect::<Vec<_>>(), LANGUAGES);
    let mut folders = BTreeMap::<_, BTreeSet<_>>::new();
    for name in asset_names().filter_map(|name| name.strip_prefix("locales/")) {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        folders.entry(folder).or_default().insert(file);
    }
    let files = LANGUAGES.map(|language| format!("{language}.ftl"));
    for (folder, found) in folders {
        assert!(
            found.iter().copied().eq(files.iter().map(String::as_str).collect::<BTreeSet<_>>()),
            "{folder}"
        );
    }
}

/// The page holds the English words itself, for the moment before the strings are there.
#[test]
fn the_page_shows_the_english_strings() {
    let (page, english) = (PAGES.map(|(page, _)| text(page)).concat(), words("en"));
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
    let mut used = BTreeSet::new();
    for (name, source) in files(".js") {
        for id in ["say(\"", " t(\"", "(t(\"", "{t(\"", "pieces(\"", "(words, \""]
            .into_iter()
            .flat_map(|call| between(&source, call, "\""))
        {
            assert!(english.contains_key(id), "{name} says {id}");
        }
        used.extend(between_quotes(&source).map(str::to_owned));
        for prefix in between(&source, "`", "${").into_iter().filter(|text| text.ends_with('-')) {
            used.extend(english.keys().filter(|key| key.starts_with(prefix)).cloned());
        }
    }
    let page = PAGES.map(|(page, _)| text(page)).concat();
    let kinds = ["data-i18n", "data-i18n-label", "data-i18n-placeholder"];
    for id in tags(&page).iter().flat_map(|tag| kinds.map(|name| attribute(tag, name))).flatten() {
        assert!(english.contains_key(id), "a page says {id}");
        used.insert(id.to_owned());
    }
    let elsewhere = |id: &str| USED_ELSEWHERE.iter().any(|beginning| id.starts_with(beginning));
    let unused: Vec<_> = english.keys().filter(|id| !used.contains(*id) && !elsewhere(id)).collect();
    assert!(unused.is_empty(), "nobody uses {unused:?}");
}

/// What the chat says is in the file that it loads, whatever further words a page has.
#[test]
fn the_chat_says_only_what_everybody_loads() {
    let shared = text("locales/en.ftl");
    for (name, source) in files(".js").into_iter().filter(|(name, _)| name.starts_with("widget/")) {
        for id in between(&source, "say(\"", "\"") {
            assert!(shared.contains(&format!("\n{id} =")), "{name} says {id}");
        }
    }
}

/// The contents of the double-quoted literals of each line.
fn between_quotes(source: &str) -> impl Iterator<Item = &str> {
    source.lines().flat_map(|line| line.split('"').skip(1).step_by(2))
}

#[test]
fn every_part_a_script_asks_for_is_in_the_page() {
    for (name, source) in files(".js") {
        let page = page_of(name);
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
    let source = text("widget/dialogs.js");
    let values = |name: &str| -> Vec<String> {
        let list = between(&source, &format!("const {name} = ["), "]")[0].to_owned();
        between_quotes(&list).map(str::to_owned).collect()
    };
    assert_eq!(
        values("REASONS"),
        [
            "user_request",
            "low_confidence",
            "steps_exceeded",
            "safety_concern",
            "complex_issue",
            "expert_required"
        ]
    );
    assert_eq!(values("PRIORITIES"), ["low", "medium", "high", "urgent"]);
    assert!(source.contains("reason: \"user_request\", priority: \"medium\""));
}
