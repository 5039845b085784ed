//! Documents on two processes of one database: brought by command and over the API, answered from within
//! seconds, by their organization alone, until they are removed.

use std::path::Path;
use std::time::{Duration, Instant};

use handover_testkit::process::{Launch, Server};
use serde_json::{Value, json};

use crate::client::{Client, said, text};
use crate::database::{Database, on_both};
use crate::tokens::{bearer_in, in_token_mode, told};

/// How long a change may take to be known everywhere; a second is usual.
const PATIENCE: Duration = Duration::from_secs(30);

const PUMP: &str = "<html lang=en><title>Barge manual</title><style>no { }</style><h2>Ballast tank ZX-9000</h2>\
    <p>The ballast tank ZX-9000 is emptied through the sea chest. <span hidden>Nobody sees this.</span> Open the \
    sluice before the bilge alarm sounds.</p><script>alert('no')</script></html>";
const QUESTION: &str = "How do I empty the ballast tank ZX-9000 through the sluice?";

/// The citation of the document `id` in the answer to a question, if it is there.
fn cited(client: &Client, question: &str, id: &str) -> Option<(Value, String)> {
    let answer = client.post("/api/ai/chat", &said(question)).expect(200);
    let citations = answer["citations"].as_array().cloned().unwrap_or_default();
    let citation = citations.into_iter().find(|citation| citation["document"] == json!(id))?;
    Some((citation, text(&answer, "/response")))
}

/// Waits until `is_so`.
fn soon(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn key(database: &Database, flags: &[&str]) -> String {
    let arguments: Vec<&str> =
        ["key", "add", "import", "--scope", "knowledge"].iter().chain(flags).copied().collect();
    let made = told(database, &arguments);
    let key = made.lines().find(|line| line.starts_with("hok_")).expect("a key");
    format!("Bearer {}", key.trim())
}

fn write(folder: &Path, name: &str, content: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, content).expect("a file");
}

/// Two processes on one database, and somebody of one organization and of another on each.
struct Pair {
    launch: Launch,
    _servers: [Server; 2],
    fjord: [Client; 2],
    sund: [Client; 2],
    /// A program of the first organization that may bring documents.
    program: Client,
}

impl Pair {
    fn start(database: &Database) -> Self {
        let launch = in_token_mode(database)
            .setting("HANDOVER__AUTH__CLAIM_ORGANIZATION", "org")
            .setting("HANDOVER__LIMITS__CHATS_PER_ACTOR", "0");
        let servers = [launch.start(), launch.start()];
        told(database, &["organization", "add", "fjord"]);
        told(database, &["organization", "add", "sund"]);
        let of = |organization: &str| {
            let bearer = bearer_in(organization);
            servers.each_ref().map(|server| Client::new(server.url()).authorized(Some(&bearer)))
        };
        let (fjord, sund) = (of("fjord"), of("sund"));
        let program = fjord[0].authorized(Some(&key(database, &["--organization", "fjord"])));
        Self { launch, _servers: servers, fjord, sund, program }
    }
}

#[test]
fn a_document_brought_to_one_process_answers_its_organization_on_both() {
    on_both(|database| {
        let pair = Pair::start(database);
        let path = "/api/ai/knowledge/documents/barge%2Fmanual.html";
        let made = pair.program.put(path, &json!({"format": "html", "content": PUMP})).expect(201);
        let id = text(&made, "/id");
        for client in &pair.fjord {
            soon("the document is found", || cited(client, QUESTION, &id).is_some());
        }
        let (citation, answer) = cited(&pair.fjord[1], QUESTION, &id).expect("a citation");
        assert!(answer.contains("sea chest") && !answer.contains("Nobody sees this"), "{answer}");
        assert_eq!(text(&citation, "/title"), "Barge manual");
        assert_eq!(text(&citation, "/section"), "Ballast tank ZX-9000");
        let open = format!("/api/ai/knowledge/passage?document={id}&passage={}", citation["passage"]);
        let opened = pair.fjord[1].get(&open).expect(200);
        assert!(text(&opened, "/text").starts_with("The ballast tank"), "{opened}");

        for client in &pair.sund {
            let answer = client.post("/api/ai/chat", &said(QUESTION)).expect(200);
            assert!(!answer.to_string().contains("sea chest"), "{answer}");
            client.get(&open).expect(404);
        }

        assert_eq!(pair.program.send(("DELETE", path), None, &[]).status, 204);
        for client in &pair.fjord {
            soon("the removed document is gone", || cited(client, QUESTION, &id).is_none());
            client.get(&open).expect(404);
        }
    });
}

