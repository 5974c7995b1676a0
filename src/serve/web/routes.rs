//! A request and its response.

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

use super::super::asked::Asked;
use super::super::reply::{Declined, Reply};
use super::assets;
use super::state::ServerState;
use crate::file::MOST_WORKBOOK_BYTES;

/// Where the page asks.
const ASK: &str = "/ask";

/// Where the page sends a file.
const BRING: &str = "/bring";

/// What addresses begin with under which a web page is shown within the page, once.
const SHOWN: &str = "/shown/";

/// Bytes of a file that is sent: of the largest workbook that is read.
const MOST_BROUGHT: usize = 32 << 20;
const _: () = assert!(MOST_BROUGHT as u64 == MOST_WORKBOOK_BYTES, "what can be read can be sent");

/// Bytes that may be asked with: two texts of the greatest length.
const MOST_ASKED: usize = 2 << 20;

/// What every response says: nothing of others is loaded, nothing is kept, no other page may use it.
const HEADERS: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; \
         frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-store"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];

/// What a web page that is shown within the page may do: show itself.
const SHOWN_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";

/// The header that the name of a file stands in.
const NAME: HeaderName = HeaderName::from_static("x-nianbao-name");

/// Replys a request.
pub(super) async fn answer(shared: &ServerState, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let mut response = match respond(shared, request).await {
        Ok(response) => response,
        Err(status) => of(status, "text/plain; charset=utf-8", status.as_str().to_owned()),
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// The response to a request; a status where it may not ask that.
async fn respond(shared: &ServerState, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, StatusCode> {
    if !shared.guard.is_host(request.headers()) {
        return Err(StatusCode::FORBIDDEN);
    }
    let path = request.uri().path();
    if let Some(asset) = assets::find(path) {
        return match *request.method() {
            Method::GET | Method::HEAD => Ok(of(StatusCode::OK, asset.kind, asset.text.to_owned())),
            _ => Err(StatusCode::METHOD_NOT_ALLOWED),
        };
    }
    if let Some(key) = path.strip_prefix(SHOWN) {
        return shared.take_page(key).map(shown).ok_or(StatusCode::NOT_FOUND);
    }
    if ![ASK, BRING].contains(&path) {
        return Err(StatusCode::NOT_FOUND);
    }
    // What is looked up without a change is asked for in the same way, so that nothing else can do it.
    if request.method() != Method::POST {
        return Err(StatusCode::METHOD_NOT_ALLOWED);
    }
    if !shared.guard.is_own(request.headers()) {
        return Err(StatusCode::FORBIDDEN);
    }
    let _present = shared.present();
    let asked = if path == BRING { brought(shared, request).await? } else { asked(shared, request).await? };
    let answered = shared.desk.ask(asked).await;
    Ok(match answered {
        Ok(Reply::Told(told)) => of(StatusCode::OK, "application/json", told.to_string()),
        Ok(Reply::Page(html)) => {
            let key = shared.keep_page(html).ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
            of(StatusCode::OK, "application/json", format!("\"{SHOWN}{key}\""))
        }
        Ok(Reply::File(name, kind, bytes)) => {
            let mut response = of(StatusCode::OK, kind, bytes);
            let name = utf8_percent_encode(&name, NON_ALPHANUMERIC).to_string();
            if let Ok(name) = HeaderValue::from_str(&name) {
                response.headers_mut().insert(NAME, name);
            }
            response
        }
        Err(refusal) => refused(&refusal),
    })
}

/// What a request asks for.
async fn asked(shared: &ServerState, request: Request<Incoming>) -> Result<Asked, StatusCode> {
    if kind(&request) != Some(b"application/json") {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let body = body(shared, request, MOST_ASKED).await?;
    serde_json::from_slice(&body).map_err(|_| StatusCode::BAD_REQUEST)
}

/// The file that a request brings.
async fn brought(shared: &ServerState, request: Request<Incoming>) -> Result<Asked, StatusCode> {
    if kind(&request) != Some(b"application/octet-stream") {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let name = request.headers().get(NAME).map(HeaderValue::as_bytes).unwrap_or_default();
    let name = percent_decode(name).decode_utf8_lossy().into_owned();
    let bytes = body(shared, request, MOST_BROUGHT).await?.to_vec();
    Ok(Asked::Receive { name, bytes })
}

/// What a request says that its body is.
fn kind(request: &Request<Incoming>) -> Option<&[u8]> {
    request.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes)
}

/// The body of a request, which may have so many bytes.
async fn body(shared: &ServerState, request: Request<Incoming>, most: usize) -> Result<Bytes, StatusCode> {
    let declared = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let least = declared.unwrap_or_else(|| request.body().size_hint().lower());
    if least > most as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let body = Limited::new(request.into_body(), most).collect();
    let body = tokio::time::timeout(shared.limits.body, body).await.map_err(|_| StatusCode::REQUEST_TIMEOUT)?;
    Ok(body.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?.to_bytes())
}

/// The response that shows a web page within the page.
fn shown(html: String) -> Response<Full<Bytes>> {
    let mut response = of(StatusCode::OK, "text/html; charset=utf-8", html);
    for (name, value) in [("content-security-policy", SHOWN_POLICY), ("x-frame-options", "SAMEORIGIN")] {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// The response that tells why something is not done.
fn refused(refusal: &Declined) -> Response<Full<Bytes>> {
    let status = if refusal.kind == "conflict" { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    of(status, "application/json", serde_json::to_string(refusal).unwrap_or_default())
}

/// A response.
fn of(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::<Bytes>::new(body.into()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
