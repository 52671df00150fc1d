//! The program: reads its options, starts a sandbox, says where it is, and runs until it is ended.

use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::builder::Builder;
use crate::clock::{Clock, Moment};
use crate::faults::Fault;
use crate::outbox::Timestamps;
use crate::sandbox::{Sandbox, StartError};
use crate::settings::{Dns, Plan, Shapes};
use crate::signing::SignedContent;
use crate::webhook_faults::WebhookFault;

/// Runs the program with these arguments (without its own name). Returns if it could not start, was asked for a text, or
/// its standard input was closed and that is to be its end.
pub fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    match parse(arguments) {
        Ok(Wanted::Server { builder, until_stdin_closes }) => match serve(*builder, until_stdin_closes) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => complain(&error.to_string(), ExitCode::FAILURE),
        },
        Ok(Wanted::Text(text)) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(wrong) => complain(&format!("{wrong}\n\n{HELP}"), ExitCode::from(2)),
    }
}

/// What the options ask for.
#[derive(Debug)]
enum Wanted {
    Server { builder: Box<Builder>, until_stdin_closes: bool },
    Text(&'static str),
}

fn serve(builder: Builder, until_stdin_closes: bool) -> Result<(), StartError> {
    let sandbox = builder.start()?;
    // A script may close its end after the first line; the sandbox goes on all the same.
    drop(announce(&sandbox));
    if until_stdin_closes {
        io::copy(&mut io::stdin(), &mut io::sink())?;
        return Ok(());
    }
    loop {
        thread::park();
    }
}

/// The base URL is the first line, for scripts.
fn announce(sandbox: &Sandbox) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", sandbox.base_url())?;
    writeln!(out, "key      {}", sandbox.key())?;
    writeln!(out, "control  {}", sandbox.control_url())?;
    out.flush()
}

fn complain(text: &str, code: ExitCode) -> ExitCode {
    eprintln!("peeker-sandbox: {text}");
    code
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let mut builder = Sandbox::builder()
        .clock(Clock::Follow { speed: 1.0 })
        .start_at(&now())
        .dns(Dns::Auto)
        .timestamps(Timestamps::Real);
    let (mut url, mut secret, mut live_secret, mut until_stdin_closes) = (None, None, None, false);
    while let Some(argument) = arguments.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        match name.as_str() {
            "--help" | "-h" => return Ok(Wanted::Text(HELP)),
            "--version" => return Ok(Wanted::Text(concat!("peeker-sandbox ", env!("CARGO_PKG_VERSION")))),
            "--log" => builder = builder.log(true),
            "--until-stdin-closes" => until_stdin_closes = true,
            _ => {}
        }
        if ["--log", "--until-stdin-closes"].contains(&name.as_str()) {
            continue;
        }
        let value = inline.or_else(|| arguments.next()).ok_or_else(|| format!("{name} needs a value"))?;
        builder = match name.as_str() {
            "--port" => builder.port(number(&name, &value)?),
            "--seed" => builder.seed(number(&name, &value)?),
            "--speed" => builder.clock(clock(&value)?),
            "--start" => builder.start_at(&value),
            "--dns" => builder.dns(dns(&value)?),
            "--shapes" => builder.shapes(shapes(&value)?),
            "--plan" => builder.plan(plan(&value)?),
            "--timestamps" => builder.timestamps(timestamps(&value)?),
            "--signed-content" => builder.signed_content(SignedContent::parse(&value)),
            "--rate-limit" => builder.rate_limit(number(&name, &value)?),
            "--chaos" => {
                let percent = number(&name, &value)?;
                builder.random_faults(percent, Fault::usual()).random_webhook_faults(percent, WebhookFault::usual())
            }
            "--webhook-connections" => builder.webhook_connections(number(&name, &value)?),
            "--webhook-url" => {
                url = Some(value);
                builder
            }
            "--webhook-secret" => {
                secret = Some(value);
                builder
            }
            "--webhook-live-secret" => {
                live_secret = Some(value);
                builder
            }
            "--resign-retries" => builder.resign_retries(yes_or_no(&name, &value)?),
            _ => return Err(format!("there is no option {name}")),
        };
    }
    let builder = match (url, secret) {
        (Some(url), Some(secret)) => builder.webhook(url, secret),
        (None, None) => builder,
        _ => return Err("--webhook-url and --webhook-secret belong together".to_owned()),
    };
    let builder = match live_secret {
        Some(secret) => builder.live_webhook_secret(secret),
        None => builder,
    };
    Ok(Wanted::Server { builder: Box::new(builder), until_stdin_closes })
}

