//! Numbered pieces of work on threads of their own, each with a time limit, and with a worker where there are any.
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

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ending::WorkerEnd;
use super::process::{Launcher, Process};
use super::turn::Turn;
use crate::error::{Error, Result};
use crate::typeset::STACK;

/// Why a piece of work has no result of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Abandoned {
    /// It took longer than the limit.
    Overdue,
    /// It had begun to write, and took longer than the limit once more.
    Writing,
    /// There was no thread for it.
    NoThread,
    /// Its worker ended.
    Ended(WorkerEnd),
}

/// Who does pieces of work.
#[derive(Debug, Clone)]
pub(crate) struct Crew {
    /// How many pieces at a time.
    pub jobs: usize,
    /// How long one may take.
    pub limit: Duration,
    /// How workers are started, where pieces are done by them.
    pub launcher: Option<Arc<Launcher>>,
}

impl Crew {
    /// The same without workers.
    pub(crate) fn here(&self) -> Self {
        Self { launcher: None, ..self.clone() }
    }
}

/// What a thread has for a piece of work.
pub(crate) struct Hand {
    /// Whether the piece may still write.
    turn: Arc<Turn>,
    /// How workers are started.
    launcher: Option<Arc<Launcher>>,
    /// The thread's own worker, once it has one.
    worker: Option<Process>,
}

impl Hand {
    /// Whether the piece may still write.
    pub(crate) fn turn(&self) -> &Turn {
        &self.turn
    }

    /// Has a task done: by the thread's worker where there are workers, or else `here`.
    pub(crate) fn ask<Q: Serialize, A: DeserializeOwned>(
        &mut self,
        task: &Q,
        here: impl FnOnce(&Q, &Turn) -> A,
    ) -> std::result::Result<A, WorkerEnd> {
        match self.launcher {
            None => Ok(here(task, &self.turn)),
            Some(_) => self.ask_worker(task, &|_, _| {}),
        }
    }

    /// Has a task done by the thread's worker; `print` gets what it prints.
    pub(crate) fn ask_worker<A: DeserializeOwned>(
        &mut self,
        task: &impl Serialize,
        print: &dyn Fn(bool, &str),
    ) -> std::result::Result<A, WorkerEnd> {
        let Some(launcher) = &self.launcher else { return Err(WorkerEnd::Other("没有进程".to_owned())) };
        let mut worker = self.worker.take().map_or_else(|| launcher.worker(), Ok)?;
        match worker.ask(task, &self.turn, print) {
            Ok(answer) => {
                self.worker = Some(worker);
                Ok(answer)
            }
            Err(_) => Err(worker.ended()),
        }
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        if let Some((launcher, worker)) = self.launcher.as_ref().zip(self.worker.take()) {
            launcher.keep(worker);
        }
    }
}

/// What threads report to the one that waits for them.
enum Event<T> {
    /// A thread took up the piece of a number.
    Begun(usize, Arc<Turn>),
    /// The piece of a number has a result.
    Done(usize, T),
}

/// Does the piece of a number.
type Work<T> = Box<dyn Fn(usize, &mut Hand) -> T + Send + Sync>;

/// What every thread works from.
struct Queue<T> {
    /// How many pieces there are.
    count: usize,
    /// The next piece that nobody has taken up.
    next: AtomicUsize,
    /// Does one piece.
    work: Work<T>,
    /// How workers are started.
    launcher: Option<Arc<Launcher>>,
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

/// Does `count` pieces of work; returns their results in order. `work` must not panic. A piece that takes longer than the
/// limit counts as what `late` returns for it: its worker is ended, or its thread left to itself; one that writes its
/// files by then has another limit's time. `done` gets every result as it comes.
///
/// # Errors
/// When the system has no thread at all.
pub(crate) fn each<T: Send + 'static>(
    count: usize,
    crew: &Crew,
    work: impl Fn(usize, &mut Hand) -> T + Send + Sync + 'static,
    late: impl Fn(usize, Abandoned) -> T,
    done: impl FnMut(&T),
) -> Result<Vec<T>> {
    let queue = Queue { count, next: AtomicUsize::new(0), work: Box::new(work), launcher: crew.launcher.clone() };
    each_with(start, queue, crew, late, done)
}

/// [`each`] with threads that are started by `start`.
fn each_with<T: Send + 'static>(
    start: StartThread<T>,
    queue: Queue<T>,
    &Crew { jobs, limit, .. }: &Crew,
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
        let mut hand = Hand { turn: Arc::default(), launcher: queue.launcher.clone(), worker: None };
        loop {
            let number = queue.next.fetch_add(1, Ordering::Relaxed);
            if number >= queue.count {
                return;
            }
            let turn = Arc::new(Turn::default());
            // Nobody listens any more only when the run has ended.
            let _ = sender.send(Event::Begun(number, turn.clone()));
            hand.turn = turn.clone();
            let result = (queue.work)(number, &mut hand);
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
        let reading = |number: usize, hand: &mut Hand| {
            if number == 1 {
                hang();
            }
            hand.turn().may_write().then_some(number).ok_or(Abandoned::NoThread)
        };
        let writing = |number: usize, hand: &mut Hand| {
            assert!(hand.turn().may_write());
            if number == 1 {
                hang();
            }
            Ok(number)
        };
        let limit = Duration::from_millis(200);
        let crew = |jobs| Crew { jobs, limit, launcher: None };
        for jobs in [1, 2] {
            let done = each(4, &crew(jobs), reading, |_, why| Err(why), |_| {}).unwrap();
            assert_eq!(done, [Ok(0), Err(Abandoned::Overdue), Ok(2), Ok(3)]);
            let done = each(4, &crew(jobs), writing, |_, why| Err(why), |_| {}).unwrap();
            assert_eq!(done, [Ok(0), Err(Abandoned::Writing), Ok(2), Ok(3)]);
        }
        // Only the first thread can be had.
        static THREADS: AtomicUsize = AtomicUsize::new(0);
        let once: StartThread<_> = |queue, sender| match THREADS.fetch_add(1, Ordering::Relaxed) {
            0 => start(queue, sender),
            _ => Err(std::io::ErrorKind::OutOfMemory.into()),
        };
        let queue = Queue { count: 3, next: AtomicUsize::new(0), work: Box::new(reading), launcher: None };
        let mut seen = 0;
        let done = each_with(once, queue, &crew(1), |_, why| Err(why), |_| seen += 1).unwrap();
        assert_eq!((done, seen), (vec![Ok(0), Err(Abandoned::Overdue), Err(Abandoned::NoThread)], 3));
        drop(closed);
    }

    #[test]
    fn what_writes_is_waited_for() {
        let work = |number: usize, hand: &mut Hand| {
            assert!(hand.turn().may_write());
            std::thread::sleep(Duration::from_millis(500));
            number
        };
        let crew = Crew { jobs: 2, limit: Duration::from_millis(400), launcher: None };
        assert_eq!(each(2, &crew, work, |_, _| 99, |_| {}).unwrap(), [0, 1]);
    }
}
