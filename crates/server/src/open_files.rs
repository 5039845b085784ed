//! How many files and connections the system lets this process open.

use std::num::NonZeroU32;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What database, mail, logs and the runtime open besides.
const OTHERS: u64 = 128;

/// Asks the system for room for `connections`, and returns how many there is room for. More connections
/// than that would take the files that the database needs.
pub(crate) fn room_for(connections: NonZeroU32) -> usize {
    let wanted = u64::from(connections.get()) + OTHERS;
    let limit = getrlimit(Resource::Nofile);
    let Some(current) = limit.current.filter(|current| *current < wanted) else {
        return whole(connections.get().into());
    };
    let raised = limit.maximum.map_or(wanted, |most| most.min(wanted));
    let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum: limit.maximum })
        .map_or(current, |()| raised);
    let room = raised.saturating_sub(OTHERS).max(1);
    if raised < wanted {
        tracing::warn!(
            "server.max_connections = {connections} is more than the system allows; {room} it is (ulimit -n)"
        );
    }
    whole(room)
}

fn whole(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
