//! What it refuses to do, in one line that says how to go on.

use std::net::TcpListener;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

use crate::install::Install;

#[test]
fn an_address_that_others_can_reach() {
    for bind in ["0.0.0.0:8001", "[::]:8001", "192.0.2.1:8001"] {
        let install = Install::new();
        let refused = install.run(&["serve", "--bind", bind]).refused(2);
        for part in ["server.bind", "open mode", "127.0.0.1:8001", "ssh -L"] {
            assert!(refused.contains(part), "{refused}");
        }
        assert!(!install.path().join("data").exists(), "nothing was touched");
    }
}

#[test]
fn an_unknown_setting() {
    let refused = Install::new().setting("HANDOVER__SERVER__PORT", "8001").run(&["serve"]).refused(2);
    assert!(refused.contains("HANDOVER__SERVER__PORT") && refused.contains("did you mean"), "{refused}");
    let refused = Install::new().run(&["migrate", "--set", "databse.url=sqlite:x"]).refused(2);
    assert!(refused.contains("`database.url`"), "{refused}");
    assert_eq!(Install::new().run(&["sevre"]).code, Some(2));
}

#[test]
fn a_port_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let refused = Install::new().run(&["serve", "--bind", &address]).refused(1);
    assert!(refused.contains(&address) && refused.contains("--bind"), "{refused}");
}

#[test]
fn a_database_of_somebody_else() {
    let install = Install::new();
    let path = install.path().join("other.db");
    let url = format!("sqlite:{}", path.display());
    let mut other = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    other.batch_execute("CREATE TABLE cats (name TEXT); INSERT INTO cats VALUES ('Minka')").unwrap();
    for command in [&["serve", "--bind", "127.0.0.1:0"][..], &["migrate"]] {
        let arguments = [command, &["--database-url", &url]].concat();
        let refused = install.run(&arguments).refused(1);
        assert!(refused.contains("cats") && refused.contains("DATABASE_URL"), "{refused}");
    }
    let doctor = install.run(&["doctor", "--database-url", &url]);
    assert_eq!(doctor.code, Some(1));
    assert!(doctor.out.contains("PROBLEM") && doctor.out.contains("cats"), "{}", doctor.out);
    let tables = "SELECT 1 / (SELECT count(*) = 1 FROM sqlite_master WHERE type = 'table')";
    other.batch_execute(tables).unwrap();
}

#[test]
fn a_database_that_it_cannot_reach() {
    let url = "postgres://nobody:canary-pw@127.0.0.1:1/none";
    let refused = Install::new().run(&["migrate", "--database-url", url]).refused(1);
    assert!(refused.contains("127.0.0.1:1") && !refused.contains("canary-pw"), "{refused}");
}

#[test]
fn rules_contacts_and_knowledge_that_it_cannot_read() {
    let install = Install::new();
    std::fs::create_dir(install.path().join("config")).unwrap();
    let contacts = install.path().join("config/contacts.toml");
    std::fs::write(&contacts, "[routes]\ngeneral = \"x\"\nemergency = \"x\"\ncontact = 3").unwrap();
    assert!(install.run(&["serve"]).refused(2).contains("config/contacts.toml"));
    std::fs::remove_file(contacts).unwrap();
    for key in ["escalation.contacts", "assistant.knowledge"] {
        let refused = install.run(&["serve", "--set", &format!("{key}=missing")]).refused(2);
        assert!(refused.contains("missing"), "{refused}");
    }
}

#[test]
fn a_worker_without_a_mail_server() {
    let refused = Install::new().run(&["worker"]).refused(2);
    assert!(refused.contains("SMTP_SERVER"), "{refused}");
}

#[test]
fn looking_at_a_database_does_not_make_one() {
    let install = Install::new();
    for command in [&["outbox", "list"][..], &["backup", "copy.db"]] {
        let refused = install.run(command).refused(1);
        assert!(refused.contains("data/handover.db"), "{refused}");
    }
    assert!(install.run(&["doctor"]).ok().contains("no database at data/handover.db yet"));
    assert!(!install.path().join("data").exists());
}
