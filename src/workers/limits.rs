//! What a worker may use.

use std::time::Duration;

/// How long one piece of work may take where nothing else is said.
pub(crate) const LIMIT: Duration = Duration::from_secs(120);

/// Bytes of memory that a worker may fill. The largest sound report takes a tenth of it.
pub(super) const MEMORY: u64 = 1 << 30;

/// Bytes of addresses beside them: the program and its faces, and what libraries set aside and never fill.
#[cfg(unix)]
const BESIDE: u64 = 512 << 20;

/// Holds this process to the memory of a worker, with room for the stacks of some threads; what wants more ends it. No
/// image of it is left on the disk then.
#[cfg(unix)]
pub(crate) fn limit_memory(threads: usize) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let stacks = (threads as u64).saturating_mul(crate::typeset::STACK as u64);
    let lower = |resource, limit: u64| {
        let Rlimit { current, maximum } = getrlimit(resource);
        let limit = [current, maximum].into_iter().flatten().fold(limit, u64::min);
        // Where the system does not allow that, the worker is bounded in time alone.
        let _ = setrlimit(resource, Rlimit { current: Some(limit), maximum });
    };
    lower(Resource::As, (MEMORY + BESIDE).saturating_add(stacks));
    lower(Resource::Core, 0);
}

/// What all memory comes from where the system does not limit a process: it counts, and gives no more than it may.
#[cfg(not(unix))]
#[global_allocator]
static ALL: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, usize::MAX);

/// Holds this process to the memory of a worker; stacks are not counted.
#[cfg(not(unix))]
pub(crate) fn limit_memory(_: usize) {
    // What already takes more than that ends with the next that it wants.
    let _ = ALL.set_limit(usize::try_from(MEMORY).unwrap_or(usize::MAX));
}
