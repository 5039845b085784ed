//! What is read of each format, and that nothing that was made to hurt does.

use std::time::{Duration, Instant};

use super::*;

fn read_as(format: DocumentFormat, content: &str) -> Result<ReadDocument, DocumentFlaw> {
    let raw = RawDocument { source: "manuals/feed_pump.v2.md", title: None, language: None, format, content };
    KnowledgeReader.read(raw)
}

/// The passages as `heading: text`, with ` / ` between lines.
fn passages(format: DocumentFormat, content: &str) -> Vec<String> {
    let read = read_as(format, content).unwrap();
    let shown = |p: &KnowledgePassage| format!("{}: {}", p.heading, p.text.replace('\n', " / "));
    read.passages.iter().map(shown).collect()
}

#[test]
fn a_page_gives_what_a_reader_sees_of_it() {
    let page = r#"<!DOCTYPE html><html lang="el-GR"><head><title> Feed
        pump </title><style>p { color: red }</style><script>if (a < b) { "<h2>no</h2>" }</script></head>
        <body><nav><a>Home</a></nav><h1>Feed pump</h1><p>Open&nbsp;the <b>v</b>alve &amp; wait.<!-- no --><br>Then
        look.<div hidden>no <div>no</div> no</div><h2>Codes</h2><ul><li>E-042: <i>dry</i> run<li hidden>no</ul>
        <p STYLE="Display : None">no<p>After.<table><tr><th>Part<th>Number</tr><tr><td>Seal<td>HP-140/2</table>
        <span aria-hidden="true">no</span><pre>a
  b</pre><noscript>no</noscript><template><p>no</template>End."#;
    let read = read_as(DocumentFormat::Html, page).unwrap();
    assert_eq!((read.title.as_str(), read.language), ("Feed pump", Language::El));
    assert_eq!(
        passages(DocumentFormat::Html, page),
        [
            "Feed pump: Open the valve & wait. / Then look.",
            "Codes: - E-042: dry run / After. / Part | Number / Seal | HP-140/2 / a /   b / End.",
        ]
    );
}

#[test]
fn markdown_gives_its_words_without_their_marks() {
    let content = "---\nno: no\n---\n# Feed *pump*\n\nOpen the\n**valve**, see [this](http://x.example).\n\n\
                   Codes\n-----\n\n1. `E-042`\n2. dry\n   - run\n\n> Stop!\n\n| Part | Number |\n|---|---|\n| Seal | 7 |\n\n\
                   ```\na\n  b\n```\n\n<div hidden>no</div>\n<p>Yes</p>\n\n### Empty\n\n#### Last\n\nEnd <!-- no --> <b>x</b>.";
    assert_eq!(read_as(DocumentFormat::Markdown, content).unwrap().title, "Feed pump");
    assert_eq!(
        passages(DocumentFormat::Markdown, content),
        [
            "Feed pump: Open the valve, see this.",
            "Codes: 1. E-042 / 2. dry / - run / Stop! / Part | Number / Seal | 7 / a /   b / Yes",
            "Last: End  x.",
        ]
    );
}

#[test]
fn a_text_is_paragraphs_and_its_title_is_its_name() {
    let read = read_as(DocumentFormat::Text, "\u{feff}Open the\nvalve.\r\n\r\n- one\n- two\nmore\n").unwrap();
    assert_eq!(read.title, "feed pump.v2");
    assert_eq!(read.passages.len(), 1);
    assert_eq!(read.passages[0].text, "Open the valve.\n- one\n- two more");
}

#[test]
fn long_texts_are_cut_where_a_sentence_ends() {
    let sentence = "The feed pump draws water through the strainer, and the strainer clogs. ";
    let read = read_as(DocumentFormat::Text, &sentence.repeat(200)).unwrap();
    assert!(read.passages.len() >= 9);
    for passage in &read.passages {
        assert!(passage.text.chars().count() <= 1500 && passage.text.ends_with("clogs."), "{passage:?}");
        assert_eq!(passage.heading, read.title);
    }
    let whole: String = read.passages.iter().map(|passage| format!("{} ", passage.text)).collect();
    assert_eq!(whole, sentence.repeat(200), "nothing is lost and nothing comes twice");
}

