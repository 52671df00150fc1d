//! Webhook events and their deliveries: what is sent when, and what was sent. The sending itself is the courier's.

use std::collections::VecDeque;
use std::fmt;
use std::net::{IpAddr, ToSocketAddrs};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use ureq::http::Uri;

use crate::agenda::Task;
use crate::signing::signature;
use crate::spec::Spec;
use crate::state::{AccountId, World};

/// An event that happened, whether or not anyone was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// `evt_…`, the same in all its deliveries.
    pub id: String,
    /// Such as `order.completed`.
    pub event_type: String,
    /// The object that it is about.
    pub object_id: String,
    /// Virtual time.
    pub created_at: String,
    /// The bytes of every delivery.
    pub body: String,
}

/// One attempt to deliver an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The event.
    pub event_id: String,
    /// Its type.
    pub event_type: String,
    /// 1 to 5, and 0 for one that was asked for by `redeliver`.
    pub attempt: u32,
    /// The virtual time of the attempt.
    pub at: String,
    /// What `Peeker-Timestamp` said.
    pub timestamp: u64,
    /// What `Peeker-Signature` said.
    pub signature: String,
    /// The receiver's answer, if it gave one.
    pub status: Option<u16>,
    /// Why there was none.
    pub error: Option<String>,
}

impl Delivery {
    /// Whether the receiver took it: an answer with 2xx, as documented.
    pub fn is_accepted(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// Where webhooks go, and the secrets they are signed with.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) url: String,
    pub(crate) secret: String,
    /// Live events are signed with a secret of their own (documented); without one, with the same.
    pub(crate) live_secret: Option<String>,
}

/// Without the secrets.
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Target {
    /// # Errors
    /// A sentence, if the URL is not plain http to this machine.
    pub(crate) fn new(url: &str, secret: &str) -> Result<Self, String> {
        if secret.trim().is_empty() {
            return Err("the webhook secret is empty".to_owned());
        }
        if !is_loopback(url) {
            return Err(format!("webhooks go to loopback over http only, not to `{url}`"));
        }
        Ok(Self { url: url.to_owned(), secret: secret.to_owned(), live_secret: None })
    }
}

/// Which clock `Peeker-Timestamp` is read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timestamps {
    /// The sandbox's own: repeatable, and right for receivers that are given the same clock.
    #[default]
    Virtual,
    /// This machine's: right for receivers that check the age of a delivery.
    Real,
}

/// A fault for the next events that match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookFault {
    effect: EventEffect,
    times: u32,
    event_type: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EventEffect {
    Duplicate(u32),
    Delay(Duration),
    Reorder,
    Bare,
}

impl WebhookFault {
    /// Each event is delivered this many times more, with the same id.
    pub fn duplicate(copies: u32) -> Self {
        Self::new(EventEffect::Duplicate(copies))
    }

    /// The first attempt comes this much virtual time late; later events overtake it.
    pub fn delay(delay: Duration) -> Self {
        Self::new(EventEffect::Delay(delay))
    }

    /// The event is sent after the one that follows it; after a virtual minute in any case.
    pub fn reorder() -> Self {
        Self::new(EventEffect::Reorder)
    }

    /// The body has no `id` and no `created_at`, as in one documented example.
    pub fn bare_envelope() -> Self {
        Self::new(EventEffect::Bare)
    }

    /// For how many events; one, if not said.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Only events of this type.
    #[must_use]
    pub fn on(mut self, event_type: impl Into<String>) -> Self {
        self.event_type = Some(event_type.into());
        self
    }

    /// Reads `duplicate;copies=2`, `delay;seconds=60`, `reorder` or `bare-envelope`.
    ///
    /// # Errors
    /// A sentence that says which part was not understood.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut spec = Spec::parse(text)?;
        let fault = match spec.name {
            "duplicate" => Self::duplicate(spec.take_parsed("copies")?.unwrap_or(1)),
            "delay" => Self::delay(Duration::from_secs(spec.take_parsed("seconds")?.unwrap_or(60))),
            "reorder" => Self::reorder(),
            "bare-envelope" => Self::bare_envelope(),
            other => return Err(format!("no webhook fault is called `{other}`")),
        };
        spec.finish()?;
        Ok(fault)
    }

    fn new(effect: EventEffect) -> Self {
        Self { effect, times: 1, event_type: None }
    }
}

