//! The calling side: ids, limits, waiting for results.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::time::Instant;

use super::super::execute::check_size;
use super::super::{OutgoingCall, lost};
use super::batch::Waiting;
use super::lane::refusal;
use super::line::Line;
use super::link::{Backoff, Link};
use super::pending::Pending;
use super::presence::Presence;
use super::topology::request_queue;
use super::ways::{Way, Ways};
use crate::rpc::{MethodDescriptor, Reason, Result, ServiceDescriptor, Status};

/// When a call without a result is looked after: first only whether its message
/// came back, which costs nothing, then also whether somebody serves.
const LOOKS: [Duration; 2] = [Duration::from_millis(5), Duration::from_millis(100)];

/// How often it is looked after from then on.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long a line may take to open.
const OPEN_WITHIN: Duration = Duration::from_secs(10);

/// What the tasks of the calling side share.
pub(super) struct Shared {
    pub(super) link: Arc<Link>,
    pub(super) pending: Pending,
    pub(super) lines: watch::Sender<Option<Arc<Line>>>,
    presences: Mutex<HashMap<String, Arc<Presence>>>,
}

impl Shared {
    /// What is known of the consumers of a service.
    pub(super) fn presence(&self, service: &'static ServiceDescriptor) -> Arc<Presence> {
        let queue = request_queue(service, self.link.settings.queue_type);
        let mut presences = self
            .presences
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let presence = presences
            .entry(queue)
            .or_insert_with_key(|queue| Arc::new(Presence::new(queue.clone())));
        Arc::clone(presence)
    }

    /// The line to send on. Waits while a connection is being made, but not for
    /// a broker that is known to be away.
    pub(super) async fn line(&self, deadline: Instant) -> Result<Arc<Line>, Status> {
        let mut lines = self.lines.subscribe();
        let mut state = self.link.state();
        loop {
            if let Some(line) = lines.borrow_and_update().clone() {
                return Ok(line);
            }
            if let Some(status) = refusal(&state.borrow_and_update()) {
                return Err(status);
            }
            tokio::select! {
                Ok(()) = lines.changed() => {}
                Ok(()) = state.changed() => {}
                () = tokio::time::sleep_until(deadline) => {
                    return Err(Status::deadline_exceeded("no connection in time"));
                }
                else => return Err(Reason::NotConnected.status("the bus is closed")),
            }
        }
    }

    /// Notes that the broker has no such queue.
    pub(super) fn queue_is_gone(&self, queue: &str) {
        let presences = self
            .presences
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(presence) = presences.get(queue) {
            presence.gone();
        }
    }
}

/// The calling side of the bus.
pub(super) struct Client {
    pub(super) shared: Arc<Shared>,
    pub(super) ways: Ways,
    in_flight: Semaphore,
    next_id: AtomicU64,
}

impl Client {
    /// Starts to keep a line open.
    pub(super) fn start(link: &Arc<Link>) -> Arc<Self> {
        let shared = Arc::new(Shared {
            link: Arc::clone(link),
            pending: Pending::default(),
            lines: watch::Sender::new(None),
            presences: Mutex::default(),
        });
        tokio::spawn(keep_a_line(Arc::clone(&shared)));
        Arc::new(Self {
            ways: Ways::new(Arc::clone(&shared)),
            in_flight: link.settings.limits.in_flight(),
            next_id: AtomicU64::new(1),
            shared,
        })
    }

    /// Forgets how many consumers a service had.
    pub(super) fn forget_presence(&self, service: &'static ServiceDescriptor) {
        self.shared.presence(service).forget();
    }

