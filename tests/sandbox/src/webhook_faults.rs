//! Things that go wrong on demand with webhooks.

use std::time::Duration;

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

/// The faults that wait for their events, in the order in which they were set.
#[derive(Debug, Default)]
pub(crate) struct EventFaults(Vec<WebhookFault>);

impl EventFaults {
    pub(crate) fn add(&mut self, fault: WebhookFault) {
        self.0.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault for an event: the first that matches, one use of it spent.
    pub(crate) fn take(&mut self, event_type: &str) -> Option<EventEffect> {
        let fits = |fault: &&mut WebhookFault| fault.event_type.as_ref().is_none_or(|wanted| wanted == event_type);
        let fault = self.0.iter_mut().filter(|fault| fault.times > 0).find(fits)?;
        fault.times -= 1;
        let effect = fault.effect;
        self.0.retain(|fault| fault.times > 0);
        Some(effect)
    }
}
