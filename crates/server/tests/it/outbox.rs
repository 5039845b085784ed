//! `outbox`: what is owed, the mail as it waits, and another try.

use crate::install::Install;

#[test]
fn what_waits_is_listed_shown_and_tried_again() {
    let install = Install::new();
    let server = install.serve(&[]);
    let number = server.ticket();
    let list = install.run(&["outbox", "list"]).ok();
    let row = list.lines().find(|line| line.contains(&number)).unwrap();
    assert!(row.contains("waiting") && row.contains("support_ticket_opened"), "{row}");
    assert!(list.contains("1 waiting, 0 sent, 0 dead") && list.contains("SMTP_SERVER"), "{list}");
    assert!(!install.run(&["outbox", "list", "--status", "dead"]).ok().contains(&number));
    let id = row.split_whitespace().next().unwrap();
    let shown = install.run(&["outbox", "show", id]).ok();
    for part in [&number, "Subject: ", "gate <B>", "There is no water at the discs."] {
        assert!(shown.contains(part), "`{part}` is missing: {shown}");
    }
    assert!(install.run(&["outbox", "retry", id]).ok().contains("is due now"));
    let unknown = "01a2044a-0000-7000-8000-000000000000";
    for command in ["show", "retry"] {
        assert!(install.run(&["outbox", command, unknown]).refused(1).contains(unknown));
    }
    assert_eq!(install.run(&["outbox", "show", "17"]).code, Some(2));
}
