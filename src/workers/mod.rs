//! Work that may go wrong in any way, done where that costs nothing else: numbered pieces on threads of their own, each
//! with a time limit, and each thread with a process of its own where what is worked on came from somebody else.
//!
//! A worker is the program itself, started again. It is given tasks and answers them (`frames.rs`), it is held to a
//! limit of memory, and it ends with the one that gives it work. Stack overflow, exhausted memory and hanging end the
//! worker, not the run; how it ended is told, and the next task starts another. Without a [`Launcher`] the same work is
//! done on the threads themselves.

mod ending;
mod frames;
mod limits;
mod line;
mod pool;
mod process;
mod turn;

pub(crate) use ending::WorkerEnd;
pub(crate) use limits::{LIMIT, limit_memory};
pub(crate) use line::WorkLine;
pub(crate) use pool::{Abandoned, Crew, Hand, each};
pub use process::Launcher;
pub(crate) use turn::Turn;
