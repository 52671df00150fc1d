//! Things that go wrong on demand with webhooks.

use std::fmt;
use std::time::Duration;

use serde_json::{Value, json};

use crate::chance::{Chance, Odds};
use crate::spec::Spec;

/// A fault for the next events that match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookFault {
    effect: EventEffect,
    times: u32,
    event_type: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventEffect {
    Duplicate(u32),
    Delay(Duration),
    Reorder,
    Bare,
    /// So many attempts are lost on the way.
    Drop(u32),
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

    /// The first attempts are lost on the way: the receiver never sees them. With five, it never hears of the event.
    pub fn dropped(attempts: u32) -> Self {
        Self::new(EventEffect::Drop(attempts))
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

    /// One of each kind that a receiver has to live with; every event arrives in the end.
    pub fn usual() -> Vec<Self> {
        vec![
            Self::duplicate(1),
            Self::duplicate(3),
            Self::delay(Duration::from_secs(30)),
            Self::reorder(),
            Self::dropped(1),
        ]
    }

    /// Reads `duplicate;copies=2`, `delay;seconds=60`, `reorder`, `drop;attempts=1` or `bare-envelope`, each with
    /// `event=…` and `times=…` if wanted, as in the header `X-Sandbox-Webhook-Fault`.
    ///
    /// # Errors
    /// A sentence that says which part was not understood.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut spec = Spec::parse(text)?;
        let mut fault = match spec.name {
            "duplicate" => Self::duplicate(spec.take_parsed("copies")?.unwrap_or(1)),
            "delay" => Self::delay(Duration::from_secs(spec.take_parsed("seconds")?.unwrap_or(60))),
            "reorder" => Self::reorder(),
            "bare-envelope" => Self::bare_envelope(),
            "drop" => Self::dropped(spec.take_parsed("attempts")?.unwrap_or(ALL_ATTEMPTS)),
            other => return Err(format!("no webhook fault is called `{other}`")),
        };
        if let Some(times) = spec.take_parsed("times")? {
            fault.times = times;
        }
        fault.event_type = spec.take("event").map(str::to_owned);
        spec.finish()?;
        Ok(fault)
    }

    fn new(effect: EventEffect) -> Self {
        Self { effect, times: 1, event_type: None }
    }
}

/// The name, as in the record of events.
impl fmt::Display for WebhookFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.effect {
            EventEffect::Duplicate(copies) => write!(f, "duplicate;copies={copies}"),
            EventEffect::Delay(delay) => write!(f, "delay;seconds={}", delay.as_secs()),
            EventEffect::Reorder => write!(f, "reorder"),
            EventEffect::Bare => write!(f, "bare-envelope"),
            EventEffect::Drop(attempts) => write!(f, "drop;attempts={attempts}"),
        }
    }
}

/// The faults that wait for their events, in the order in which they were set, and those that come by chance.
#[derive(Debug)]
pub(crate) struct EventFaults {
    waiting: Vec<WebhookFault>,
    chance: Chance<WebhookFault>,
}

impl EventFaults {
    pub(crate) fn new(odds: Odds<WebhookFault>, seed: u64) -> Self {
        Self { waiting: Vec::new(), chance: Chance::new(odds, seed) }
    }

    pub(crate) fn add(&mut self, fault: WebhookFault) {
        self.waiting.push(fault);
    }

    pub(crate) fn waiting(&self) -> &[WebhookFault] {
        &self.waiting
    }

    /// The fault for an event: the first that waits for it, one use of it spent; else what chance brings.
    pub(crate) fn take(&mut self, event_type: &str) -> Option<WebhookFault> {
        let waiting = &mut self.waiting;
        let index = waiting.iter().position(|fault| fault.times > 0 && fault.is_for(event_type));
        if let Some(fault) = index.and_then(|index| waiting.get_mut(index)) {
            fault.times -= 1;
            let taken = fault.clone();
            waiting.retain(|fault| fault.times > 0);
            return Some(taken);
        }
        self.chance.draw(&[event_type.as_bytes()]).filter(|fault| fault.is_for(event_type)).cloned()
    }
}

impl WebhookFault {
    /// For which events it waits, and how many more of them.
    pub(crate) fn to_json(&self) -> Value {
        let event = self.event_type.as_deref().unwrap_or("*");
        json!({ "fault": self.to_string(), "event": event, "times": self.times })
    }

    pub(crate) fn effect(&self) -> EventEffect {
        self.effect
    }

    fn is_for(&self, event_type: &str) -> bool {
        self.event_type.as_ref().is_none_or(|wanted| wanted == event_type)
    }
}

/// As many as are made by themselves (documented).
const ALL_ATTEMPTS: u32 = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_webhook_fault_is_written_as_it_is_read() {
        for text in ["duplicate;copies=2", "delay;seconds=7", "reorder", "bare-envelope", "drop;attempts=5"] {
            assert_eq!(WebhookFault::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(WebhookFault::parse("drop").unwrap(), WebhookFault::dropped(5));
        let narrowed = WebhookFault::parse("reorder;event=order.completed;times=2").unwrap();
        assert_eq!(narrowed, WebhookFault::reorder().on("order.completed").times(2));
    }
}
