//! The program's options.

use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::builder::Builder;
use crate::clock::{Clock, Moment};
use crate::faults::Fault;
use crate::outbox::Timestamps;
use crate::sandbox::Sandbox;
use crate::settings::{Dns, Plan, Shapes};
use crate::signing::SignedContent;
use crate::webhook_faults::WebhookFault;

/// What the arguments ask for.
#[derive(Debug)]
pub(crate) enum Wanted {
    Server(Box<Options>),
    Text(&'static str),
}

#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) builder: Builder,
    pub(crate) until_stdin_closes: bool,
    webhook_url: Option<String>,
    webhook_secret: Option<String>,
    live_secret: Option<String>,
}

impl Options {
    /// # Errors
    /// A sentence that names the argument at fault.
    pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Wanted, String> {
        let mut options = Self::new();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--help" | "-h" => return Ok(Wanted::Text(HELP)),
                "--version" => return Ok(Wanted::Text(VERSION)),
                "--log" => options.builder = options.builder.log(true),
                "--until-stdin-closes" => options.until_stdin_closes = true,
                _ => {
                    let (name, value) = match argument.split_once('=') {
                        Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                        None => (argument, arguments.next()),
                    };
                    options = options.set(&name, value)?;
                }
            }
        }
        options.finish().map(|options| Wanted::Server(Box::new(options)))
    }

    fn new() -> Self {
        let builder = Sandbox::builder()
            .clock(Clock::Follow { speed: 1.0 })
            .start_at(&now())
            .dns(Dns::Auto)
            .timestamps(Timestamps::Real);
        Self { builder, until_stdin_closes: false, webhook_url: None, webhook_secret: None, live_secret: None }
    }

    fn set(mut self, name: &str, value: Option<String>) -> Result<Self, String> {
        let Some(value) = value else {
            return Err(if is_option(name) { format!("{name} needs a value") } else { unknown(name) });
        };
        let text = value.as_str();
        let builder = self.builder;
        self.builder = match name {
            "--port" => builder.port(number(name, text)?),
            "--seed" => builder.seed(number(name, text)?),
            "--speed" => builder.clock(clock(number(name, text)?)),
            "--start" => builder.start_at(text),
            "--dns" => builder.dns(one_of(name, text, &[("auto", Dns::Auto), ("manual", Dns::Manual)])?),
            "--shapes" => builder.shapes(one_of(name, text, &[("june", Shapes::June), ("may", Shapes::May)])?),
            "--plan" => builder.plan(one_of(name, text, &PLANS)?),
            "--rate-limit" => builder.rate_limit(number(name, text)?),
            "--chaos" => chaos(builder, number(name, text)?),
            "--signed-content" => builder.signed_content(SignedContent::parse(text)),
            "--timestamps" => {
                let clocks = [("real", Timestamps::Real), ("virtual", Timestamps::Virtual)];
                builder.timestamps(one_of(name, text, &clocks)?)
            }
            "--resign-retries" => builder.resign_retries(one_of(name, text, &[("yes", true), ("no", false)])?),
            "--webhook-connections" => builder.webhook_connections(number(name, text)?),
            _ => {
                let text = match name {
                    "--webhook-url" => &mut self.webhook_url,
                    "--webhook-secret" => &mut self.webhook_secret,
                    "--webhook-live-secret" => &mut self.live_secret,
                    _ => return Err(unknown(name)),
                };
                *text = Some(value);
                builder
            }
        };
        Ok(self)
    }

    fn finish(mut self) -> Result<Self, String> {
        self.builder = match (self.webhook_url.take(), self.webhook_secret.take()) {
            (Some(url), Some(secret)) => self.builder.webhook(url, secret),
            (None, None) => self.builder,
            _ => return Err("--webhook-url and --webhook-secret belong together".to_owned()),
        };
        if let Some(secret) = self.live_secret.take() {
            self.builder = self.builder.live_webhook_secret(secret);
        }
        Ok(self)
    }
}

fn is_option(name: &str) -> bool {
    HELP.lines().any(|line| line.trim_start().split(' ').next() == Some(name))
}

fn unknown(name: &str) -> String {
    format!("there is no option {name}")
}

fn number<T: FromStr>(name: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{name} cannot be `{text}`"))
}

fn one_of<T: Copy>(name: &str, text: &str, words: &[(&str, T)]) -> Result<T, String> {
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    found.ok_or_else(|| format!("{name} cannot be `{text}`, but {}", known.join(" or ")))
}

