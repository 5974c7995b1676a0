//! The one thread that the session is worked with: one thing after the other.

use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use tokio::sync::oneshot;

use super::super::asked::Asked;
use super::super::reply::{Declined, Reply};
use super::super::session::PageSession;
use crate::error::{Result, panic_text};
use crate::typeset::STACK;

/// What waits to be done at most.
const MOST_WAITING: usize = 64;

/// What is asked, and where the answer goes.
type DeskWork = (Asked, oneshot::Sender<std::result::Result<Reply, Declined>>);

/// The way to the session.
pub(super) struct Desk(SyncSender<DeskWork>);

impl Desk {
    /// Starts the thread, which makes its session first.
    pub(super) fn open(session: impl FnOnce() -> Result<PageSession> + Send + 'static) -> std::io::Result<Self> {
        let (give, take) = sync_channel(MOST_WAITING);
        std::thread::Builder::new().stack_size(STACK).spawn(move || work(session, &take))?;
        Ok(Self(give))
    }

    /// Has something done.
    pub(super) async fn ask(&self, asked: Asked) -> std::result::Result<Reply, Declined> {
        let (answer, answered) = oneshot::channel();
        let is_taken = self.0.try_send((asked, answer)).is_ok();
        let busy = || Declined::new("还在处理前面的事，来不及", "过一会儿再试");
        if !is_taken {
            return Err(busy());
        }
        answered.await.unwrap_or_else(|_| Err(busy()))
    }
}

/// Works until nobody asks any more.
fn work(session: impl FnOnce() -> Result<PageSession>, take: &Receiver<DeskWork>) {
    let mut session = session().map_err(Declined::from);
    while let Ok((asked, answer)) = take.recv() {
        let answered = match &mut session {
            Err(refusal) => Err(refusal.clone()),
            Ok(session) => {
                std::panic::catch_unwind(AssertUnwindSafe(|| session.answer(&asked))).unwrap_or_else(|payload| {
                    let reason = panic_text(&*payload);
                    Err(Declined::new(
                        format!("程序内部出错：{reason}"),
                        "没有写出任何文件；请把输入文件和这段话反馈给开发者",
                    ))
                })
            }
        };
        // The page may have gone away.
        let _ = answer.send(answered);
    }
}
