//! Webhook events and their deliveries: what is sent when, and what was sent. The sending itself is the courier's.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::agenda::Task;
use crate::log::tell;
use crate::may;
use crate::settings::{Settings, Shapes};
use crate::signing::signature;
use crate::state::{AccountId, World};
use crate::target::{Target, Url};
use crate::webhook_faults::{EventEffect, EventFaults, WebhookFault};

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
    /// The fault that met it.
    pub fault: Option<String>,
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

/// Which clock `Peeker-Timestamp` is read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timestamps {
    /// The sandbox's own: repeatable, and right for receivers that are given the same clock.
    #[default]
    Virtual,
    /// This machine's: right for receivers that check the age of a delivery.
    Real,
}

/// Events, the attempts that wait for the courier, and the record of those made.
#[derive(Debug)]
pub(crate) struct Outbox {
    pub(crate) target: Option<Target>,
    pub(crate) faults: EventFaults,
    pub(crate) deliveries: Vec<Delivery>,
    events: Vec<Sent>,
    /// Where an event stands among them, by its id.
    places: HashMap<String, usize>,
    ready: VecDeque<Due>,
    held: Vec<usize>,
    /// How many attempts fell due so far; the last one's ticket.
    tickets: u64,
    /// The tickets of those that the couriers are out with.
    under_way: BTreeSet<u64>,
}

/// An attempt that waits for a courier.
#[derive(Clone, Copy, Debug)]
struct Due {
    ticket: u64,
    event: usize,
    number: u32,
}

#[derive(Debug)]
struct Sent {
    event: Event,
    live: bool,
    /// Time and signature of the first attempt, for retries that are not signed again.
    first: Option<(u64, String)>,
    /// How many attempts are lost on the way.
    dropped: u32,
}

/// All that the courier needs for one attempt.
#[derive(Debug)]
pub(crate) struct Parcel {
    pub(crate) url: Url,
    pub(crate) body: String,
    pub(crate) delivery: Delivery,
    event: usize,
    ticket: u64,
    /// A reset in between makes the outcome of an attempt nobody's business.
    generation: u64,
}

impl Outbox {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            target: settings.target.clone(),
            faults: EventFaults::new(settings.random_webhook_faults.clone(), settings.seed),
            deliveries: Vec::new(),
            events: Vec::new(),
            places: HashMap::new(),
            ready: VecDeque::new(),
            held: Vec::new(),
            tickets: 0,
            under_way: BTreeSet::new(),
        }
    }

    pub(crate) fn events(&self) -> Vec<Event> {
        self.events.iter().map(|sent| sent.event.clone()).collect()
    }

    pub(crate) fn event_count(&self) -> usize {
        self.events.len()
    }

    /// Whether an attempt waits for a courier.
    pub(crate) fn has_some(&self) -> bool {
        !self.ready.is_empty()
    }

    /// To be asked for with [`is_done`](Self::is_done): whether all that is due now was attempted.
    pub(crate) fn last_ticket(&self) -> u64 {
        self.tickets
    }

    /// Whether the attempt with this ticket and all before it were made. Those that fall due meanwhile do not count.
    pub(crate) fn is_done(&self, ticket: u64) -> bool {
        let waiting = self.ready.front().map(|due| due.ticket);
        waiting.into_iter().chain(self.under_way.first().copied()).all(|open| open > ticket)
    }

    /// Sends an event once more, outside the five attempts; false if there is no such event.
    pub(crate) fn redeliver(&mut self, id: &str) -> bool {
        let found = self.places.get(id).copied();
        if let Some(event) = found {
            self.attempt(event, BY_HAND);
        }
        found.is_some()
    }

    /// Without a target nothing waits for the courier: nobody asked to be told.
    pub(crate) fn attempt(&mut self, event: usize, number: u32) {
        if self.target.is_none() {
            return;
        }
        self.tickets += 1;
        self.ready.push_back(Due { ticket: self.tickets, event, number });
    }

    pub(crate) fn release(&mut self, event: usize) {
        if let Some(index) = self.held.iter().position(|held| *held == event) {
            self.held.remove(index);
            self.attempt(event, 1);
        }
    }
}