fn clock(speed: f64) -> Clock {
    if speed == 0.0 { Clock::Stepped } else { Clock::Follow { speed } }
}

fn chaos(builder: Builder, percent: u32) -> Builder {
    builder.random_faults(percent, Fault::usual()).random_webhook_faults(percent, WebhookFault::usual())
}

fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Moment::from_unix_seconds(seconds).to_string()
}

const PLANS: [(&str, Plan); 4] =
    [("base", Plan::Base), ("premium", Plan::Premium), ("vip", Plan::Vip), ("vip+", Plan::VipPlus)];

const VERSION: &str = concat!("peeker-sandbox ", env!("CARGO_PKG_VERSION"));

const HELP: &str = "\
A local server that behaves as the Peeker Partner API is documented to.
Prints its base URL as the first line and runs until it is ended.

  --port N                      listen on 127.0.0.1:N; 0, the default, takes a free port
  --seed N                      the same seed and requests give the same answers (1)
  --speed X                     virtual seconds per second (1); 0: time passes only when told to
  --start MOMENT                when virtual time begins, like 2026-05-08T12:00:00Z (now)
  --dns auto|manual             whether imported domains' nameservers move by themselves (auto)
  --shapes june|may             which version of the documentation answers and events look like (june)
  --plan base|premium|vip|vip+  how many inboxes may be in premium swaps (base)
  --webhook-url URL             where webhooks go: http on this machine only
  --webhook-secret TEXT         what they are signed with
  --webhook-live-secret TEXT    what events of live keys are signed with (the same)
  --resign-retries yes|no       whether a retry is signed anew or repeats the first signature (yes)
  --webhook-connections N       how many webhooks may be under way at once (1: in order)
  --signed-content FORM         timestamp.body (default), body, or a template of {id}, {timestamp}, {body}
  --timestamps real|virtual     which clock Peeker-Timestamp is read from (real)
  --chaos PERCENT               so many requests, and so many webhooks, meet a fault (0)
  --rate-limit N                requests per minute and key (600)
  --log                         tell each request and each webhook on standard error
  --until-stdin-closes          end when standard input does, as it does with a parent that ends
  --version, --help             say which version this is; this text";

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Wanted, String> {
        Options::read(arguments.iter().map(|&argument| argument.to_owned()))
    }

    fn builder(arguments: &[&str]) -> Builder {
        match parsed(arguments) {
            Ok(Wanted::Server(options)) => options.builder,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn options_are_read_in_both_spellings() {
        let options =
            ["--port", "0", "--seed=7", "--speed=0", "--dns", "manual", "--log", "--start=2026-05-08T12:00:00Z"];
        let sandbox = builder(&options).start().unwrap();
        assert_eq!(sandbox.now(), "2026-05-08T12:00:00Z");
        let may =
            builder(&["--shapes=may", "--plan", "vip+", "--chaos=10", "--webhook-connections=2"]).start().unwrap();
        assert!(may.base_url().ends_with("/api/partner/v1"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (arguments, part) in [
            (&["--prot", "1"][..], "--prot"),
            (&["--port"], "--port needs"),
            (&["--prot"], "no option --prot"),
            (&["--port", "x"], "x"),
            (&["--dns", "off"], "off"),
            (&["--shapes", "april"], "april"),
            (&["--plan", "gold"], "gold"),
            (&["--resign-retries", "maybe"], "maybe"),
            (&["--webhook-url", "http://127.0.0.1:1/"], "--webhook-secret"),
        ] {
            assert!(parsed(arguments).unwrap_err().contains(part), "{arguments:?}");
        }
        for (arguments, part) in [
            (&["--webhook-url=http://example.com/", "--webhook-secret=x"][..], "loopback"),
            (&["--chaos=101"], "101"),
            (&["--webhook-connections=0"], "one connection"),
        ] {
            assert!(builder(arguments).start().unwrap_err().to_string().contains(part), "{arguments:?}");
        }
    }

    #[test]
    fn every_option_is_in_the_help_and_the_help_is_no_sandbox() {
        let Ok(Wanted::Text(help)) = parsed(&["--help"]) else { panic!("no text") };
        let (code, _) = include_str!("options.rs").split_once("#[cfg(test)]").unwrap();
        let known: Vec<_> = code.split('"').filter(|text| text.starts_with("--") && !text.contains(' ')).collect();
        assert!(known.len() > 15 && known.iter().all(|option| help.contains(option)), "{known:?}");
        assert!(matches!(parsed(&["--version"]), Ok(Wanted::Text(text)) if text.starts_with("peeker-sandbox 0.")));
    }
}
