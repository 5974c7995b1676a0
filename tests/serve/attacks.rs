//! Whoever is not the page gets nothing and changes nothing.

use std::io::Write as _;
use std::time::{Duration, Instant};

use serde_json::json;

use super::client::{Served, folder_of_report, quick, read, serve};

/// A folder with a report, and a server on it.
fn served() -> (tempfile::TempDir, Served) {
    let folder = folder_of_report();
    let served = serve(folder.path(), quick());
    (folder, served)
}

/// The identifier of the report.
fn id(served: &Served) -> String {
    let list = served.ask(&json!({ "ask": "list" })).json();
    let report = list.as_array().unwrap().iter().find(|report| report["name"] == "report.toml").unwrap();
    report["id"].as_str().unwrap().to_owned()
}

#[test]
fn only_the_page_is_answered() {
    let (_folder, served) = served();
    let list = json!({ "ask": "list" }).to_string();
    let with = |name: &str, value: Option<&str>| {
        let own = served.own();
        let kept = own.iter().filter(|(known, _)| *known != name).map(|(known, value)| (*known, value.as_str()));
        let headers: Vec<(&str, &str)> = kept.chain(value.map(|value| (name, value))).collect();
        served.request("POST /ask", &headers, &list).status
    };
    assert_eq!(with("Host", Some(&served.host)), 200);
    for host in ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example"] {
        assert_eq!(with("Host", Some(host)), 403, "{host}");
    }
    let port = served.host.split(':').nth(1).unwrap();
    assert_eq!(with("Host", Some(&format!("localhost:{port}"))), 403);
    assert_eq!(with("Origin", None), 403);
    for origin in ["null", "http://evil.example", "https://127.0.0.1", &format!("http://localhost:{port}")] {
        assert_eq!(with("Origin", Some(origin)), 403, "{origin}");
    }
    assert_eq!(with("X-Nianbao-Token", None), 403);
    let wrong = format!("{}0", &served.token[..31]);
    let other = if wrong == served.token { "1".repeat(32) } else { wrong };
    for token in ["", "0", other.as_str(), &served.token[..31], &format!("{0}{0}", served.token)] {
        assert_eq!(with("X-Nianbao-Token", Some(token)), 403, "{token}");
    }
    // What a form of another page could send without being asked.
    assert_eq!(with("Content-Type", Some("text/plain")), 415);
    assert_eq!(with("Content-Type", None), 415);
}