impl World {
    /// Something happened: notes the event and sends it on its way.
    pub(crate) fn emit(&mut self, account: AccountId, object_id: &str, event_type: &str, data: &Value) {
        let fault = self.outbox.faults.take(event_type);
        let id = self.ids.next("evt");
        let created_at = self.now.to_string();
        let mut body = match self.settings.shapes {
            Shapes::June => json!({ "type": event_type, "data": data }),
            Shapes::May => {
                json!({ "type": event_type, "data": may::event(self, account, object_id, event_type, data) })
            }
        };
        let effect = fault.as_ref().map(WebhookFault::effect);
        if effect != Some(EventEffect::Bare) {
            body["id"] = json!(id);
            body["created_at"] = json!(created_at);
        }
        let event = Event {
            id,
            event_type: event_type.to_owned(),
            object_id: object_id.to_owned(),
            created_at,
            body: body.to_string(),
            fault: fault.map(|fault| fault.to_string()),
        };
        let dropped = if let Some(EventEffect::Drop(attempts)) = effect { attempts } else { 0 };
        let live = self.account(account).live;
        let overtaken = std::mem::take(&mut self.outbox.held);
        let place = self.outbox.events.len();
        self.outbox.places.insert(event.id.clone(), place);
        self.outbox.events.push(Sent { event, live, first: None, dropped });
        self.dispatch(place, effect);
        for event in overtaken {
            self.outbox.attempt(event, 1);
        }
    }

    fn dispatch(&mut self, event: usize, fault: Option<EventEffect>) {
        match fault {
            None | Some(EventEffect::Bare | EventEffect::Drop(_)) => self.outbox.attempt(event, 1),
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

    /// The next attempt to make, signed. Those that were due when there still was a target are dropped.
    pub(crate) fn next_parcel(&mut self) -> Option<Parcel> {
        loop {
            let due = self.outbox.ready.pop_front()?;
            let Some(parcel) = self.parcel(due) else { continue };
            let sent = self.outbox.events.get(due.event);
            if due.number != BY_HAND && sent.is_some_and(|sent| due.number <= sent.dropped) {
                self.note_delivery(parcel, Err("dropped by a fault".to_owned()));
                continue;
            }
            self.outbox.under_way.insert(due.ticket);
            return Some(parcel);
        }
    }

    fn parcel(&mut self, Due { ticket, event, number }: Due) -> Option<Parcel> {
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
            ticket,
            generation: self.generation,
        })
    }

    /// Notes what became of an attempt, and plans the next one if it was not accepted.
    pub(crate) fn note_delivery(&mut self, parcel: Parcel, outcome: Result<u16, String>) {
        if parcel.generation != self.generation {
            return;
        }
        if self.settings.log {
            tell(&parcel.told(&outcome));
        }
        self.outbox.under_way.remove(&parcel.ticket);
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

impl Parcel {
    /// One line on what came of it.
    pub(crate) fn told(&self, outcome: &Result<u16, String>) -> String {
        let Delivery { event_type, event_id, attempt, .. } = &self.delivery;
        let outcome = match outcome {
            Ok(status) => status.to_string(),
            Err(why) => why.clone(),
        };
        format!("webhook {event_type} {event_id}, attempt {attempt}: {outcome}")
    }
}

/// How long until the attempt after this one; none after success, the fifth, or one made by hand.
fn next_delay(delivery: &Delivery) -> Option<Duration> {
    let index = usize::try_from(delivery.attempt.checked_sub(1)?).ok()?;
    let minutes = BACK_OFF_MINUTES.get(index).filter(|_| !delivery.is_accepted())?;
    Some(Duration::from_secs(minutes * 60))
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
    fn five_attempts_fit_into_a_day() {
        assert_eq!(BACK_OFF_MINUTES.len() + 1, 5);
        assert!(BACK_OFF_MINUTES.iter().sum::<u64>() < 24 * 60);
    }
}