#[test]
fn front_matter_makes_a_problem_and_errors_name_their_line() {
    let problem = "+++\nid = \"dry\"\ntitle = \"Pump runs dry\"\nkind = \"problem\"\ncategory = \"hydraulic\"\n\
                   requires_expert = false\nsymptoms = [\"pump runs dry\"]\ncauses = [\"valve\"]\n+++\n\nWhy.\n\n## Steps\n\n\
                   ### 1. Look (5 min)\n\nLook at it.\n\n> Warning: Hot.\n\n- Expect: Water.\n";
    let read = read_as(DocumentFormat::Markdown, problem).unwrap();
    assert_eq!((read.kind, read.title.as_str()), (DocumentKind::Problem, "Pump runs dry"));
    let shown: Vec<_> =
        read.passages.iter().map(|p| (p.number, p.heading.as_str(), p.text.as_str())).collect();
    assert_eq!(shown, [(1, "Pump runs dry", "Why."), (2, "Look", "Look at it.\nHot.")]);
    let wrong = |from: &str, to: &str| {
        let flaw = read_as(DocumentFormat::Markdown, &problem.replace(from, to)).unwrap_err();
        (flaw.field, flaw.line)
    };
    assert_eq!(wrong("(5 min)", ""), ("content", Some(15)));
    assert_eq!(wrong("pump runs dry\"", "is it\""), ("content", Some(7)));
    assert_eq!(wrong("requires_expert", "expert"), ("content", Some(6)));
}

#[test]
fn what_cannot_be_taken_names_its_field() {
    let flaw = |source: &str, title: Option<&str>, content: &str| {
        let raw = RawDocument { source, title, language: None, format: DocumentFormat::Html, content };
        let flaw = KnowledgeReader.read(raw).unwrap_err();
        (flaw.field, flaw.line)
    };
    assert_eq!(flaw("a", None, "x\ny\0z"), ("content", Some(2)));
    assert_eq!(flaw("a", None, "<script>x</script><p hidden>y"), ("content", None));
    assert_eq!(flaw("", None, "x"), ("source", None));
    assert_eq!(flaw("a\nb", None, "x"), ("source", None));
    assert_eq!(flaw("a", Some(&"x".repeat(301)), "x"), ("title", None));
    assert_eq!(flaw("a", None, &"<h2>a</h2>b".repeat(30_000)), ("content", None));
}

/// In a debug build on a busy machine; what is quadratic takes minutes.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn half_a_megabyte_of_anything_is_read_in_passing() {
    const MOST: usize = 1 << 19;
    let of = |unit: &str| unit.repeat(MOST / unit.len());
    let hostile = [
        of("x"),
        of("<div>"),
        of("<div hidden>"),
        of("<p><b>"),
        of("<"),
        of("&"),
        of("<!--"),
        format!("<a {}>x", of("a=b ")),
        format!("<a {}", (0..80_000).map(|n| format!("a{n} ")).collect::<String>()),
        of("> "),
        of("- "),
        of("["),
        of("*_"),
        of("`a "),
        of("<a "),
        of("[a]("),
        of("|a"),
        of("\u{202e}\u{1f6df}"),
        of("a\n"),
        of("#\n"),
    ];
    for (at, content) in hostile.iter().enumerate() {
        for format in DocumentFormat::ALL {
            let begun = Instant::now();
            let read = read_as(*format, content);
            let took = begun.elapsed();
            assert!(took < PATIENCE, "{at} as {format}: {took:?}");
            if let Ok(read) = read {
                assert!(read.passages.iter().all(|p| p.text.chars().count() <= 1500 && !p.text.is_empty()));
            }
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(content: String) {
        for format in DocumentFormat::ALL {
            if let Ok(read) = read_as(*format, &content) {
                proptest::prop_assert!(!read.passages.is_empty() && !read.title.is_empty());
                proptest::prop_assert!(read.passages.iter().all(|p| !p.text.trim().is_empty()));
            }
        }
    }

    #[test]
    fn any_page_is_read_or_refused(content in "(<|>|/|p|li|h1|pre|script|hidden|=|'|\"|!--|--| |x|&amp;|\n){0,60}") {
        for format in DocumentFormat::ALL {
            drop(read_as(*format, &content));
        }
    }
}