fn number<T: std::str::FromStr>(name: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{name} cannot be `{text}`"))
}

fn clock(text: &str) -> Result<Clock, String> {
    let speed: f64 = number("--speed", text)?;
    Ok(if speed == 0.0 { Clock::Stepped } else { Clock::Follow { speed } })
}

fn dns(text: &str) -> Result<Dns, String> {
    match text {
        "auto" => Ok(Dns::Auto),
        "manual" => Ok(Dns::Manual),
        _ => Err(format!("--dns cannot be `{text}`")),
    }
}

fn shapes(text: &str) -> Result<Shapes, String> {
    match text {
        "june" => Ok(Shapes::June),
        "may" => Ok(Shapes::May),
        _ => Err(format!("--shapes cannot be `{text}`")),
    }
}

fn plan(text: &str) -> Result<Plan, String> {
    match text {
        "base" => Ok(Plan::Base),
        "premium" => Ok(Plan::Premium),
        "vip" => Ok(Plan::Vip),
        "vip+" => Ok(Plan::VipPlus),
        _ => Err(format!("--plan cannot be `{text}`")),
    }
}

fn yes_or_no(name: &str, text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(format!("{name} cannot be `{text}`")),
    }
}

fn timestamps(text: &str) -> Result<Timestamps, String> {
    match text {
        "real" => Ok(Timestamps::Real),
        "virtual" => Ok(Timestamps::Virtual),
        _ => Err(format!("--timestamps cannot be `{text}`")),
    }
}

fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Moment::from_unix_seconds(seconds).to_string()
}

const HELP: &str = "\
A local server that behaves as the Peeker Partner API is documented to.
Prints its base URL as the first line and runs until it is ended.

  --port N               listen on 127.0.0.1:N; 0, the default, takes a free port
  --seed N               the same seed and requests give the same answers (1)
  --speed X              virtual seconds per second (1); 0: time passes only when told to
  --start MOMENT         when virtual time begins, like 2026-05-08T12:00:00Z (now)
  --dns auto|manual      whether imported domains' nameservers move by themselves (auto)
  --shapes june|may      which version of the documentation answers and events look like (june)
  --plan base|premium|vip|vip+  how many inboxes may be in premium swaps (base)
  --webhook-url URL      where webhooks go: http on this machine only
  --webhook-secret TEXT  what they are signed with
  --webhook-live-secret TEXT  what events of live keys are signed with (the same)
  --resign-retries yes|no  whether a retry is signed anew or repeats the first signature (yes)
  --webhook-connections N  how many webhooks may be under way at once (1: in order)
  --signed-content FORM  timestamp.body (default), body, or a template of {id}, {timestamp}, {body}
  --timestamps real|virtual  which clock Peeker-Timestamp is read from (real)
  --chaos PERCENT        so many requests, and so many webhooks, meet a fault (0)
  --rate-limit N         requests per minute and key (600)
  --log                  tell each request and each webhook on standard error
  --until-stdin-closes   end when standard input does, as it does with a parent that ends
  --version, --help      say which version this is; this text";

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Wanted, String> {
        parse(arguments.iter().map(|&argument| argument.to_owned()))
    }

    fn builder(arguments: &[&str]) -> Builder {
        match parsed(arguments) {
            Ok(Wanted::Server { builder, .. }) => *builder,
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
            (&["--port"], "--port"),
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
        let known =
            include_str!("cli.rs").split('"').filter(|text| text.starts_with("--") && !text.contains([' ', '=']));
        for option in known {
            assert!(help.contains(option) || ["--prot"].contains(&option), "{option}");
        }
        assert!(matches!(parsed(&["--version"]), Ok(Wanted::Text(text)) if text.starts_with("peeker-sandbox 0.")));
    }
}
