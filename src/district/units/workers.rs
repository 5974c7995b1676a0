//! Numbered pieces of work on threads of their own, each with a time limit.
//!
//! Every thread has a pool of one for the typesetter's own parallel work. On a pool shared by all units, a thread that
//! waits for a piece of one unit takes up another whole unit meanwhile, so that hundreds lie half done in memory; and
//! pieces passed from thread to thread cost more than they bring while there are more units than cores.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use super::turn::Turn;
use crate::error::{Error, Result};
use crate::typeset::STACK;

/// Why a piece of work has no result of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abandoned {
    /// It took longer than the limit.
    Overdue,
    /// It had begun to write, and took longer than the limit once more.
    Writing,
    /// There was no thread for it.
    NoThread,
}

/// What threads report to the one that waits for them.
enum Event<T> {
    /// A thread took up the piece of a number.
    Begun(usize, Arc<Turn>),
    /// The piece of a number has a result.
    Done(usize, T),
}

/// Does the piece of a number.
type Work<T> = Box<dyn Fn(usize, &Turn) -> T + Send + Sync>;

/// What every thread works from.
struct Queue<T> {
    /// How many pieces there are.
    count: usize,
    /// The next piece that nobody has taken up.
    next: AtomicUsize,
    /// Does one piece.
    work: Work<T>,
}

/// A piece that a thread works on.
struct Running {
    /// When it is looked after.
    until: Instant,
    /// Whether it may still write.
    turn: Arc<Turn>,
    /// Whether it was given more time for writing.
    is_extended: bool,
}

/// Starts a thread.
type StartThread<T> = fn(&Arc<Queue<T>>, &Sender<Event<T>>) -> std::io::Result<()>;

/// Does `count` pieces of work, `jobs` at a time; returns their results in order. `work` must not panic. A piece that
/// takes longer than `limit` counts as what `late` returns for it, and its thread is left to itself; one that writes
/// its files by then has another limit's time. `done` gets every result as it comes.
///
/// # Errors
/// When the system has no thread at all.
pub(crate) fn each<T: Send + 'static>(
    count: usize,
    jobs: usize,
    limit: Duration,
    work: impl Fn(usize, &Turn) -> T + Send + Sync + 'static,
    late: impl Fn(usize, Abandoned) -> T,
    done: impl FnMut(&T),
) -> Result<Vec<T>> {
    let queue = Queue { count, next: AtomicUsize::new(0), work: Box::new(work) };
    each_with(start, queue, jobs, limit, late, done)
}

/// [`each`] with threads that are started by `start`.
fn each_with<T: Send + 'static>(
    start: StartThread<T>,
    queue: Queue<T>,
    jobs: usize,
    limit: Duration,
    late: impl Fn(usize, Abandoned) -> T,
    mut done: impl FnMut(&T),
) -> Result<Vec<T>> {
    let (count, queue) = (queue.count, Arc::new(queue));
    let (sender, receiver) = channel();
    let mut threads = 0;
    for number in 0..jobs.clamp(1, count.max(1)) {
        match start(&queue, &sender) {
            Err(error) if number == 0 => return Err(no_thread(&error)),
            // Fewer threads do it as well.
            Err(_) => break,
            Ok(()) => threads += 1,
        }
    }
    let mut results: Vec<Option<T>> = std::iter::repeat_with(|| None).take(count).collect();
    let mut running: BTreeMap<usize, Running> = BTreeMap::new();
    let mut open = count;
    while open > 0 {
        let (number, result) = match receive(&receiver, running.values().map(|piece| piece.until).min()) {
            Some(Event::Begun(number, turn)) => {
                running.insert(number, Running { until: Instant::now() + limit, turn, is_extended: false });
                continue;
            }
            Some(Event::Done(number, result)) => (number, result),
            None => {
                let overdue = running.iter_mut().find(|(_, piece)| piece.until <= Instant::now());
                let Some((number, piece)) = overdue else { continue };
                let Some(why) = give_up(piece, limit) else { continue };
                // Its place is taken by a new thread; without one the others go on.
                threads -= 1;
                threads += usize::from(start(&queue, &sender).is_ok());
                (*number, late(*number, why))
            }
        };
        running.remove(&number);
        if results[number].is_none() {
            done(&result);
            results[number] = Some(result);
            open -= 1;
        }
        if threads == 0 {
            break;
        }
    }
    // Without any thread nobody would take up the rest.
    let rest = results.into_iter().enumerate().map(|(number, result)| {
        result.unwrap_or_else(|| {
            let result = late(number, Abandoned::NoThread);
            done(&result);
            result
        })
    });
    Ok(rest.collect())
}

