//! Numbered pieces of work on threads of their own, each with a time limit.
//!
//! Every thread has a pool of one for the typesetter's own parallel work. On a pool shared by all units, a thread that
//! waits for a piece of one unit takes up another whole unit meanwhile, so that hundreds lie half done in memory; and
//! pieces handed from thread to thread cost more than they bring while there are more units than cores.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::typeset::STACK;

/// A piece is being worked on.
const WORKING: u8 = 0;
/// It has begun to write its files.
const WRITING: u8 = 1;
/// It took too long, and nobody waits for it any more.
const GIVEN_UP: u8 = 2;

/// Whether a piece of work may still write: what was given up must not appear later.
#[derive(Debug, Default)]
pub struct Turn(AtomicU8);

impl Turn {
    /// Whether the piece may write its files; from then on it is waited for.
    pub fn may_write(&self) -> bool {
        let claimed = self.0.compare_exchange(WORKING, WRITING, Ordering::AcqRel, Ordering::Acquire);
        claimed.is_ok() || claimed == Err(WRITING)
    }

    /// Gives the piece up, unless it writes already.
    fn give_up(&self) -> bool {
        self.0.compare_exchange(WORKING, GIVEN_UP, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

/// What threads tell the one that waits for them.
enum Event<T> {
    Begun(usize, Arc<Turn>),
    Done(usize, T),
}

/// Does the piece of a number.
type Work<T> = Box<dyn Fn(usize, &Turn) -> T + Send + Sync>;

/// What every thread works from.
struct Queue<T> {
    count: usize,
    next: AtomicUsize,
    work: Work<T>,
}

/// Does `count` pieces of work, `jobs` at a time; gives their results in order. `work` must not panic. A piece that
/// takes longer than `limit` counts as what `late` gives for it; its thread is left to itself. `done` hears of every
/// result as it comes.
///
/// # Errors
/// When the system gives no thread at all.
pub fn each<T: Send + 'static>(
    count: usize,
    jobs: usize,
    limit: Duration,
    work: impl Fn(usize, &Turn) -> T + Send + Sync + 'static,
    late: impl Fn(usize) -> T,
    mut done: impl FnMut(&T),
) -> Result<Vec<T>> {
    let queue = Arc::new(Queue { count, next: AtomicUsize::new(0), work: Box::new(work) });
    let (sender, receiver) = channel();
    for number in 0..jobs.clamp(1, count.max(1)) {
        match spawn(&queue, &sender) {
            Err(error) if number == 0 => return Err(no_thread(&error)),
            // Fewer threads do it as well.
            Err(_) => break,
            Ok(()) => {}
        }
    }
    let mut results: Vec<Option<T>> = std::iter::repeat_with(|| None).take(count).collect();
    let mut running: BTreeMap<usize, (Instant, Arc<Turn>)> = BTreeMap::new();
    let mut open = count;
    while open > 0 {
        let event = receive(&receiver, running.values().map(|(begun, _)| *begun + limit).min());
        let (number, result) = match event {
            Some(Event::Begun(number, turn)) => {
                running.insert(number, (Instant::now(), turn));
                continue;
            }
            Some(Event::Done(number, result)) => (number, result),
            None => {
                let overdue = running.iter().find(|(_, (begun, _))| begun.elapsed() >= limit);
                let Some((number, turn)) = overdue.map(|(number, (_, turn))| (*number, turn.clone())) else { continue };
                if !turn.give_up() {
                    // It writes its files, which another limit's time must be enough for.
                    running.insert(number, (Instant::now(), turn));
                    continue;
                }
                // Its place is taken by a new thread; without one the others go on.
                let _ = spawn(&queue, &sender);
                (number, late(number))
            }
        };
        running.remove(&number);
        if results[number].is_none() {
            done(&result);
            results[number] = Some(result);
            open -= 1;
        }
    }
    Ok(results.into_iter().flatten().collect())
}

/// The next event; none when the time has come to look for what is overdue.
fn receive<T>(receiver: &Receiver<Event<T>>, until: Option<Instant>) -> Option<Event<T>> {
    let Some(until) = until else { return receiver.recv().ok() };
    receiver.recv_timeout(until.saturating_duration_since(Instant::now())).ok()
}

/// A thread that takes one piece after the other.
fn spawn<T: Send + 'static>(queue: &Arc<Queue<T>>, sender: &Sender<Event<T>>) -> std::io::Result<()> {
    let (queue, sender) = (queue.clone(), sender.clone());
    let run = move || {
        // Without a pool of its own the thread uses the common one, which is slower and as right.
        let _pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
        loop {
            let number = queue.next.fetch_add(1, Ordering::Relaxed);
            if number >= queue.count {
                return;
            }
            let turn = Arc::new(Turn::default());
            // Nobody listens any more only when the run has ended.
            let _ = sender.send(Event::Begun(number, turn.clone()));
            let result = (queue.work)(number, &turn);
            let _ = sender.send(Event::Done(number, result));
            if turn.0.load(Ordering::Acquire) == GIVEN_UP {
                return;
            }
        }
    };
    Builder::new().stack_size(STACK).spawn(run).map(drop)
}

/// No thread can be had.
fn no_thread(error: &std::io::Error) -> Error {
    Error::Usage {
        reason: format!("开不了线程：{error}"), hint: "关掉一些程序，或用 --jobs 写小一些的数".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, PoisonError};

    use super::*;

    #[test]
    fn what_hangs_is_given_up_and_the_rest_is_done() {
        let gate = Arc::new(Mutex::new(()));
        let closed = gate.lock().unwrap();
        let inner = gate.clone();
        let work = move |number: usize, turn: &Turn| {
            if number == 1 {
                drop(inner.lock().unwrap_or_else(PoisonError::into_inner));
            }
            turn.may_write().then_some(number)
        };
        for jobs in [1, 2] {
            let done = each(4, jobs, Duration::from_millis(200), work.clone(), |_| None, |_| {}).unwrap();
            assert_eq!(done, [Some(0), None, Some(2), Some(3)]);
        }
        drop(closed);
    }

    #[test]
    fn what_writes_is_waited_for() {
        let work = |number: usize, turn: &Turn| {
            assert!(turn.may_write());
            std::thread::sleep(Duration::from_millis(60));
            number
        };
        assert_eq!(each(2, 2, Duration::from_millis(10), work, |_| 99, |_| {}).unwrap(), [0, 1]);
    }
}
