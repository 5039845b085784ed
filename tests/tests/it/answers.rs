//! "Tell me by e-mail": an answer that nobody has seen comes as a mail, one that was seen does not, whichever process
//! showed it.

use std::time::{Duration, Instant};

use handover_testkit::process::Launch;
use serde_json::{Value, json};

use crate::client::{Client, text};
use crate::database::on_both;
use crate::main_job::{a_sink, runtime, with_mail};
use crate::streams::{Told, read};

const PATIENCE: Duration = Duration::from_secs(60);

/// Asks until the answer is yes; each question is a request or a query, so nothing spins.
fn wait_until(what: &str, mut question: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !question() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
    }
}

#[test]
fn an_answer_is_mailed_unless_a_stream_of_the_user_has_had_it() {
    on_both(|database| {
        let runtime = runtime();
        let sink = a_sink(&runtime);
        let launch = || Launch::serve(database.folder(), database.url());
        let server = with_mail(launch(), &sink).setting("PUBLIC_URL", "https://help.example.com/ai").start();
        // Without a mail server, so that it only shows streams.
        let other = launch().start();
        let client = Client::new(server.url());
        let asked = json!({"message": "Δεν βγαίνει νερό", "language": "el", "user_id": "u-7"});
        let session = text(&client.post("/api/ai/chat", &asked).expect(200), "/session_id");
        let ticket = text(&client.escalate(&session, "").expect(201), "/ticket_number");
        let notify = json!({"email": "nikos@boats.example"});
        assert_eq!(client.put(&format!("/api/ai/sessions/{session}/notify"), &notify).status, 204);
        let answer = |words: &str| -> Value {
            client.post(&format!("/api/ai/tickets/{ticket}/messages"), &json!({"content": words})).expect(200)
        };
        // The minute that the user has is over at once.
        let hurry = "UPDATE outbox SET next_attempt_at = created_at WHERE kind = 'user_expert_answered'";
        let rows = "SELECT count(*) AS value FROM outbox WHERE kind = 'user_expert_answered'";
        let waiting = format!("{rows} AND status = 'waiting'");

        answer("Close <valve> 3");
        answer("and wait");
        assert_eq!((database.number(rows), database.number(&waiting)), (1, 1), "both in one mail, later");
        database.run(hurry);
        wait_until("the mail is sent", || database.number(&waiting) == 0);
        let to_user = || {
            let mails = sink.mails().into_iter();
            mails.filter(|mail| mail.recipients == ["nikos@boats.example"]).collect::<Vec<_>>()
        };
        let mails = to_user();
        let [mail] = mails.as_slice() else { panic!("one mail to the user: {mails:?}") };
        let mail = mail.parsed().expect("a mail");
        let body = mail.body_text(0).expect("a text");
        assert!(mail.subject().expect("a subject").starts_with("Ένας ειδικός απάντησε"));
        assert!(body.contains("Close <valve> 3") && body.contains("and wait"), "{body}");
        assert!(body.contains(&format!("https://help.example.com/ai/?session={session}")), "{body}");

        answer("Is it cold?");
        let events = format!("SELECT count(*) AS value FROM session_events WHERE session_id = '{session}'");
        // One more than there are, so that it stays.
        let all = usize::try_from(database.number(&events)).expect("a few") + 1;
        let seen = format!("SELECT user_seen AS value FROM ai_sessions WHERE session_id = '{session}'");
        assert_eq!(database.number(&seen), 0, "nobody has watched so far");
        std::thread::scope(|scope| {
            scope.spawn(|| read(other.url(), &session, all, &mut Told::default()));
            wait_until("it is noted", || database.number(&seen) >= 6);
        });
        database.run(hurry);
        wait_until("it is settled", || database.number(&waiting) == 0);
        assert_eq!((database.number(rows), to_user().len()), (2, 1), "settled without a mail");
    });
}
