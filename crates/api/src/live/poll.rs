//! The poll: what other processes have changed, asked once for all that is watched in this one.

use std::sync::Arc;

use actix_web::rt::time::interval;
use handover_domain::{
    Actor, LiveSign, OrganizationId, SessionHead, SessionId, TokenHash, actor_of_key, actor_of_login,
    open_tickets, queue_line,
};
use tokio::time::MissedTickBehavior;

use super::{Head, Line, Live, POLL, Proof};
use crate::api::Tools;
use crate::problem::ApiError;

/// Every how many polls the proofs of open streams are looked at again: within three seconds.
const PROOFS_EVERY: u32 = 3;

/// Every how many polls places in the queue are told anew: not more often than every two seconds.
const LINES_EVERY: u32 = 3;

/// Every how many polls a process says that it is there; with some time to spare.
const PRESENCE_EVERY: u32 = 10;

/// Every how many polls what processes said is forgotten that is worth nothing any more: about every minute.
const FORGETTING_EVERY: u32 = 75;

/// Watches the database on behalf of all streams, for ever.
pub(crate) async fn keep_watch(tools: Tools, live: Live) {
    let mut ticks = interval(POLL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut round, mut said): (u32, Option<u32>) = (0, None);
    loop {
        // Whichever comes first: what changed here is told at once.
        let is_due = tokio::select! {
            _ = ticks.tick() => true,
            () = live.0.queue_changed.notified() => false,
            () = live.0.exchange.changed() => {
                tell_others(&tools, &live).await;
                continue;
            }
        };
        look_at_queues(&tools, &live).await;
        if !is_due {
            continue;
        }
        round = round.wrapping_add(1);
        say_that_we_are_there(&tools, &live, (round, &mut said)).await;
        look_at_sessions(&tools, &live).await;
        if round.is_multiple_of(LINES_EVERY) {
            look_at_lines(&tools, &live).await;
        }
        if round.is_multiple_of(PROOFS_EVERY) {
            look_at_proofs(&tools, &live).await;
        }
        if round.is_multiple_of(FORGETTING_EVERY) {
            forget_signs(&tools, &live).await;
        }
    }
}

async fn look_at_sessions(tools: &Tools, live: &Live) {
    let watched = live.0.sessions.keys();
    if watched.is_empty() {
        return;
    }
    let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
    let sessions = watched.clone();
    let look = desk.read(move |view, scene| {
        Ok((view.session_heads(&sessions)?, view.live_signs(&sessions, scene.now)?))
    });
    match look.await {
        Ok((heads, signs)) => {
            for head in &heads {
                live.0.sessions.tell_if(&head.session_id, |known| learn(known, head));
            }
            hear(live, &watched, signs);
            if live.0.exchange.has_company() {
                tell_others(tools, live).await;
            }
        }
        // The next round asks again. Whoever watches is not told, and has missed nothing when it succeeds.
        Err(error) => late(&error),
    }
}

/// Whether the row says anything that is not known.
fn learn(known: &mut Head, head: &SessionHead) -> bool {
    let is_news = known.version < head.version;
    if is_news {
        (known.version, known.turn) = (head.version, head.turn);
    }
    is_news
}

/// Passes on what other processes say about the sessions that are watched here.
fn hear(live: &Live, watched: &[SessionId], signs: Vec<LiveSign>) {
    let said = live.0.exchange.read(signs);
    for session in watched {
        let said = said.get(session);
        live.0.sessions.tell_if(session, |head| head.hear(said));
        let Some(turn) = said.map(|said| said.stopped) else { continue };
        live.0.stops.tell_if(session, |stopped| {
            let is_newer = *stopped < turn;
            *stopped = turn.max(*stopped);
            is_newer
        });
    }
}

