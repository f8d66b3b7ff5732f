//! A small browser: it keeps a cookie and a token, and nothing else.

use reqwest::header::{HeaderMap, SET_COOKIE};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub text: String,
}

impl Answer {
    /// The body, which must be JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The code of the problem it tells.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// A header; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// Whether it was done.
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body, if it was done.
    pub fn good(self) -> Value {
        assert!(self.is_good(), "{self:?}");
        if self.text.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }
}

/// Asks without encryption only: no certificates are looked for.
fn plain() -> reqwest::Client {
    // One test makes many browsers; the first has chosen already.
    drop(rustls::crypto::ring::default_provider().install_default());
    let client = reqwest::Client::builder().tls_certs_only([]);
    client.build().unwrap()
}

/// Somebody at a browser.
#[derive(Debug, Clone)]
pub struct Client {
    /// Where the house is: `http://127.0.0.1:7200`.
    pub base: String,
    http: reqwest::Client,
    /// The cookie of his session.
    pub cookie: String,
    /// The token that every write of his session carries.
    pub csrf: String,
}

impl Client {
    /// Nobody in particular.
    pub fn new(base: &str) -> Client {
        Client {
            base: base.to_owned(),
            http: plain(),
            cookie: String::new(),
            csrf: String::new(),
        }
    }

    /// The same session, with the house at another address.
    pub fn at_base(&self, base: &str) -> Client {
        Client {
            base: base.to_owned(),
            ..self.clone()
        }
    }

    /// A request of his, to be sent.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        let request = request.header("accept-language", "en");
        match self.cookie.is_empty() {
            true => request,
            false => request.header("cookie", &self.cookie),
        }
    }

    /// A write of his, to be sent; no body when it is null.
    pub fn writing(&self, method: Method, path: &str, body: &Value) -> RequestBuilder {
        let request = self
            .request(method, path)
            .header("x-csrf-token", &self.csrf);
        match body {
            Value::Null => request,
            body => request.json(body),
        }
    }

    /// The answer, or why there was none.
    pub async fn try_send(&self, request: RequestBuilder) -> reqwest::Result<Answer> {
        let response = request.send().await?;
        Ok(Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.text().await?,
        })
    }

    /// The answer.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.try_send(request).await.unwrap()
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Writes; no body when it is null.
    pub async fn write(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.send(self.writing(method, path, body)).await
    }

    /// Writes.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.write(Method::POST, path, &body).await
    }

    /// A write under a key: it is done once, however often it is sent.
    pub async fn keyed(&self, key: &str, path: &str, body: &Value) -> Answer {
        let request = self.writing(Method::POST, path, body);
        self.send(request.header("idempotency-key", key)).await
    }

    /// Sends a file as it is.
    pub async fn upload(&self, path: &str, bytes: impl Into<Vec<u8>>) -> Answer {
        let request = self.writing(Method::POST, path, &Value::Null);
        let request = request.header("content-type", "application/octet-stream");
        self.send(request.body(bytes.into())).await
    }

    /// A write to a return of which a version was looked at.
    pub async fn at(&self, seen: i64, method: Method, path: &str, body: Value) -> Answer {
        let request = self.writing(method, path, &body);
        let request = request.header("if-match", format!("\"{seen}\""));
        self.send(request).await
    }

    /// Signs in, and keeps cookie and token.
    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        let body = json!({ "login": login, "password": password });
        let answer = self.post("/api/session", body).await;
        if answer.status == 200 {
            let cookie = answer.headers.get(SET_COOKIE).unwrap().to_str().unwrap();
            self.cookie = cookie.split(';').next().unwrap().to_owned();
            self.csrf = answer.json()["csrf"].as_str().unwrap().to_owned();
        }
        answer
    }

    /// Signs in with a one-time password and changes it.
    pub async fn come_in(&mut self, login: &str, one_time: &str, password: &str) {
        let signed = self.sign_in(login, one_time).await;
        assert_eq!(signed.status, 200, "{signed:?}");
        let body = json!({ "old": one_time, "new": password });
        let changed = self.post("/api/session/password", body).await;
        assert_eq!(changed.status, 204, "{changed:?}");
    }
}
