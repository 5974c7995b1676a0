//! The session over HTTP, for a browser on the same machine and for nobody else.

mod assets;
mod desk;
mod guard;
mod key;
mod routes;
mod state;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::session::PageSession;
use crate::error::{Error, Result};
use desk::Desk;
use guard::Guard;
use key::random_key;
pub use state::ServerLimits;
use state::ServerState;

/// A server on this machine that nobody knows yet.
pub struct Server {
    listener: std::net::TcpListener,
    address: SocketAddr,
    token: String,
}

impl Server {
    /// Takes a port that is free, and a token that nobody can guess.
    ///
    /// # Errors
    /// When the system has no port or no randomness.
    pub fn bind() -> Result<Self> {
        let failed = |what: &str, error: &dyn std::fmt::Display| Error::Usage {
            reason: format!("{what}：{error}"),
            hint: "关掉一些程序后重试".to_owned(),
        };
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .map_err(|error| failed("系统没有空闲的端口", &error))?;
        let address = listener.local_addr().map_err(|error| failed("系统没有空闲的端口", &error))?;
        listener.set_nonblocking(true).map_err(|error| failed("系统没有空闲的端口", &error))?;
        let token = random_key().map_err(|error| failed("系统给不出随机数", &error))?;
        Ok(Self { listener, address, token })
    }

    /// The address of the page, with the token in its fragment, which browsers send to nobody, and a report to open.
    pub fn url(&self, report: Option<&str>) -> String {
        let report = report.map(|id| format!("&{id}")).unwrap_or_default();
        format!("http://{}/#{}{report}", self.address, self.token)
    }

    /// Serves until nothing was asked for so long.
    ///
    /// # Errors
    /// When the system does not let it.
    pub fn run(
        self,
        session: impl FnOnce() -> Result<PageSession> + Send + 'static,
        limits: ServerLimits,
    ) -> Result<()> {
        let failed = |error: std::io::Error| Error::Usage {
            reason: format!("系统不让程序在本机开网页：{error}"),
            hint: "关掉一些程序后重试".to_owned(),
        };
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build().map_err(failed)?;
        let desk = Desk::open(session).map_err(failed)?;
        let shared = Arc::new(ServerState::new(Guard::new(self.address, self.token), desk, limits));
        runtime.block_on(async {
            let listener = TcpListener::from_std(self.listener).map_err(failed)?;
            let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
            shared.idle().await;
            accepting.abort();
            Ok(())
        })
    }
}

/// Takes connections, so many at a time.
async fn accept(listener: TcpListener, shared: Arc<ServerState>) {
    let room = Arc::new(Semaphore::new(shared.limits.connections));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // The system has no room for a moment.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else { continue };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            connection(stream, shared).await;
            drop(place);
        });
    }
}

/// Answers what is asked on a connection, until it is closed or takes too long.
async fn connection(stream: TcpStream, shared: Arc<ServerState>) {
    let head = shared.limits.head;
    let service = service_fn(move |request| {
        let shared = Arc::clone(&shared);
        async move { Ok::<_, std::convert::Infallible>(routes::answer(&shared, request).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head).max_buf_size(64 << 10).max_headers(64);
    // A connection that breaks off concerns nobody else.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}