/// Tells the other processes what there is to tell, if there are any.
async fn tell_others(tools: &Tools, live: &Live) {
    let (exchange, now) = (&live.0.exchange, tools.clock.now());
    let due = exchange.due(now, |session| live.here(session));
    if due.is_empty() {
        return;
    }
    let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
    if !exchange.has_company() && !exchange.is_urgent(&due) {
        // Others may have come since the last look, and whoever watches nothing does not look by itself.
        match desk.read(move |view, _| Ok(view.live_signs(&[], now)?)).await {
            Ok(signs) => drop(exchange.read(signs)),
            Err(error) => late(&error),
        }
        if !exchange.has_company() {
            return;
        }
    }
    let signs: Vec<LiveSign> = due.iter().map(|(sign, _)| sign.clone()).collect();
    match desk.write(move |tx, _| Ok(tx.put_live_signs(&signs)?)).await {
        Ok(()) => exchange.told(&due, now),
        Err(error) => late(&error),
    }
}

/// Says now and then that this process is there, while it watches anything; `said` is the round of the last time.
async fn say_that_we_are_there(tools: &Tools, live: &Live, (round, said): (u32, &mut Option<u32>)) {
    let is_fresh = said.is_some_and(|last| round.wrapping_sub(last) < PRESENCE_EVERY);
    if is_fresh || live.0.sessions.keys().is_empty() {
        return;
    }
    let presence = live.0.exchange.presence(tools.clock.now());
    let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
    match desk.write(move |tx, _| Ok(tx.put_live_signs(&[presence])?)).await {
        Ok(()) => *said = Some(round),
        Err(error) => late(&error),
    }
}

/// Forgets what processes said long ago, while anything is watched here.
async fn forget_signs(tools: &Tools, live: &Live) {
    if live.0.sessions.keys().is_empty() {
        return;
    }
    let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
    if let Err(error) = desk.write(|tx, scene| Ok(tx.forget_live_signs(scene.now)?)).await {
        late(&error);
    }
}

async fn look_at_queues(tools: &Tools, live: &Live) {
    for organization in live.0.queues.keys() {
        let desk = tools.desk(Actor::system(organization));
        let look = desk.read(|view, scene| {
            let there = view.duties(scene.actor.scope())?;
            let there = there.into_iter().filter_map(|duty| Some((duty.expert_id, duty.available?)));
            Ok((open_tickets(view, scene)?, there.collect::<Vec<_>>()))
        });
        match look.await {
            Ok((tickets, there)) => live.0.queues.tell_if(&organization, |known| known.learn(tickets, there)),
            Err(error) => late(&error),
        }
    }
}

async fn look_at_lines(tools: &Tools, live: &Live) {
    for organization in live.0.lines.keys() {
        let desk = tools.desk(Actor::system(organization));
        let line = desk.read(|view, scene| Ok(queue_line(view, scene.actor.scope(), scene.now)?)).await;
        match line {
            // Also where nothing has changed: what is expected does, as time goes by.
            Ok(line) => drop(live.0.lines.tell(&organization, |known| *known = Line(Some(Arc::new(line))))),
            Err(error) => late(&error),
        }
    }
}

async fn look_at_proofs(tools: &Tools, live: &Live) {
    for proof in live.0.proofs.keys() {
        match who(tools, proof).await {
            Ok(actor) => live.0.proofs.tell_if(&proof, |known| {
                let differs = *known != actor;
                *known = actor;
                differs
            }),
            Err(error) => late(&error),
        }
    }
}

/// Whom `proof` stands for now.
async fn who(tools: &Tools, proof: Proof) -> Result<Option<Actor>, ApiError> {
    let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
    desk.read(move |view, scene| {
        let recognised = match proof {
            Proof::Lasting | Proof::Until(_) => None,
            Proof::Key(hash) => match TokenHash::new(hash) {
                Some(hash) => actor_of_key(view, &hash, scene.now)?,
                None => None,
            },
            Proof::Login(hash) => match TokenHash::new(hash) {
                Some(hash) => actor_of_login(view, &hash, scene.now)?,
                None => None,
            },
        };
        Ok(recognised.map(|recognised| recognised.actor))
    })
    .await
}

fn late(error: &ApiError) {
    tracing::debug!(%error, wait = ?POLL, "the watch for live streams could not read the database");
}