/// Events, the attempts that wait for the courier, and the record of those made.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    pub(crate) target: Option<Target>,
    pub(crate) faults: Vec<WebhookFault>,
    pub(crate) deliveries: Vec<Delivery>,
    events: Vec<Sent>,
    ready: VecDeque<(usize, u32)>,
    held: Vec<usize>,
    /// Whether the courier is out with one.
    busy: bool,
}

#[derive(Debug)]
struct Sent {
    event: Event,
    live: bool,
    /// Time and signature of the first attempt, for retries that are not signed again.
    first: Option<(u64, String)>,
}

/// All that the courier needs for one attempt.
#[derive(Debug)]
pub(crate) struct Parcel {
    pub(crate) url: String,
    pub(crate) body: String,
    pub(crate) delivery: Delivery,
    event: usize,
    /// A reset in between makes the outcome of an attempt nobody's business.
    generation: u64,
}

impl Outbox {
    pub(crate) fn new(target: Option<Target>) -> Self {
        Self { target, ..Self::default() }
    }

    pub(crate) fn events(&self) -> Vec<Event> {
        self.events.iter().map(|sent| sent.event.clone()).collect()
    }

    pub(crate) fn event_count(&self) -> usize {
        self.events.len()
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.ready.is_empty() && !self.busy
    }

    /// Sends an event once more, outside the five attempts; false if there is no such event.
    pub(crate) fn redeliver(&mut self, id: &str) -> bool {
        let found = self.events.iter().position(|sent| sent.event.id == id);
        self.ready.extend(found.map(|event| (event, BY_HAND)));
        found.is_some()
    }

    pub(crate) fn attempt(&mut self, event: usize, number: u32) {
        self.ready.push_back((event, number));
    }

    pub(crate) fn release(&mut self, event: usize) {
        if let Some(index) = self.held.iter().position(|held| *held == event) {
            self.held.remove(index);
            self.attempt(event, 1);
        }
    }

    fn take_fault(&mut self, event_type: &str) -> Option<EventEffect> {
        let fits = |fault: &&mut WebhookFault| fault.event_type.as_ref().is_none_or(|wanted| wanted == event_type);
        let fault = self.faults.iter_mut().filter(|fault| fault.times > 0).find(fits)?;
        fault.times -= 1;
        let effect = fault.effect;
        self.faults.retain(|fault| fault.times > 0);
        Some(effect)
    }
}

impl World {
    /// Something happened: notes the event and sends it on its way.
    pub(crate) fn emit(&mut self, account: AccountId, object_id: &str, event_type: &str, data: &Value) {
        let fault = self.outbox.take_fault(event_type);
        let id = self.ids.next("evt");
        let created_at = self.now.to_string();
        let mut body = json!({ "type": event_type, "data": data });
        if fault != Some(EventEffect::Bare) {
            body["id"] = json!(id);
            body["created_at"] = json!(created_at);
        }
        let event = Event {
            id,
            event_type: event_type.to_owned(),
            object_id: object_id.to_owned(),
            created_at,
            body: body.to_string(),
        };
        let live = self.account(account).live;
        let overtaken = std::mem::take(&mut self.outbox.held);
        self.outbox.events.push(Sent { event, live, first: None });
        self.dispatch(self.outbox.events.len() - 1, fault);
        for event in overtaken {
            self.outbox.attempt(event, 1);
        }
    }

    fn dispatch(&mut self, event: usize, fault: Option<EventEffect>) {
        match fault {
            None | Some(EventEffect::Bare) => self.outbox.attempt(event, 1),
            Some(EventEffect::Duplicate(copies)) => {
                (0..=copies).for_each(|_| self.outbox.attempt(event, 1));
            }
            Some(EventEffect::Delay(delay)) => {
                self.agenda.plan(self.now.plus(delay), Task::Attempt { event, number: 1 });
            }
            Some(EventEffect::Reorder) => {
                self.outbox.held.push(event);
                self.agenda.plan(self.now.plus(LONGEST_HELD), Task::ReleaseHeld { event });
            }
        }
    }

    /// The next attempt to make, signed. Without a target, attempts are dropped: nobody asked to be told.
    pub(crate) fn next_parcel(&mut self) -> Option<Parcel> {
        loop {
            let (event, number) = self.outbox.ready.pop_front()?;
            if let Some(parcel) = self.parcel(event, number) {
                self.outbox.busy = true;
                return Some(parcel);
            }
        }
    }

