//! A server in a thread, and a client that says byte by byte what it likes.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use nianbao::error::Result;
use nianbao::serve::{ChangeAsked, ChangeKind, PageSession, Server, ServerLimits};
use tempfile::TempDir;

use crate::support::{built_in, folder};

/// A server and how it is reached.
pub struct Served {
    /// `127.0.0.1:1234`.
    pub host: String,
    /// The token of its address.
    pub token: String,
    /// Its thread.
    pub thread: JoinHandle<Result<()>>,
}

/// Limits that tests can wait for.
pub fn quick() -> ServerLimits {
    ServerLimits { head: Duration::from_millis(400), body: Duration::from_millis(400), ..ServerLimits::default() }
}

/// A folder with a sound report as it is typed, and that of the year before.
pub fn folder_of_report() -> TempDir {
    folder(&format!("prior = \"上年.toml\"\n{}", include_str!("../cases/2025.toml")))
}

/// A change of what says something now.
pub fn change(kind: ChangeKind, path: &str, was: &str, text: &str) -> ChangeAsked {
    ChangeAsked::new(kind, path, was, text)
}

/// Serves a folder.
pub fn serve(root: &Path, limits: ServerLimits) -> Served {
    let server = Server::bind().unwrap();
    let url = server.url(None);
    let root = root.to_owned();
    let thread = std::thread::spawn(move || server.run(move || Ok(PageSession::new(built_in(), &root)), limits));
    Served::at(&url, thread)
}

/// The program itself as it serves a folder, and its process.
pub fn program(root: &Path) -> (Served, Child) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    let mut child =
        command.arg("serve").arg(root).args(["--no-open", "--quiet"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
    (Served::at(url.trim(), std::thread::spawn(|| Ok(()))), child)
}

/// What was answered: the status, all headers in small letters, the body.
#[derive(Debug)]
pub struct Answered {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answered {
    /// The body as a text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}", self.text()))
    }
}

impl Served {
    /// What is served at an address, by a thread.
    fn at(url: &str, thread: JoinHandle<Result<()>>) -> Self {
        let (host, token) = url.strip_prefix("http://").unwrap().split_once("/#").unwrap();
        assert!(host.starts_with("127.0.0.1:"), "{host}");
        assert_eq!(token.len(), 32, "128 bits");
        Self { host: host.to_owned(), token: token.to_owned(), thread }
    }

    /// A connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    /// What is answered to these bytes; nothing where the connection is closed.
    pub fn say(&self, bytes: &[u8]) -> Option<Answered> {
        let mut stream = self.connect();
        // It may be answered and closed before all is said.
        let _ = stream.write_all(bytes);
        read(&mut stream)
    }

    /// What is answered to a request with these headers.
    pub fn request(&self, first: &str, headers: &[(&str, &str)], body: &str) -> Answered {
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = body.len();
        let said = format!("{first} HTTP/1.1\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        self.say(said.as_bytes()).unwrap_or_else(|| panic!("{first} is not answered"))
    }

    /// The headers that the page itself sends.
    pub fn own(&self) -> [(&'static str, String); 4] {
        [
            ("Host", self.host.clone()),
            ("Origin", format!("http://{}", self.host)),
            ("X-Nianbao-Token", self.token.clone()),
            ("Content-Type", "application/json".to_owned()),
        ]
    }

    /// What the page itself is answered.
    pub fn ask(&self, asked: &serde_json::Value) -> Answered {
        let own = self.own();
        let headers: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.request("POST /ask", &headers, &asked.to_string())
    }
}

/// Reads an answer to its end.
pub fn read(stream: &mut TcpStream) -> Option<Answered> {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answered { status, head, body: bytes[end + 4..].to_vec() })
}