#[test]
fn the_page_is_sent_to_its_own_address_alone_and_loads_nothing_of_others() {
    let (_folder, served) = served();
    let page = served.request("GET /", &[("Host", &served.host)], "").text();
    let scripts = page.split("<script src=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    let paths: Vec<String> = ["/".to_owned(), "/page.css".to_owned()].into_iter().chain(scripts).collect();
    assert_eq!(paths.len(), 12, "{paths:?}");
    for path in paths {
        let answered = served.request(&format!("GET {path}"), &[("Host", &served.host)], "");
        assert_eq!(answered.status, 200, "{path}");
        for header in ["default-src 'none'", "frame-ancestors 'none'", "nosniff", "no-referrer", "no-store"] {
            assert!(answered.head.contains(header), "{path}: {}", answered.head);
        }
        assert!(!answered.head.contains("access-control"), "{}", answered.head);
        assert!(!answered.text().contains(&served.token) && !answered.text().contains("示例市"), "{path}");
        let links = ["http://", "https://", "//cdn", "@import", "eval(", "innerHTML", "insertAdjacentHTML"];
        assert!(links.iter().all(|link| !answered.text().contains(link)), "{path} names something else");
        assert_eq!(served.request(&format!("GET {path}"), &[("Host", "evil.example")], "").status, 403);
        assert_eq!(served.request(&format!("POST {path}"), &[("Host", &served.host)], "").status, 405);
    }
    let asked =
        [("Host", served.host.as_str()), ("Origin", "http://evil.example"), ("Access-Control-Request-Method", "POST")];
    let preflight = served.request("OPTIONS /ask", &asked, "");
    assert!(preflight.status >= 400 && !preflight.head.contains("access-control"), "{}", preflight.head);
}

#[test]
fn nothing_is_changed_by_looking() {
    let (folder, served) = served();
    let before = std::fs::read(folder.path().join("report.toml")).unwrap();
    let own = served.own();
    let headers: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let change = json!({ "ask": "undo", "id": id(&served) }).to_string();
    for method in ["GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE"] {
        assert_eq!(served.request(&format!("{method} /ask"), &headers, &change).status, 405, "{method}");
        let query = format!("{method} /ask?ask=undo&id={}&token={}", id(&served), served.token);
        assert_eq!(served.request(&query, &headers, "").status, 405, "{method}");
    }
    assert_eq!(std::fs::read(folder.path().join("report.toml")).unwrap(), before);
}

#[test]
fn no_path_leads_to_a_file() {
    let (folder, served) = served();
    std::fs::write(folder.path().join("secret.txt"), "密").unwrap();
    for path in [
        "/report.toml",
        "/../report.toml",
        "/page.js/../report.toml",
        "/%2e%2e/report.toml",
        "//",
        "/ask/",
        "/secret.txt",
        "/./",
        "/page.js%00",
    ] {
        let answered = served.request(&format!("GET {path}"), &[("Host", &served.host)], "");
        assert!(matches!(answered.status, 404 | 400), "{path}: {}", answered.status);
    }
    let real = folder.path().join("report.toml").display().to_string();
    for id in
        ["report.toml", "../report.toml", "./report.toml", "secret.txt", real.as_str(), "", "/etc/passwd", "..", "\0"]
    {
        for ask in ["open", "pages", "undo"] {
            let answered = served.ask(&json!({ "ask": ask, "id": id }));
            assert_eq!(answered.status, 422, "{ask} {id}: {}", answered.text());
        }
        assert_eq!(served.ask(&json!({ "ask": "take", "id": id, "what": "pdf" })).status, 422);
    }
    // What is not asked for in this form is nothing; fields that name files cannot be set.
    let id = id(&served);
    served.ask(&json!({ "ask": "open", "id": id }));
    for path in ["prior", "forms", "earlier", "sections.overview.file", "form", "agency", "x"] {
        for kind in ["field", "prose", "cell"] {
            let change = json!({ "kind": kind, "path": path, "text": "../../密", "was": "" });
            let answered = served.ask(&json!({ "ask": "change", "id": id, "change": change }));
            assert_eq!(answered.status, 422, "{kind} {path}: {}", answered.text());
        }
    }
    for what in ["../x", "typ", "/etc/passwd", "report.toml"] {
        assert_eq!(served.ask(&json!({ "ask": "take", "id": id, "what": what })).status, 422);
    }
    for asked in [json!({ "ask": "list", "path": "/" }), json!({ "ask": "read" }), json!([]), json!({ "ask": "open" })]
    {
        assert_eq!(served.ask(&asked).status, 400, "{asked}");
    }
    assert_eq!(served.ask(&json!({ "ask": "page", "id": id, "key": "../report.toml" })).status, 422);
}

#[test]
fn what_is_too_large_or_too_slow_is_given_up() {
    let (_folder, served) = served();
    let own: String = served.own().iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let began = Instant::now();
    let huge = format!("POST /ask HTTP/1.1\r\n{own}Content-Length: 1073741824\r\n\r\n");
    assert_eq!(served.say(huge.as_bytes()).map(|answered| answered.status), Some(413));
    // Without saying how much.
    let chunk = format!("100000\r\n{}\r\n", " ".repeat(0x10_0000));
    let chunked = format!("POST /ask HTTP/1.1\r\n{own}Transfer-Encoding: chunked\r\n\r\n{}", chunk.repeat(4));
    let status = served.say(chunked.as_bytes()).map(|answered| answered.status);
    assert!(matches!(status, Some(413) | None), "{status:?}");
    let heads = format!("GET / HTTP/1.1\r\nHost: {}\r\nX: {}\r\n\r\n", served.host, "x".repeat(1 << 20));
    assert!(served.say(heads.as_bytes()).is_none_or(|answered| answered.status == 431));
    // A head, and a body, that never end.
    for said in
        ["POST /ask HTTP/1.1\r\nHo".to_owned(), format!("POST /ask HTTP/1.1\r\n{own}Content-Length: 100\r\n\r\n{{")]
    {
        let mut stream = served.connect();
        stream.write_all(said.as_bytes()).unwrap();
        let answered = read(&mut stream);
        assert!(answered.is_none_or(|answered| answered.status == 408), "{said}");
    }
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    assert_eq!(served.ask(&json!({ "ask": "list" })).status, 200);
    for noise in [
        &b"\0\0\0\0"[..],
        b"GET",
        b"\x16\x03\x01\x02\x00\x01",
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let answered = served.say(&[noise, b"\r\n\r\n"].concat());
        assert!(answered.is_none_or(|answered| answered.status >= 400), "{noise:?}");
    }
}

#[test]
fn many_connections_keep_nobody_out_for_long() {
    let (_folder, served) = served();
    let held: Vec<_> = (0..200).filter_map(|_| std::net::TcpStream::connect(&served.host).ok()).collect();
    assert!(held.len() > 100);
    std::thread::sleep(Duration::from_millis(1200));
    assert_eq!(served.ask(&json!({ "ask": "list" })).status, 200);
    drop(held);
}

#[test]
fn it_ends_when_nothing_is_asked_for_so_long() {
    let folder = folder_of_report();
    let limits = nianbao::serve::ServerLimits { idle: Duration::from_millis(700), ..quick() };
    let served = serve(folder.path(), limits);
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(1500) {
        assert_eq!(served.ask(&json!({ "ask": "watch", "id": null })).status, 200);
        // What is not the page's own keeps it alive no longer.
        std::thread::sleep(Duration::from_millis(100));
    }
    while !served.thread.is_finished() {
        let _ = served.say(format!("GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", served.host).as_bytes());
        assert!(began.elapsed() < Duration::from_secs(10), "it does not end");
        std::thread::sleep(Duration::from_millis(50));
    }
    served.thread.join().unwrap().unwrap();
}

#[cfg(unix)]
#[test]
fn a_file_that_ends_whoever_reads_it_ends_only_that() {
    use std::process::Command;
    use std::sync::atomic::{AtomicBool, Ordering};

    use crate::district::workers::workers_of;
    use crate::support::grid::workbook;

    let folder = folder_of_report();
    let book = workbook(include_str!("../cases/2025.toml"));
    std::fs::write(folder.path().join("填报.xlsx"), &book).unwrap();
    let (served, mut child) = super::client::program(folder.path());
    let list = served.ask(&json!({ "ask": "list" })).json();
    let id = |name: &str| {
        let report = list.as_array().unwrap().iter().find(|report| report["name"] == name).unwrap();
        report["id"].as_str().unwrap().to_owned()
    };
    // Whoever reads it is ended from without, as a file would do it that takes all memory.
    let (process, is_over) = (child.id(), AtomicBool::new(false));
    let declined = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                for worker in workers_of(process) {
                    let _ = Command::new("kill").args(["-9", &worker.to_string()]).output();
                }
            }
        });
        let all = [json!({ "ask": "open", "id": id("填报.xlsx") }), json!({ "ask": "pages", "id": id("填报.xlsx") })];
        let declined = all.map(|asked| served.ask(&asked));
        is_over.store(true, Ordering::Relaxed);
        declined
    });
    for answered in declined {
        assert!(answered.status == 422 && answered.text().contains("已放弃"), "{}", answered.text());
    }
    // The others are served as before, and it is too, once it does no harm.
    for name in ["report.toml", "填报.xlsx"] {
        assert_eq!(served.ask(&json!({ "ask": "open", "id": id(name) })).status, 200, "{name}");
    }
    assert_eq!(std::fs::read(folder.path().join("填报.xlsx")).unwrap(), book);
    child.kill().unwrap();
    child.wait().unwrap();
}
