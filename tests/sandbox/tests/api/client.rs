//! A minimal client, and the few objects that most tests begin with.

use std::net::TcpStream;
use std::time::Duration;

use peeker_sandbox::{Builder, Receiver, Sandbox};
use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Request;

/// A sandbox, a client with its key, and a receiver of its webhooks.
pub(crate) struct Setup {
    pub(crate) sandbox: Sandbox,
    pub(crate) api: Api,
    pub(crate) receiver: Receiver,
}

pub(crate) const SECRET: &str = "whsec_sandbox_tests";

/// With the defaults: stepped clock, nameservers moved by hand.
pub(crate) fn setup() -> Setup {
    setup_with(|builder| builder)
}

pub(crate) fn setup_with(change: impl FnOnce(Builder) -> Builder) -> Setup {
    let receiver = Receiver::start().unwrap();
    let sandbox = change(Sandbox::builder().seed(7).webhook(receiver.url(), SECRET)).start().unwrap();
    let api = Api::new(&sandbox, sandbox.key());
    Setup { sandbox, api, receiver }
}

impl Setup {
    pub(crate) fn advance(&self, seconds: u64) {
        self.sandbox.advance(Duration::from_secs(seconds));
    }

    /// The types of all events so far.
    pub(crate) fn event_types(&self) -> Vec<String> {
        self.sandbox.events().into_iter().map(|event| event.event_type).collect()
    }

    /// The data of the only event of that type.
    pub(crate) fn event_data(&self, event_type: &str) -> Value {
        let events = self.sandbox.events();
        let found: Vec<_> = events.iter().filter(|event| event.event_type == event_type).collect();
        assert_eq!(found.len(), 1, "{event_type} among {:?}", self.event_types());
        serde_json::from_str::<Value>(&found[0].body).unwrap()["data"].clone()
    }

    /// An order for two Google domains that are bought.
    pub(crate) fn order(&self) -> Value {
        self.api.post("/orders", &order_body()).ok()
    }

    pub(crate) fn order_status(&self, order: &Value) -> Value {
        self.api.get(&format!("/orders/{}", order["id"].as_str().unwrap())).ok()["status"].clone()
    }

    /// A bare connection to the sandbox.
    pub(crate) fn connect(&self) -> TcpStream {
        let address = self.sandbox.base_url().split('/').nth(2).unwrap().to_owned();
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// The id of the account's domain of that name.
    pub(crate) fn domain_id(&self, name: &str) -> String {
        let rows = self.api.get("/domains?per_page=100").ok();
        let found = rows.as_array().unwrap().iter().find(|row| row["domain"] == name);
        found.unwrap()["id"].as_str().unwrap().to_owned()
    }
}

/// Two Google domains, bought.
pub(crate) fn order_body() -> Value {
    json!({
        "user": "alex@acme.com",
        "google_licenses": 4,
        "sequencer": sequencer(),
        "forwarding_url": "https://acme.com",
        "domains": ["acme-mail.com", "team-acme.com"],
        "personas": [persona("")],
    })
}

/// The order body with some fields set and, where null, taken out.
pub(crate) fn order_with(changes: &Value) -> Value {
    let mut body = order_body();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            body.as_object_mut().unwrap().remove(name);
        } else {
            body[name] = value.clone();
        }
    }
    body
}

pub(crate) fn sequencer() -> Value {
    json!({ "provider": "smartlead", "client_id": 366_903, "login_email": "ops@acme.com", "login_password": "hunter2" })
}

pub(crate) fn persona(picture: &str) -> Value {
    json!({ "first_name": "Alex", "last_name": "Rivera", "profile_picture_url": picture })
}

/// Speaks to one sandbox with one key.
pub(crate) struct Api {
    agent: Agent,
    pub(crate) base_url: String,
    authorization: Option<String>,
    headers: Vec<(String, String)>,
}

impl Api {
    pub(crate) fn new(sandbox: &Sandbox, key: &str) -> Self {
        Self::at(sandbox.base_url(), Some(format!("Bearer {key}")))
    }

    pub(crate) fn at(base_url: &str, authorization: Option<String>) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .into();
        Self { agent, base_url: base_url.to_owned(), authorization, headers: Vec::new() }
    }

    /// The same with one more header.
    pub(crate) fn with_header(&self, name: &str, value: &str) -> Self {
        let headers = self.headers.iter().cloned().chain([(name.to_owned(), value.to_owned())]).collect();
        Self {
            agent: self.agent.clone(),
            base_url: self.base_url.clone(),
            authorization: self.authorization.clone(),
            headers,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "").unwrap()
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &body.to_string()).unwrap()
    }

    pub(crate) fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send("PATCH", path, &body.to_string()).unwrap()
    }

    pub(crate) fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, "").unwrap()
    }

    pub(crate) fn send(&self, method: &str, path: &str, body: &str) -> Result<Answer, ureq::Error> {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base_url) };
        let mut request = Request::builder().method(method).uri(url);
        if let Some(authorization) = &self.authorization {
            request = request.header("Authorization", authorization);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let mut response = self.agent.run(request.body(body.to_owned()).unwrap())?;
        let header =
            |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (request_id, location) = (header("peeker-request-id"), header("location"));
        let status = response.status().as_u16();
        let text = response.body_mut().read_to_string()?;
        Ok(Answer { status, request_id, location, text })
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) location: Option<String>,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// The data of a success.
    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        assert!((200..300).contains(&self.status), "{self:?}");
        self.json()["data"].clone()
    }

    /// The data of a success with exactly this status.
    #[track_caller]
    pub(crate) fn data(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        self.ok()
    }

    /// Asserts an error; answers the whole of it.
    #[track_caller]
    pub(crate) fn error(&self, status: u16, code: &str) -> Value {
        let error = self.json()["error"].clone();
        assert_eq!((self.status, error["code"].as_str()), (status, Some(code)), "{self:?}");
        assert!(error["message"].is_string(), "{self:?}");
        error
    }

    /// Asserts a refusal that names this field.
    #[track_caller]
    pub(crate) fn refuses(&self, field: &str) {
        assert_eq!(self.error(400, "invalid_request")["field"], field, "{self:?}");
    }
}
