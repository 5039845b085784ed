use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use governor::clock::FakeRelativeClock;

use super::*;
use crate::docs::openapi;

fn limit(per_minute: u32, room: usize) -> (Limit<FakeRelativeClock>, FakeRelativeClock) {
    let clock = FakeRelativeClock::default();
    let quota = NonZeroU32::new(per_minute).unwrap();
    let buckets = RateLimiter::new(Quota::per_minute(quota), Bounded::with_room(room), clock.clone());
    (Limit { policy: "p", buckets: Some(buckets), per_minute }, clock)
}

fn lets_in<C: Clock>(limit: &Limit<C>, key: u64) -> bool {
    limit.take(key).unwrap().left.is_some()
}

#[test]
fn a_bucket_is_emptied_at_once_and_refills_evenly() {
    let (limit, clock) = limit(60, 10);
    for used in 1..=60 {
        assert_eq!(limit.take(1).unwrap().left, Some(60 - used));
    }
    let refused = limit.take(1).unwrap();
    assert_eq!((refused.left, refused.more_in), (None, 1));
    assert!(lets_in(&limit, 2), "another's bucket is another's");
    clock.advance(Duration::from_millis(999));
    assert!(!lets_in(&limit, 1));
    clock.advance(Duration::from_millis(1));
    assert!(lets_in(&limit, 1) && !lets_in(&limit, 1));
    clock.advance(Duration::from_secs(3_600));
    assert_eq!(limit.take(1).unwrap().left, Some(59), "it never holds more than a minute's requests");
}

#[test]
fn whoever_comes_back_when_told_is_let_in() {
    let (limit, clock) = limit(7, 10);
    while lets_in(&limit, 1) {}
    clock.advance(Duration::from_millis(1234));
    let wait = limit.take(1).unwrap().more_in;
    clock.advance(Duration::from_secs(wait - 1));
    assert!(!lets_in(&limit, 1), "not earlier");
    clock.advance(Duration::from_secs(1));
    assert!(lets_in(&limit, 1));
}

#[test]
fn a_flood_of_keys_takes_no_more_room_and_forgets_nobody_who_used_up_a_bucket() {
    let store = Bounded::with_room(100);
    let quota = Quota::per_minute(NonZeroU32::new(3).unwrap());
    let limiter: RateLimiter<_, _, _> = RateLimiter::new(quota, store, MonotonicClock);
    let used_up = 1_000_000;
    while limiter.check_key(&used_up).is_ok() {}
    for key in 0..10_000 {
        assert!(limiter.check_key(&key).is_ok());
        assert!(key % 100 != 0 || limiter.check_key(&used_up).is_err(), "forgotten after {key}");
    }
    assert!(limiter.into_state_store().len() <= 100);
}

#[test]
fn no_race_lets_one_more_in() {
    let (limit, _clock) = limit(5, 10);
    let let_in = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..25 {
                    let_in.fetch_add(usize::from(lets_in(&limit, 1)), Ordering::SeqCst);
                }
            });
        }
    });
    assert_eq!(let_in.into_inner(), 5);
}

#[test]
fn the_answer_names_all_limits_and_what_is_left_of_the_tightest() {
    let standing = |policy, left, more_in| Standing { policy, per_minute: 60, left, more_in };
    let told = |standings: &[Standing]| {
        let mut headers = HeaderMap::new();
        tell(&mut headers, standings);
        let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        (text(&POLICY).unwrap_or_default(), text(&STANDING).unwrap_or_default())
    };
    assert_eq!(told(&[]), (String::new(), String::new()));
    let (policies, left) = told(&[standing("a", Some(50), 1), standing("b", Some(3), 1)]);
    assert_eq!(policies, "\"a\";q=60;w=60, \"b\";q=60;w=60");
    assert_eq!(left, "\"b\";r=3;t=1");
    assert_eq!(told(&[standing("a", Some(0), 1), standing("b", None, 9)]).1, "\"b\";r=0;t=9");
}

#[test]
fn whatever_is_posted_and_makes_somebody_work_counts_as_a_chat() {
    let document = openapi();
    let posts = document.paths.paths.iter().filter(|(_, item)| item.post.is_some());
    let posts = posts.map(|(path, _)| path.as_str()).filter(|path| path.starts_with("/api/ai/"));
    let counted = CHATS.into_iter().chain(LIGHT);
    assert_eq!(posts.collect::<BTreeSet<_>>(), counted.collect());
}
