//! What is told, to whom, and for how long.

use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap_or_default()
}

fn session(number: u128) -> SessionId {
    SessionId(Uuid::from_u128(number))
}

fn exchange(number: u128) -> Exchange {
    Exchange::new(Uuid::from_u128(number))
}

/// Tells what is due, and says about which sessions that was.
fn tell(exchange: &Exchange, seconds: i64, here: impl Fn(SessionId) -> [bool; 2]) -> Vec<LiveSign> {
    let due = exchange.due(at(seconds), here);
    exchange.told(&due, at(seconds));
    due.into_iter().map(|(sign, _)| sign).collect()
}

fn nobody(_: SessionId) -> [bool; 2] {
    [false; 2]
}

#[test]
fn each_change_is_told_once_and_forgotten_when_it_is_over() {
    let here = exchange(1);
    here.typed(session(7), at(0), (Side::User, None, true));
    assert_eq!(tell(&here, 0, nobody).len(), 1);
    assert_eq!(tell(&here, 1, nobody), [], "nothing new");
    here.typed(session(7), at(2), (Side::User, None, false));
    let told = tell(&here, 2, nobody);
    assert_eq!(told.iter().map(|sign| sign.until).collect::<Vec<_>>(), [at(32)]);
    assert_eq!(tell(&here, 40, nobody), []);
    assert!(here.own().is_empty(), "what is over takes no room");
}

#[test]
fn open_streams_are_told_again_and_so_is_their_end() {
    let here = exchange(1);
    here.came_or_went(session(7), at(0));
    let open = |_| [true, false];
    assert_eq!(tell(&here, 0, open).len(), 1);
    assert_eq!(tell(&here, 299, open), []);
    assert_eq!(tell(&here, 300, open).len(), 1, "for ten minutes more");
    here.came_or_went(session(7), at(400));
    // The others could not be told for a while.
    let told = tell(&here, 500, nobody);
    assert_eq!(told.len(), 1);
    assert!(told.iter().all(|sign| sign.said.contains("\"here\":[false,false]")), "{told:?}");
    assert_eq!(tell(&here, 501, nobody), []);
    assert!(here.own().is_empty());
}

#[test]
fn streams_count_while_their_process_is_there_and_a_stop_anyway() {
    let (here, there) = (exchange(1), exchange(2));
    there.came_or_went(session(7), at(0));
    there.stop(session(7), at(0), 4);
    let due = there.due(at(0), |_| [true, false]);
    assert!(there.is_urgent(&due));
    let mut signs: Vec<LiveSign> = due.into_iter().map(|(sign, _)| sign).collect();
    let alone = here.read(signs.clone());
    assert!(!here.has_company());
    assert_eq!(alone.get(&session(7)).map(|said| (said.here, said.stopped)), Some(([false; 2], 4)));
    signs.push(there.presence(at(0)));
    let both = here.read(signs.clone());
    assert!(here.has_company());
    assert_eq!(both.get(&session(7)).map(|said| (said.here, said.stopped)), Some(([true, false], 4)));
    assert!(there.read(signs).is_empty(), "nobody listens to themselves");
}

#[test]
fn typing_is_heard_once_and_what_was_said_before_is_over() {
    let (here, there) = (exchange(1), exchange(2));
    let read = |seconds| {
        let signs = there.due(at(seconds), nobody).into_iter().map(|(sign, _)| sign).collect();
        here.read(signs).remove(&session(7))
    };
    let mut head = Head::default();
    there.typed(session(7), at(0), (Side::Expert, Some("Eva"), true));
    assert!(!head.hear(read(0).as_ref()), "from before somebody listened");
    there.typed(session(7), at(0), (Side::Expert, Some("Eva"), true));
    assert!(head.hear(read(0).as_ref()));
    assert!(!head.hear(read(0).as_ref()), "the same again");
    let typing = head.typing_of_others(Side::User);
    assert_eq!((typing.name.as_deref(), typing.is_typing, typing.times), (Some("Eva"), true, 1));
    assert!(!head.hear(None));
}
