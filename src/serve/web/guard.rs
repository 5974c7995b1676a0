//! Who may ask: the page that this server sent, with the token that only its address has.

use std::net::SocketAddr;

use hyper::header::{HOST, HeaderMap, HeaderName, ORIGIN};

/// The header that the token stands in.
pub(super) const TOKEN: HeaderName = HeaderName::from_static("x-nianbao-token");

/// What a request must have.
pub(super) struct Guard {
    host: String,
    origin: String,
    token: String,
}

impl Guard {
    /// The guard of a server at an address.
    pub(super) fn new(address: SocketAddr, token: String) -> Self {
        Self { host: address.to_string(), origin: format!("http://{address}"), token }
    }

    /// Whether a request names this server and nothing else: a page of another name that leads here is none of its own.
    pub(super) fn is_host(&self, headers: &HeaderMap) -> bool {
        only(headers, &HOST) == Some(self.host.as_bytes())
    }

    /// Whether a request comes from the page: it says so, and knows the token.
    pub(super) fn is_own(&self, headers: &HeaderMap) -> bool {
        let is_origin = only(headers, &ORIGIN) == Some(self.origin.as_bytes());
        let is_known = only(headers, &TOKEN).is_some_and(|token| is_same(token, self.token.as_bytes()));
        is_origin && is_known
    }
}

/// The value of a header that stands there once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h [u8]> {
    let mut all = headers.get_all(name).iter();
    all.next().filter(|_| all.next().is_none()).map(hyper::header::HeaderValue::as_bytes)
}

/// Whether two texts are the same, found in a time that says nothing of where they differ.
pub(super) fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_page_itself_may_ask() {
        let guard = Guard::new(SocketAddr::from(([127, 0, 0, 1], 4321)), "abcd".to_owned());
        let headers = |all: &[(&'static str, &'static str)]| {
            let mut map = HeaderMap::new();
            for (name, value) in all {
                map.append(*name, hyper::header::HeaderValue::from_static(value));
            }
            map
        };
        for (host, is_host) in
            [("127.0.0.1:4321", true), ("localhost:4321", false), ("127.0.0.1", false), ("evil.cn:4321", false)]
        {
            assert_eq!(guard.is_host(&headers(&[("host", host)])), is_host, "{host}");
        }
        assert!(
            !guard.is_host(&headers(&[]))
                && !guard.is_host(&headers(&[("host", "127.0.0.1:4321"), ("host", "evil.cn")]))
        );
        let own = |origin, token| guard.is_own(&headers(&[("origin", origin), ("x-nianbao-token", token)]));
        assert!(own("http://127.0.0.1:4321", "abcd"));
        assert!(
            !own("http://127.0.0.1:4321", "abce")
                && !own("http://127.0.0.1:4321", "abc")
                && !own("http://127.0.0.1:4321", "")
        );
        assert!(
            !own("https://127.0.0.1:4321", "abcd") && !own("null", "abcd") && !own("http://127.0.0.1:43210", "abcd")
        );
        assert!(!guard.is_own(&headers(&[("x-nianbao-token", "abcd")])));
    }
}