    fn parcel(&mut self, event: usize, number: u32) -> Option<Parcel> {
        let now = self.timestamp();
        let target = self.outbox.target.as_ref()?;
        let sent = self.outbox.events.get_mut(event)?;
        let secret = target.live_secret.as_ref().filter(|_| sent.live).unwrap_or(&target.secret);
        let id = &sent.event.id;
        let sign = || (now, signature(secret, &self.settings.signed_content, id, now, &sent.event.body));
        let (timestamp, signature) = match &sent.first {
            Some(first) if !self.settings.resign_retries => first.clone(),
            _ => sign(),
        };
        sent.first.get_or_insert_with(|| (timestamp, signature.clone()));
        Some(Parcel {
            url: target.url.clone(),
            body: sent.event.body.clone(),
            delivery: Delivery {
                event_id: id.clone(),
                event_type: sent.event.event_type.clone(),
                attempt: number,
                at: self.now.to_string(),
                timestamp,
                signature,
                status: None,
                error: None,
            },
            event,
            generation: self.generation,
        })
    }

    /// Notes what became of an attempt, and plans the next one if it was not accepted.
    pub(crate) fn note_delivery(&mut self, parcel: Parcel, outcome: Result<u16, String>) {
        if parcel.generation != self.generation {
            return;
        }
        self.outbox.busy = false;
        let mut delivery = parcel.delivery;
        match outcome {
            Ok(status) => delivery.status = Some(status),
            Err(error) => delivery.error = Some(error),
        }
        if let Some(delay) = next_delay(&delivery) {
            let task = Task::Attempt { event: parcel.event, number: delivery.attempt + 1 };
            self.agenda.plan(self.now.plus(delay), task);
        }
        self.outbox.deliveries.push(delivery);
    }

    fn timestamp(&self) -> u64 {
        match self.settings.timestamps {
            Timestamps::Virtual => self.now.unix_seconds(),
            Timestamps::Real => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
        }
    }
}

/// How long until the attempt after this one; none after success, the fifth, or one made by hand.
fn next_delay(delivery: &Delivery) -> Option<Duration> {
    let index = usize::try_from(delivery.attempt.checked_sub(1)?).ok()?;
    let minutes = BACK_OFF_MINUTES.get(index).filter(|_| !delivery.is_accepted())?;
    Some(Duration::from_secs(minutes * 60))
}

fn is_loopback(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else { return false };
    let Some(host) = uri.host().filter(|_| uri.scheme_str() == Some("http")) else { return false };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => bare.eq_ignore_ascii_case("localhost") && all_loopback(bare, uri.port_u16().unwrap_or(80)),
    }
}

/// Even `localhost` is only what this machine says it is.
fn all_loopback(host: &str, port: u16) -> bool {
    (host, port).to_socket_addrs().is_ok_and(|mut addresses| addresses.all(|address| address.ip().is_loopback()))
}

/// Up to five deliveries over 24 hours with exponential back-off (documented); the delays are inferred. They add up to 21 h 35 min.
const BACK_OFF_MINUTES: [u64; 4] = [5, 30, 180, 1080];

/// The number of an attempt that is none of the five.
const BY_HAND: u32 = 0;

/// An event that was to be overtaken is sent after this long although none came.
const LONGEST_HELD: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhooks_leave_this_machine_by_no_spelling() {
        for url in ["http://127.0.0.1:1/x", "http://[::1]:1/", "http://localhost:1/hook", "http://127.9.9.9/"] {
            assert!(Target::new(url, "secret").is_ok(), "{url}");
        }
        for url in [
            "https://127.0.0.1/",
            "http://example.com/",
            "http://127.0.0.1.example.com/",
            "http://127.0.0.1@example.com/",
            "http://0.0.0.0/",
            "http://10.0.0.1/",
            "ftp://localhost/",
            "localhost:1",
            "",
        ] {
            assert!(Target::new(url, "secret").is_err(), "{url}");
        }
    }

    #[test]
    fn a_target_needs_a_secret_and_hides_it() {
        assert!(Target::new("http://127.0.0.1:1/", " ").is_err());
        let target = Target::new("http://127.0.0.1:1/", "whsec_hidden").unwrap();
        assert!(!format!("{target:?}").contains("hidden"));
    }

    #[test]
    fn five_attempts_fit_into_a_day() {
        assert_eq!(BACK_OFF_MINUTES.len() + 1, 5);
        assert!(BACK_OFF_MINUTES.iter().sum::<u64>() < 24 * 60);
    }
}