/// Gives up a piece that has taken too long; none when it has begun to write and gets more time for that, once.
fn give_up(piece: &mut Running, limit: Duration) -> Option<Abandoned> {
    if piece.turn.give_up() {
        return Some(Abandoned::Overdue);
    }
    if piece.is_extended {
        piece.turn.abandon();
        return Some(Abandoned::Writing);
    }
    piece.is_extended = true;
    piece.until = Instant::now() + limit;
    None
}

/// The next event; none when the time has come to look for what is overdue.
fn receive<T>(receiver: &Receiver<Event<T>>, until: Option<Instant>) -> Option<Event<T>> {
    let Some(until) = until else { return receiver.recv().ok() };
    receiver.recv_timeout(until.saturating_duration_since(Instant::now())).ok()
}

/// Starts a thread that takes one piece after the other.
fn start<T: Send + 'static>(queue: &Arc<Queue<T>>, sender: &Sender<Event<T>>) -> std::io::Result<()> {
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
            if turn.is_given_up() {
                return;
            }
        }
    };
    Builder::new().stack_size(STACK).spawn(run).map(drop)
}

/// The error when the system has no thread.
fn no_thread(error: &std::io::Error) -> Error {
    Error::Usage {
        reason: format!("开不了线程：{error}"), hint: "关掉一些程序，或用 --jobs 写小一些的数".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, PoisonError};

    use super::*;

    /// A lock that a piece of work waits for until the test ends.
    static GATE: Mutex<()> = Mutex::new(());

    /// Waits for the gate.
    fn hang() {
        drop(GATE.lock().unwrap_or_else(PoisonError::into_inner));
    }

    #[test]
    fn what_hangs_is_given_up_and_the_rest_is_done() {
        let closed = GATE.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = |number: usize, turn: &Turn| {
            if number == 1 {
                hang();
            }
            turn.may_write().then_some(number).ok_or(Abandoned::NoThread)
        };
        let writing = |number: usize, turn: &Turn| {
            assert!(turn.may_write());
            if number == 1 {
                hang();
            }
            Ok(number)
        };
        let limit = Duration::from_millis(200);
        for jobs in [1, 2] {
            let done = each(4, jobs, limit, reading, |_, why| Err(why), |_| {}).unwrap();
            assert_eq!(done, [Ok(0), Err(Abandoned::Overdue), Ok(2), Ok(3)]);
            let done = each(4, jobs, limit, writing, |_, why| Err(why), |_| {}).unwrap();
            assert_eq!(done, [Ok(0), Err(Abandoned::Writing), Ok(2), Ok(3)]);
        }
        // Only the first thread can be had.
        static THREADS: AtomicUsize = AtomicUsize::new(0);
        let once: StartThread<_> = |queue, sender| match THREADS.fetch_add(1, Ordering::Relaxed) {
            0 => start(queue, sender),
            _ => Err(std::io::ErrorKind::OutOfMemory.into()),
        };
        let queue = Queue { count: 3, next: AtomicUsize::new(0), work: Box::new(reading) };
        let mut seen = 0;
        let done = each_with(once, queue, 1, limit, |_, why| Err(why), |_| seen += 1).unwrap();
        assert_eq!((done, seen), (vec![Ok(0), Err(Abandoned::Overdue), Err(Abandoned::NoThread)], 3));
        drop(closed);
    }

    #[test]
    fn what_writes_is_waited_for() {
        let work = |number: usize, turn: &Turn| {
            assert!(turn.may_write());
            std::thread::sleep(Duration::from_millis(500));
            number
        };
        assert_eq!(each(2, 2, Duration::from_millis(400), work, |_, _| 99, |_| {}).unwrap(), [0, 1]);
    }
}
