//! Who is asking, and does the request come from our own pages?

use std::net::IpAddr;

use app::{AppError, Caller};
use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use kernel::Lang;
use store::answers::Request;

use super::language;
use super::problem::Problem;
use super::rim::Shared;

/// The name of the cookie.
const COOKIE_NAME: &str = "junheng";
/// The header every write carries.
const CSRF: &str = "x-csrf-token";

/// Somebody who is signed in, and the language he reads.
#[derive(Debug)]
pub(crate) struct Who {
    /// The caller.
    pub(crate) caller: Caller,
    /// His language.
    pub(crate) lang: Lang,
}

impl FromRequestParts<Shared> for Who {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, rim: &Shared) -> Result<Who, Problem> {
        let token = token(&parts.headers).ok_or(AppError::SignedOut)?;
        let mut caller = rim.app.who_is_it(token).await?;
        caller.request = parts.extensions.get::<Request>().cloned();
        if !is_read(&parts.method) && !carries(&parts.headers, &caller.csrf) {
            return Err(Problem::new(StatusCode::FORBIDDEN, "csrf"));
        }
        let lang = language::of(&parts.headers);
        Ok(Who { caller, lang })
    }
}

/// Whether a method changes nothing.
pub(crate) fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// The token of the session's cookie.
fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(COOKIE).iter();
    let pairs = cookies
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'));
    let mut named = pairs.filter_map(|pair| pair.trim().split_once('='));
    named
        .find(|(name, _)| *name == COOKIE_NAME)
        .map(|(_, value)| value)
}

/// Compared in a time that tells nothing of where they differ.
fn carries(headers: &HeaderMap, csrf: &str) -> bool {
    let carried = headers.get(CSRF).map(|value| value.as_bytes());
    carried.is_some_and(|carried| {
        let differing = carried
            .iter()
            .zip(csrf.as_bytes())
            .fold(0, |all, (one, other)| all | (one ^ other));
        carried.len() == csrf.len() && differing == 0
    })
}

/// The cookie of a session; behind https it never travels without.
pub(crate) fn cookie(token: &str, headers: &HeaderMap) -> String {
    let secure = if is_https(headers) { "; Secure" } else { "" };
    format!("{COOKIE_NAME}={token}; Path=/; HttpOnly; SameSite=Strict{secure}")
}

/// The cookie that takes a session away.
pub(crate) fn no_cookie(headers: &HeaderMap) -> String {
    format!("{}; Max-Age=0", cookie("", headers))
}

fn is_https(headers: &HeaderMap) -> bool {
    headers
        .get("x-forwarded-proto")
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"https"))
}

/// The address at the other end of the connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl FromRequestParts<Shared> for Peer {
    type Rejection = Problem;

    /// Behind a proxy on this machine, the address the proxy saw.
    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Peer, Problem> {
        let direct = parts.extensions.get::<Peer>().copied();
        let direct = direct.unwrap_or(Peer(IpAddr::from([127, 0, 0, 1])));
        let seen = || {
            let told = parts
                .headers
                .get_all("x-forwarded-for")
                .iter()
                .next_back()?;
            told.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        };
        let behind = direct.0.is_loopback().then(seen).flatten();
        Ok(behind.map_or(direct, Peer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "a=b; junheng=t0; c=d".parse().unwrap());
        assert_eq!(token(&headers), Some("t0"));
        assert!(!cookie("t", &headers).contains("Secure"));
        headers.insert("x-forwarded-proto", "https".parse().unwrap());
        assert!(cookie("t", &headers).ends_with("; Secure"));
    }

    #[test]
    fn a_token_is_compared_whole() {
        let mut headers = HeaderMap::new();
        assert!(!carries(&headers, "abc"));
        for (sent, good) in [
            ("abc", true),
            ("ab", false),
            ("abcd", false),
            ("abd", false),
        ] {
            headers.insert(CSRF, sent.parse().unwrap());
            assert_eq!(carries(&headers, "abc"), good, "{sent}");
        }
    }
}
