//! The end of a run is not in the hands of what blocks.

use std::sync::mpsc::channel;
use std::time::Duration;

use super::run;

#[test]
fn a_thread_that_blocks_for_ever_does_not_keep_the_process() {
    let (never, blocked) = channel::<()>();
    let (ended, done) = channel();
    std::thread::spawn(move || {
        let outcome = run(async move {
            let (began, begins) = tokio::sync::oneshot::channel();
            drop(tokio::task::spawn_blocking(move || {
                let _ = began.send(());
                blocked.recv()
            }));
            Ok(begins.await.is_ok())
        });
        let _ = ended.send(outcome.unwrap());
    });
    assert_eq!(done.recv_timeout(Duration::from_secs(20)), Ok(true));
    drop(never);
}
