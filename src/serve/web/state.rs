//! What all connections share.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::desk::Desk;
use super::guard::{Guard, is_same};
use super::key::random_key;

/// What bounds a connection and the whole.
#[derive(Debug, Clone)]
pub struct ServerLimits {
    /// How long nothing may be asked before it ends.
    pub idle: Duration,
    /// How long the head of a request may take, and a connection on which nothing is asked.
    pub head: Duration,
    /// How long the body of a request may take.
    pub body: Duration,
    /// Connections at one time; further ones are closed at once.
    pub connections: usize,
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            idle: Duration::from_mins(10),
            head: Duration::from_secs(10),
            body: Duration::from_secs(30),
            connections: 64,
        }
    }
}

/// What all connections share.
pub(super) struct ServerState {
    /// Who may ask.
    pub guard: Guard,
    /// The way to the session.
    pub desk: Desk,
    /// What bounds a connection.
    pub limits: ServerLimits,
    /// A web page that is to be shown, with the key in its address.
    page: Mutex<Option<(String, String)>>,
    /// How much is being answered.
    working: AtomicUsize,
    /// When the page last asked for something: milliseconds since the beginning.
    asked: AtomicU64,
    begin: Instant,
}

impl ServerState {
    /// What connections share that begin now.
    pub(super) fn new(guard: Guard, desk: Desk, limits: ServerLimits) -> Self {
        Self {
            guard,
            desk,
            limits,
            page: Mutex::default(),
            working: AtomicUsize::new(0),
            asked: AtomicU64::new(0),
            begin: Instant::now(),
        }
    }

    /// Keeps a web page until it is taken, once; the key that takes it.
    pub(super) fn keep_page(&self, html: String) -> Option<String> {
        let key = random_key().ok()?;
        *self.page.lock().ok()? = Some((key.clone(), html));
        Some(key)
    }

    /// The web page of that key, which is gone then.
    pub(super) fn take_page(&self, key: &str) -> Option<String> {
        self.page.lock().ok()?.take_if(|(known, _)| is_same(key.as_bytes(), known.as_bytes())).map(|(_, html)| html)
    }

    /// Takes the page to be there for as long as what is given back lives.
    pub(super) fn present(&self) -> Presence<'_> {
        self.working.fetch_add(1, Ordering::Relaxed);
        Presence(self)
    }

    /// Notes that the page is there.
    fn note(&self) {
        let now = u64::try_from(self.begin.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.asked.store(now, Ordering::Relaxed);
    }

    /// Waits until nothing was asked for so long.
    pub(super) async fn idle(&self) {
        loop {
            let asked = Duration::from_millis(self.asked.load(Ordering::Relaxed));
            let is_working = self.working.load(Ordering::Relaxed) > 0;
            let left = (asked + self.limits.idle).saturating_sub(self.begin.elapsed());
            let left = if is_working { self.limits.idle } else { left };
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left).await;
        }
    }
}

/// The page is there while this lives.
pub(super) struct Presence<'s>(&'s ServerState);

impl Drop for Presence<'_> {
    fn drop(&mut self) {
        self.0.note();
        self.0.working.fetch_sub(1, Ordering::Relaxed);
    }
}
