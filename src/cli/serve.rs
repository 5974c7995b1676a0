//! `serve`: the page in the browser.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::args::{Arguments, ServeArguments, WORKER};
use super::outcome::Outcome;
use super::{bounded, console, show};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::output::folder_of;
use crate::serve::{PageSession, Server, ServerLimits};
use crate::typeset::STACK;

/// Serves the page of a folder until it is no longer looked at.
pub(super) fn run(arguments: &Arguments, options: &ServeArguments) -> Result<Outcome> {
    let path = options.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let real = path.canonicalize().map_err(|error| Error::io(&path, &error))?;
    let (root, file) = if real.is_dir() { (real, None) } else { (folder_of(&real).to_owned(), Some(real)) };
    let server = Server::bind()?;
    let id = file.and_then(|file| PageSession::id_of(&root, &file));
    let url = server.url(id.as_deref());
    // Layout runs on this pool; a pool that is there already is as good.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    console::print(&format!("{url}\n"))?;
    show::note(arguments, "在浏览器里打开上面的地址；关掉网页十分钟后自动结束，按 Ctrl-C 立即结束");
    if !options.no_open && open::that_detached(&url).is_err() {
        show::note(arguments, "没有找到浏览器，请自己打开上面的地址");
    }
    let limits = ServerLimits { idle: Duration::from_secs(options.idle.into()), ..ServerLimits::default() };
    server.run(
        move || Ok(PageSession::new(Engine::built_in()?, &root).with_workers(worker_words).with_trial(bounded::trial)),
        limits,
    )?;
    Ok(Outcome::Clean)
}

/// The words that start a worker for a district: those of `batch`.
fn worker_words(folder: &Path, out: &Path) -> Vec<OsString> {
    let words = [WORKER.as_ref(), "batch".as_ref(), folder.as_os_str(), "-o".as_ref(), out.as_os_str()];
    words.into_iter().map(std::ffi::OsStr::to_owned).collect()
}
