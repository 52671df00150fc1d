//! How the demo speaks, and what it counts.

use std::fmt;

use peeker_core::call::Attempt;
use peeker_core::error::Error;
use peeker_sandbox::StartError;

/// What has happened so far.
#[derive(Debug, Default)]
pub(crate) struct Story {
    chapters: usize,
    pub(crate) requests: usize,
    pub(crate) retries: usize,
    pub(crate) webhooks: usize,
    pub(crate) refused: usize,
}

impl Story {
    pub(crate) fn chapter(&mut self, title: &str) {
        self.chapters += 1;
        println!("\n{}. {title}", self.chapters);
    }

    #[allow(clippy::unused_self, clippy::needless_pass_by_value, reason = "reads as one of the story's verbs")]
    pub(crate) fn line(&self, text: String) {
        println!("   {text}");
    }

    /// Something that the SDK kept from being sent.
    pub(crate) fn refused(&mut self, text: String) {
        self.refused += 1;
        self.line(text);
    }

    /// One line of an attempt log.
    pub(crate) fn attempt(&mut self, attempt: &Attempt) {
        self.retries += usize::from(attempt.number > 1);
        let status = attempt.status.map_or_else(|| "no answer".to_owned(), |status| format!("HTTP {status}"));
        let waited =
            if attempt.waited_ms > 0 { format!(", then waited {} ms", attempt.waited_ms) } else { String::new() };
        self.line(format!("attempt {}: {status}, {}{waited}", attempt.number, attempt.outcome));
    }
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\ndemo: ok ({} requests, {} retries, {} webhooks verified, {} refused before sending)",
            self.requests, self.retries, self.webhooks, self.refused
        )
    }
}

/// Why the demo did not end well.
#[derive(Debug)]
pub(crate) struct Failed(pub(crate) String);

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

impl From<StartError> for Failed {
    fn from(error: StartError) -> Self {
        Self(error.to_string())
    }
}

/// Goes on only if it is so.
pub(crate) fn check(is_so: bool, otherwise: &str) -> Result<(), Failed> {
    if is_so { Ok(()) } else { Err(Failed(otherwise.to_owned())) }
}