    /// Sends a call and waits for its result.
    pub(super) async fn call(&self, call: OutgoingCall) -> Result<Bytes> {
        let method = call.method;
        let limits = self.shared.link.settings.limits;
        check_size("request", method.path, call.payload.len(), limits)?;
        if let Some(status) = refusal(&self.shared.link.state().borrow()) {
            return Err(status);
        }
        let _slot = self.in_flight.try_acquire().map_err(|_| {
            Reason::CallerFull.status(format!(
                "this process already waits for {} calls",
                limits.calls_in_flight
            ))
        })?;
        let deadline = call.deadline();
        if deadline <= Instant::now() {
            return Err(too_late(method));
        }
        let way = self.ways.of(method);
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let answered = self.shared.pending.insert(id, method);
        let mut noted = Noted {
            pending: &self.shared.pending,
            id: Some(id),
        };
        let waiting = Waiting {
            id,
            method,
            caller: call.caller,
            context: call.context,
            deadline,
            payload: call.payload,
        };
        way.backlog.push(waiting, &self.shared.pending);
        let result = self.result(&way, id, answered, deadline, method).await?;
        noted.id = None;
        result
    }

    /// Waits for a result; the outer error is that of a caller who gives up.
    async fn result(
        &self,
        way: &Way,
        id: u64,
        mut answered: oneshot::Receiver<Result<Bytes>>,
        deadline: Instant,
        method: &'static MethodDescriptor,
    ) -> Result<Result<Bytes>> {
        let gone = || Err(lost(method, "the bus is gone"));
        let sent = Instant::now();
        let mut looks = 0;
        loop {
            let look_at = match LOOKS.get(looks) {
                Some(after) => sent + *after,
                None => Instant::now() + LOOK_EVERY,
            };
            tokio::select! {
                biased;
                result = &mut answered => return Ok(result.unwrap_or_else(|_| gone())),
                () = tokio::time::sleep_until(look_at.min(deadline)) => {}
            }
            if Instant::now() >= deadline {
                return Err(too_late(method));
            }
            tokio::select! {
                biased;
                result = &mut answered => return Ok(result.unwrap_or_else(|_| gone())),
                () = self.look_after(way, id, looks > 0) => {}
                () = tokio::time::sleep_until(deadline) => return Err(too_late(method)),
            }
            looks += 1;
        }
    }

    /// Ends a call that nobody can answer any more.
    async fn look_after(&self, way: &Way, id: u64, is_late: bool) {
        let Some(line) = self.shared.lines.borrow().clone() else {
            return;
        };
        line.take_returned(&self.shared).await;
        if is_late
            && let Some(count) = way.presence.ask(&line).await
            && count.abandons_calls()
        {
            self.shared.pending.nobody_serves(id);
        }
    }
}

/// Forgets a call when its caller goes away.
struct Noted<'a> {
    pending: &'a Pending,
    id: Option<u64>,
}

impl Drop for Noted<'_> {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            self.pending.forget(id);
        }
    }
}

fn too_late(method: &MethodDescriptor) -> Status {
    Status::deadline_exceeded(format!("{} was not answered in time", method.path))
}

/// Opens a line on each new connection, and another when only its channel ends.
async fn keep_a_line(shared: Arc<Shared>) {
    let mut connections = shared.link.connections();
    let mut backoff = Backoff::new(Duration::from_millis(20), Duration::from_secs(2));
    for id in 1.. {
        let connection = tokio::select! {
            connection = connections.wait_for(Option::is_some) => match connection {
                Ok(connection) => connection.clone(),
                Err(_closed) => return,
            },
            () = shared.link.closing() => return,
        };
        let Some(connection) = connection else {
            continue;
        };
        let since = Instant::now();
        let why = match tokio::time::timeout(OPEN_WITHIN, Line::open(id, connection)).await {
            Ok(Ok((line, replies))) => {
                shared.lines.send_replace(Some(Arc::clone(&line)));
                let why = line.run(replies, &shared).await;
                shared.lines.send_replace(None);
                shared.pending.line_lost(id, &why);
                why
            }
            Ok(Err(error)) => error.to_string(),
            Err(_elapsed) => "the broker did not open a channel in time".to_owned(),
        };
        tracing::debug!(why, "the channel for requests ended");
        backoff.reset_if_stable(since);
        tokio::select! {
            () = tokio::time::sleep(backoff.next()) => {}
            () = shared.link.closing() => return,
        }
    }
}