#[test]
fn an_imported_folder_is_searched_until_it_is_pruned() {
    on_both(|database| {
        let pair = Pair::start(database);
        let folder = database.folder().join("documents");
        let varnish = "# Hatch\n\n## Varnish\n\nVarnish the quarterdeck hatch QX-77 with spar lacquer.\n";
        write(&folder, "deck/hatch.md", varnish);
        write(&folder, "barge/manual.html", PUMP);
        let named = folder.display().to_string();
        let import = |flags: &[&str]| {
            let start = ["knowledge", "--organization", "fjord", "import", named.as_str()];
            told(database, &start.iter().chain(flags).copied().collect::<Vec<_>>())
        };
        assert!(
            import(&["--dry-run"]).contains("2 new, 0 changed, 0 unchanged, 0 removed (nothing was done)")
        );
        assert!(import(&[]).contains("2 new, 0 changed, 0 unchanged, 0 removed"));
        assert!(import(&[]).contains("0 new, 0 changed, 2 unchanged, 0 removed"));
        let id = |source: &str| {
            let path = format!("/api/ai/knowledge/documents/{source}");
            text(&pair.program.get(&path).expect(200), "/id")
        };
        let (hatch, manual) = (id("deck%2Fhatch.md"), id("barge%2Fmanual.html"));
        let about_hatch = "What do I varnish the quarterdeck hatch QX-77 with?";
        for client in &pair.fjord {
            soon("both are found", || {
                cited(client, about_hatch, &hatch).is_some() && cited(client, QUESTION, &manual).is_some()
            });
        }
        std::fs::remove_file(folder.join("barge/manual.html")).expect("a file");
        assert!(import(&["--prune"]).contains("0 new, 0 changed, 1 unchanged, 1 removed"));
        for client in &pair.fjord {
            soon("the removed document is gone", || cited(client, QUESTION, &manual).is_none());
        }
        assert!(told(database, &["knowledge", "list"]).contains("0 documents"), "the default one has none");
        // Whoever starts later knows it at once.
        let third = pair.launch.start();
        let third = Client::new(third.url()).authorized(Some(&bearer_in("fjord")));
        assert!(cited(&third, about_hatch, &hatch).is_some());
    });
}

#[test]
fn a_folder_with_a_wrong_file_changes_nothing_and_an_export_gives_all_back() {
    let database = Database::fresh(crate::database::Kind::Sqlite).expect("SQLite");
    told(&database, &["migrate"]);
    let folder = database.folder().join("in");
    write(&folder, "a.txt", "Grease the winch.");
    write(&folder, "b/c.md", "# Ropes\n\nOil the ropes.\n");
    write(&folder, "b/.hidden.md", "No.");
    write(&folder, "b/notes.pdf", "No.");
    let knowledge = |arguments: &[&str]| {
        let all: Vec<&str> = ["knowledge"].iter().chain(arguments).copied().collect();
        let ended =
            Launch::command(database.folder(), database.url(), &all).process().output().expect("it runs");
        let said =
            format!("{}{}", String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
        (ended.status.code(), said)
    };
    std::fs::write(folder.join("bad.html"), b"fine\nnot \xff fine").expect("a file");
    write(&folder, "steps.md", "+++\nid = \"x\"\ntitle = \"X\"\nkind = \"problem\"\n+++\n\nx\n");
    let (code, told) = knowledge(&["import", "in"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("bad.html:2: ") && told.contains("steps.md:"), "{told}");
    assert!(told.contains("2 files cannot be taken; nothing was changed"), "{told}");
    assert!(knowledge(&["list"]).1.contains("0 documents"));
    for name in ["bad.html", "steps.md"] {
        std::fs::remove_file(folder.join(name)).expect("a file");
    }
    assert_eq!(knowledge(&["import", "in", "--language", "no"]).0, Some(0));
    let (_, listed) = knowledge(&["list"]);
    assert!(listed.contains("a.txt  no  text article") && listed.contains("b/c.md  no"), "{listed}");
    assert!(knowledge(&["show", "b/c.md"]).1.contains("1. Ropes\nOil the ropes."));
    assert_eq!(knowledge(&["export", "out"]).0, Some(0));
    for name in ["a.txt", "b/c.md"] {
        let read = |from: &str| std::fs::read(database.folder().join(from).join(name)).expect("a file");
        assert_eq!(read("in"), read("out"), "{name}");
    }
    assert_eq!(knowledge(&["export", "out"]).0, Some(1), "nothing is overwritten");
    assert_eq!(knowledge(&["delete", "a.txt"]).0, Some(0));
    let (code, told) = knowledge(&["delete", "a.txt"]);
    assert!(code == Some(1) && told.contains("there is no document \"a.txt\""), "{told}");
    assert_eq!(knowledge(&["import", "nowhere"]).0, Some(1));
    assert_eq!(knowledge(&["import", "in", "--language", "xx"]).0, Some(2));
}
