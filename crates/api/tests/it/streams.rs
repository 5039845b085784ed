//! Live streams of sessions: what they tell whom, where they begin again, and what ends them.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use handover_api::ApiSettings;
use handover_domain::{KeyScope, OrganizationId, SessionId, StoreExt};
use serde_json::{Value, json};

use crate::identify::{closed, closed_with, open_session, with_token};
use crate::matrix::key_with;
use crate::running::{Running, Wish};
use crate::staff::{PASSWORD, cookie_of, employ_in, sign_in};
use crate::stream::{Event, Stream};

fn events_of(app: &Running, session: &str, query: &str) -> Stream {
    Stream::open(&app.request("GET", &format!("/api/ai/sessions/{session}/events{query}")))
}

fn numbered(events: &[Event]) -> Vec<(i64, &str)> {
    events.iter().filter_map(|event| Some((event.id?, event.name.as_str()))).collect()
}

#[test]
fn a_stream_tells_the_whole_session_and_goes_on_as_it_happens() {
    let app = Running::start();
    let session = app.session();
    let mut stream = events_of(&app, &session, "");
    assert_eq!(stream.head.header("content-type"), Some("text/event-stream; charset=utf-8"));
    assert_eq!(stream.head.header("x-accel-buffering"), Some("no"));
    assert!(stream.head.header("cache-control").unwrap().contains("no-store"));
    let greeting = stream.next().unwrap();
    assert_eq!((greeting.name.as_str(), greeting.id), ("session", None));
    assert_eq!(greeting.data["owner"]["kind"], "assistant");
    assert_eq!(greeting.data["last_event"], 2);
    let asked = stream.next().unwrap();
    assert_eq!((asked.id, asked.name.as_str()), (Some(1), "message"));
    let history = app.get(&format!("/api/ai/sessions/{session}/history")).expect(200);
    assert_eq!(asked.data, history["messages"][0], "an event is what the history says");
    assert_eq!(stream.next().unwrap().data, history["messages"][1]);
    assert_eq!(stream.next().unwrap().data, json!({"user": true, "expert": false}));
    let made = app.escalate(&session);
    let escalated = [stream.until("message"), stream.until("owner"), stream.until("ticket")];
    assert_eq!(escalated[0].data["sender"], "system");
    assert_eq!(escalated[1].data["owner"]["kind"], "queue");
    assert_eq!(escalated[2].data["ticket"]["ticket_number"], made["ticket_number"]);
    assert_eq!(escalated.map(|event| event.id), [Some(3), Some(4), Some(5)]);
}

#[test]
fn a_stream_begins_where_its_reader_was() {
    let app = Running::start();
    let session = app.session();
    app.escalate(&session);
    let all = events_of(&app, &session, "?seconds=0").rest();
    assert_eq!(all.last().unwrap().data, json!({"reason": "done"}));
    assert_eq!(numbered(&all), [(1, "message"), (2, "message"), (3, "message"), (4, "owner"), (5, "ticket")]);
    for known in 0..=7_i64 {
        let path = format!("/api/ai/sessions/{session}/events?seconds=0&after=0");
        let request = app.request("GET", &path).header("Last-Event-ID", &known.to_string());
        let told: Vec<i64> = Stream::open(&request).rest().iter().filter_map(|event| event.id).collect();
        assert_eq!(told, (known + 1..=5).collect::<Vec<_>>(), "after {known}");
    }
    let path = format!("/api/ai/sessions/{session}/events");
    for wrong in ["-1", "x", "", "99999999999999999999"] {
        app.request("GET", &path).header("Last-Event-ID", wrong).send().expect(422);
    }
    app.get("/api/ai/sessions/00000000-0000-4000-8000-000000000000/events").expect(404);
}

#[test]
fn a_long_session_comes_whole_and_in_order() {
    let app = Running::start();
    let session = app.session();
    for number in 0..40 {
        app.chat(&json!({"message": format!("Message {number}"), "session_id": session}));
    }
    let told: Vec<i64> =
        events_of(&app, &session, "?seconds=0").rest().iter().filter_map(|event| event.id).collect();
    assert_eq!(told, (1..=82).collect::<Vec<_>>());
}

#[test]
fn what_another_process_writes_is_told_within_a_second() {
    let app = Running::start();
    let other = Running::with(Wish { store: app.store.clone(), ..Wish::default() });
    let session = app.session();
    let mut stream = events_of(&app, &session, "?after=2");
    stream.until("presence");
    let began = Instant::now();
    other.chat(&json!({"message": "Said elsewhere", "session_id": session}));
    assert_eq!(stream.until("message").data["content"], "Said elsewhere");
    assert!(began.elapsed() < Duration::from_millis(1_500), "{:?}", began.elapsed());
}

#[test]
fn a_stop_ends_streams_with_a_word() {
    let mut app = Running::start();
    let session = app.session();
    let mut stream = events_of(&app, &session, "");
    stream.until("presence");
    let began = Instant::now();
    app.begin_to_stop();
    assert_eq!(stream.until("end").data, json!({"reason": "stopping"}));
    assert_eq!(stream.next(), None);
    app.stop();
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

#[test]
fn who_holds_too_many_streams_gets_no_more() {
    let settings =
        ApiSettings { workers: 1, streams_per_client: NonZeroU32::new(2), ..ApiSettings::default() };
    let app = closed_with(false, settings);
    let session = open_session(&app, "user:anna");
    let path = format!("/api/ai/sessions/{session}/events");
    let request = with_token(&app, "user:anna", "GET", &path);
    let (first, second) = (Stream::open(&request), Stream::open(&request));
    let refused = request.send();
    assert_eq!(refused.expect(429)["type"], "/problems/too-many-streams");
    assert!(refused.header("retry-after").is_some());
    // That they are gone is noticed without anything to write.
    drop((first, second));
    let until = Instant::now() + Duration::from_secs(5);
    let look = with_token(&app, "user:anna", "GET", &format!("{path}?seconds=0"));
    while look.send().status != 200 {
        assert!(Instant::now() < until, "the streams are still counted");
        std::thread::yield_now();
    }
}

#[test]
fn a_stream_ends_when_its_reader_may_read_no_more() {
    let app = closed(false);
    let session = open_session(&app, "user:anna");
    let path = format!("/api/ai/sessions/{session}/events");
    let key = key_with(&app, KeyScope::Sessions);
    let mut by_key = Stream::open(&with_token(&app, &key, "GET", &path));
    let account = employ_in(&app, OrganizationId::DEFAULT, "ivy", handover_domain::StaffRole::Expert);
    let cookie = cookie_of(&sign_in(&app, "ivy", PASSWORD));
    let mut by_login = Stream::open(&app.request("GET", &path).header("Cookie", &cookie));
    let mut by_token = Stream::open(&with_token(&app, "user:anna", "GET", &path));
    for stream in [&mut by_key, &mut by_login, &mut by_token] {
        stream.until("presence");
    }
    let began = Instant::now();
    revoke(&app, account.id);
    for stream in [&mut by_key, &mut by_login] {
        assert_eq!(stream.until("end").data, json!({"reason": "unauthenticated"}));
        assert_eq!(stream.next(), None);
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let said: Value = with_token(&app, "user:anna", "POST", "/api/ai/chat")
        .json(&json!({"message": "Still here", "session_id": session}))
        .send()
        .expect(200);
    assert_eq!(said["success"], true);
    assert_eq!(by_token.until("message").data["sender"], "user", "another's end is not one's own");
}

/// Disables the account and revokes all keys.
fn revoke(app: &Running, account: handover_domain::AccountId) {
    use handover_domain::testing::World;
    use handover_domain::{AccessError, Actor, disable_account, list_api_keys, revoke_api_key};
    let world = World { actor: Actor::system(OrganizationId::DEFAULT), now: app.now(), ..World::new() };
    let done: Result<(), AccessError> = app.store.write(|tx| {
        disable_account(tx, &world.scene(), account)?;
        for key in list_api_keys(tx, &world.scene())? {
            revoke_api_key(tx, &world.scene(), key.id)?;
        }
        Ok(())
    });
    done.unwrap();
}

#[test]
fn the_queue_comes_whole_and_then_as_it_changes() {
    let app = Running::start();
    let other = Running::with(Wish { store: app.store.clone(), ..Wish::default() });
    let first = app.session();
    app.escalate(&first);
    let mut queue = Stream::open(&app.request("GET", "/api/ai/tickets/events"));
    let snapshot = queue.until("snapshot").data;
    assert_eq!(snapshot["tickets"].as_array().unwrap().len(), 1);
    assert_eq!(snapshot["counts"], json!({"open": 1, "in_progress": 0, "waiting_on_user": 0}));
    // Both processes are heard.
    for process in [&app, &other] {
        let began = Instant::now();
        let number = process.escalate(&process.session())["ticket_number"].clone();
        let news = queue.until("ticket").data;
        assert_eq!((&news["ticket"]["ticket_number"], &news["change"]), (&number, &json!(["opened"])));
        assert!(began.elapsed() < Duration::from_millis(1_500), "{:?}", began.elapsed());
    }
    let path = format!("/api/ai/tickets/{}", snapshot["tickets"][0]["ticket_number"].as_str().unwrap());
    app.post(&format!("{path}/take"), &json!({})).expect(200);
    let news = queue.until("ticket").data;
    assert_eq!(news["change"], json!(["status", "assignee"]));
    assert_eq!(news["counts"]["in_progress"], 1);
    app.patch(&path, &json!({"status": "closed"})).expect(200);
    assert_eq!(queue.until("gone").data["ticket_id"], snapshot["tickets"][0]["id"]);
}

#[test]
fn each_side_is_told_that_the_other_types() {
    let app = Running::start();
    let session = app.session();
    let path = format!("/api/ai/sessions/{session}");
    let mut user = events_of(&app, &session, "?after=2");
    let mut expert = events_of(&app, &session, "?after=2&as=expert");
    let typing = |body: Value| app.post(&format!("{path}/typing"), &body);
    assert_eq!(typing(json!({})).status, 204);
    assert_eq!(expert.until("typing").data, json!({"who": "user", "name": null, "typing": true}));
    assert_eq!(typing(json!({"as": "expert", "typing": false})).status, 204);
    assert_eq!(user.until("typing").data, json!({"who": "expert", "name": null, "typing": false}));
    assert_eq!(typing(json!({"as": "nobody"})).status, 422);
}

#[test]
fn who_is_there_and_who_types_is_told_in_other_processes_too() {
    let app = Running::start();
    let another = || Running::with(Wish { store: app.store.clone(), ..Wish::default() });
    let (other, third) = (another(), another());
    let session = app.session();
    let mut expert = events_of(&app, &session, "?after=2&as=expert");
    assert_eq!(expert.until("presence").data, json!({"user": false, "expert": true}));
    let mut user = events_of(&other, &session, "?after=2");
    assert_eq!(user.until("presence").data["user"], true);
    assert_eq!(expert.until("presence").data, json!({"user": true, "expert": true}));
    assert_eq!(user.until("presence").data, json!({"user": true, "expert": true}));
    // Where the word comes in nobody watches anything.
    let path = format!("/api/ai/sessions/{session}/typing");
    for is_typing in [true, false] {
        assert_eq!(third.post(&path, &json!({"typing": is_typing})).status, 204);
        let told = json!({"who": "user", "name": null, "typing": is_typing});
        assert_eq!(expert.until("typing").data, told);
    }
    assert_eq!(app.post(&path, &json!({"as": "expert"})).status, 204);
    assert_eq!(user.until("typing").data, json!({"who": "expert", "name": null, "typing": true}));
    drop(user);
    assert_eq!(expert.until("presence").data, json!({"user": false, "expert": true}));
}

#[test]
fn whoever_may_not_read_a_session_is_not_there() {
    let app = Running::start();
    let other = Running::with(Wish { store: app.store.clone(), ..Wish::default() });
    let [session, unknown] = [app.session(), uuid::Uuid::from_u128(99).to_string()];
    let mut expert = events_of(&other, &session, "?after=2&as=expert");
    expert.until("presence");
    app.get(&format!("/api/ai/sessions/{unknown}/events")).expect(404);
    let _user = events_of(&app, &session, "?after=2");
    assert_eq!(expert.until("presence").data["user"], true);
    // What the other process was told of the one would have come with what it was told of the other.
    let ids = [&session, &unknown].map(|id| SessionId(id.parse().unwrap()));
    let signs = app.store.read(|view| view.live_signs(&ids, app.now())).unwrap();
    assert_eq!(ids.map(|id| signs.iter().any(|sign| sign.session == Some(id))), [true, false]);
}
