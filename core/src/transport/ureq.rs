//! The transport of Rust, Python and Node: ureq on the calling thread, TLS by rustls.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use ::ureq::http::{HeaderValue, Request, Response, header};
use ::ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ::ureq::{Agent, AsSendBody, Body, Proxy, ProxyProtocol};
use url::Url;

use super::connection::{Connect, LookUpLater};
use super::per_process::PerProcess;
use super::progress::{Mask, Phase, Progress};
use super::{Stop, Transport};
use crate::call::{Failure, Transfer};
use crate::config::is_loopback;
use crate::error::Error;
use crate::operation::Method;
use crate::request::HttpRequest;
use crate::response::{HttpResponse, MAX_BODY};
use crate::secret::Secret;

/// How [`UreqTransport`] connects. Nothing is read from the environment, and nothing turns certificate checks off.
#[derive(Debug, Clone, Default)]
pub struct UreqOptions {
    /// PEM text: these certificate authorities in place of Mozilla's, which are compiled in.
    pub ca_certificates: Option<Vec<u8>>,
    /// The operating system decides which certificates are trusted. Not together with `ca_certificates`.
    pub platform_verifier: bool,
    /// `http://user:password@host:port`, or `https://…`. Never used for this machine's own addresses.
    pub proxy: Option<Secret>,
}

/// Sends with ureq and rustls, and keeps connections for the next request.
///
/// It keeps no cookies and no cache, follows no redirect, repeats nothing, decompresses nothing. After a `fork`
/// the child opens connections of its own.
///
/// A body over 16 MiB is cut after one byte more, and its connection dropped: core refuses it as unreadable.
///
/// Secret headers and the query are kept from ureq, which logs every byte of a request's head at the level `trace`.
/// Answers it logs there as well: a program that must not have them in its logs silences the target `ureq_proto`.
pub struct UreqTransport {
    agents: PerProcess<Agent>,
    proxy: Option<Proxy>,
}

impl UreqTransport {
    /// A connection that was idle for longer is not used again. Load balancers commonly close theirs after 60 s.
    const MAX_IDLE: Duration = Duration::from_secs(30);
    /// As many as the pool has threads.
    const MAX_CONNECTIONS: usize = 32;
    /// The longest head of a request or an answer. Either has some 1 KiB, and servers seldom allow more than 16.
    const MAX_HEAD: usize = 32 * 1024;
    /// Holds any head whole, so that it is written at once, and one too long is recognised. A connection has four.
    const BUFFER: usize = 2 * Self::MAX_HEAD;

    /// # Errors
    /// Kind `Configuration`, code `invalid_option`: certificates or a proxy address that cannot be read, or two sources
    /// of trust at once.
    pub fn new(options: &UreqOptions) -> Result<Self, Error> {
        let tls = TlsConfig::builder().root_certs(roots(options)?).build();
        let proxy = options.proxy.as_ref().map(parse_proxy).transpose()?;
        let config = Agent::config_builder()
            .tls_config(tls)
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .max_response_header_size(Self::MAX_HEAD)
            .input_buffer_size(Self::BUFFER)
            .output_buffer_size(Self::BUFFER)
            .max_idle_connections(Self::MAX_CONNECTIONS)
            .max_idle_connections_per_host(Self::MAX_CONNECTIONS)
            .max_idle_age(Self::MAX_IDLE)
            .build();
        let agents = PerProcess::new(move || Agent::with_parts(config.clone(), Connect::default(), LookUpLater));
        Ok(Self { agents, proxy })
    }

    fn exchange(&self, transfer: &Transfer) -> Result<HttpResponse, ::ureq::Error> {
        let request = &transfer.request;
        let mut head = Request::builder().method(request.method.as_str()).uri(without_query(&request.url));
        for (name, value) in &request.headers {
            head = match mask(name, value) {
                Some(mask) => head.header(name, mask.placeholder()),
                None => head.header(name, value.reveal()),
            };
        }
        let response = match (&request.body, request.method) {
            (Some(body), _) => self.run(transfer, head.body(body.reveal().as_bytes())?),
            // Said explicitly: a server may wait for a body that is not announced, or refuse the request.
            (None, Method::Post | Method::Patch) => self.run(transfer, head.body([].as_slice())?),
            (None, Method::Get | Method::Delete) => self.run(transfer, head.body(())?),
        }?;
        read(response)
    }

    fn run(&self, transfer: &Transfer, request: Request<impl AsSendBody>) -> Result<Response<Body>, ::ureq::Error> {
        let agent = self.agents.get();
        let to_itself =
            Url::parse(&transfer.request.url).is_ok_and(|url| url.host().is_some_and(|host| is_loopback(&host)));
        let max_idle = transfer.max_idle.map_or(Self::MAX_IDLE, Duration::from_millis);
        let request = agent
            .configure_request(request)
            .proxy(if to_itself { None } else { self.proxy.clone() })
            .timeout_global(Some(Duration::from_millis(transfer.timeout)))
            .timeout_connect(Some(Duration::from_millis(transfer.connect_timeout)))
            .max_idle_age(max_idle.min(Self::MAX_IDLE))
            .build();
        agent.run(request)
    }
}

impl Transport for UreqTransport {
    fn send(&self, transfer: &Transfer) -> Result<HttpResponse, Failure> {
        self.send_until(transfer, &Stop::default())
    }

    /// A stopped transfer ends at once, and its connection is dropped. Only name look-up and the opening of a TCP
    /// connection cannot be ended; they take no longer than the time to connect.
    fn send_until(&self, transfer: &Transfer, stop: &Stop) -> Result<HttpResponse, Failure> {
        if head_length(&transfer.request) > Self::MAX_HEAD {
            return Err(Failure::not_sent("the request's address and headers are longer than 32 KiB"));
        }
        if transfer.request.headers.iter().any(|(_, value)| breaks_lines(value)) {
            return Err(Failure::not_sent("a header has control characters"));
        }
        let query = query(&transfer.request.url);
        if query.is_some_and(breaks_the_address) {
            return Err(Failure::not_sent("the query has characters that none has"));
        }
        let headers = transfer.request.headers.iter().filter_map(|(name, value)| mask(name, value));
        let masks = headers.chain(query.map(Mask::query)).collect();
        let progress = Progress::new(masks, stop.clone());
        // ureq has assertions of its own, and this runs on threads that must not die of them.
        let (outcome, progress) = progress.of(|| catch_unwind(AssertUnwindSafe(|| self.exchange(transfer))));
        stop.forget();
        let maybe_sent = progress.maybe_sent;
        match outcome {
            Ok(Ok(response)) if progress.cut && ends_with_connection(&response) => {
                Err(Failure::broken("the connection broke before the answer was complete"))
            }
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(Failure {
                maybe_sent,
                timed_out: matches!(error, ::ureq::Error::Timeout(_)),
                message: explain(transfer, &progress, &error),
            }),
            Err(_) => Err(Failure { maybe_sent, ..Failure::broken("internal: the HTTP library panicked") }),
        }
    }
}

impl std::fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UreqTransport").field("proxy", &self.proxy.is_some()).finish_non_exhaustive()
    }
}

fn roots(options: &UreqOptions) -> Result<RootCerts, Error> {
    let refuse = |message: &str| Err(Error::configuration("invalid_option", message));
    match (&options.ca_certificates, options.platform_verifier) {
        (None, false) => Ok(RootCerts::WebPki),
        (None, true) => Ok(RootCerts::PlatformVerifier),
        (Some(_), true) => refuse("trust is either given as certificates or left to the platform, not both"),
        (Some(pem), false) => {
            let mut certificates = Vec::new();
            for item in parse_pem(pem) {
                match item {
                    Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
                    Ok(_) => {}
                    Err(_) => return refuse("the certificates are not PEM text"),
                }
            }
            if certificates.is_empty() {
                return refuse("there is no certificate in the given PEM text");
            }
            Ok(RootCerts::from(certificates))
        }
    }
}

fn parse_proxy(address: &Secret) -> Result<Proxy, Error> {
    match Proxy::new(address.reveal()) {
        Ok(proxy) if matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https) => Ok(proxy),
        _ => Err(Error::configuration("invalid_option", "the proxy is not an http or https URL")),
    }
}

/// The bytes of address and header lines.
fn head_length(request: &HttpRequest) -> usize {
    let line = |(name, value): &(String, Secret)| name.len() + ": \r\n".len() + value.reveal().len();
    request.url.len() + request.headers.iter().map(line).sum::<usize>()
}

/// Whether a value could end its header and begin another. ureq would see that, but sees placeholders.
fn breaks_lines(value: &Secret) -> bool {
    value.reveal().bytes().any(|byte| byte.is_ascii_control() && byte != b'\t')
}

/// Whether a header is kept from ureq: all but those that it looks for itself, which say nothing.
fn mask(name: &str, value: &Secret) -> Option<Mask> {
    let public = matches!(name, "accept" | "content-type" | "user-agent") || value.is_empty();
    (!public).then(|| Mask::header(name, value))
}

/// Whether a query could end its address. ureq would see that, too.
fn breaks_the_address(query: &str) -> bool {
    query.bytes().any(|byte| !byte.is_ascii_graphic() || byte == b'#')
}

/// What follows the path of an address.
fn query(url: &str) -> Option<&str> {
    url.split_once('?').map(|(_, query)| query)
}

/// The address as ureq may see it.
fn without_query(url: &str) -> String {
    let Some((path, query)) = url.split_once('?') else { return url.to_owned() };
    format!("{path}?{}", Mask::query(query).placeholder())
}

/// Takes the whole body, or one byte more than core reads.
fn read(response: Response<Body>) -> Result<HttpResponse, ::ureq::Error> {
    let (head, body) = response.into_parts();
    let mut bytes = Vec::new();
    body.into_reader().take(MAX_BODY as u64 + 1).read_to_end(&mut bytes)?;
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Ok(HttpResponse {
        status: head.status.as_u16(),
        headers: head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect(),
        body: bytes,
    })
}

/// Whether the end of the connection is the only end that the body has. ureq takes a reset for one.
fn ends_with_connection(response: &HttpResponse) -> bool {
    response.header(header::CONTENT_LENGTH.as_str()).is_none()
        && response.header(header::TRANSFER_ENCODING.as_str()).is_none()
}

/// What went wrong, and in which phase.
fn explain(transfer: &Transfer, progress: &Progress, error: &::ureq::Error) -> String {
    let host = host(&transfer.request);
    let kept = if progress.fresh { "" } else { ", which had been kept open," };
    if let ::ureq::Error::Timeout(which) = error {
        let limit = if *which == ::ureq::Timeout::Connect { transfer.connect_timeout } else { transfer.timeout };
        let what = match progress.phase {
            Phase::Preparing | Phase::Ready => "the request was not sent",
            Phase::Resolving => "the host's address was not found",
            Phase::Connecting => "no connection was made",
            Phase::Securing => "no secure connection was made",
            Phase::Sending => "the request was not sent completely",
            Phase::Receiving => "there was no complete answer",
        };
        return format!("{what} within {limit} ms ({host})");
    }
    match progress.phase {
        Phase::Preparing | Phase::Ready => format!("the request could not be sent to {host}: {error}"),
        Phase::Resolving => format!("the address of {host} was not found: {error}"),
        Phase::Connecting => format!("no connection to {host}: {error}"),
        Phase::Securing => format!("no secure connection to {host}: {error}"),
        Phase::Sending => format!("the connection to {host}{kept} broke while the request was sent: {error}"),
        Phase::Receiving => format!("there was no complete answer on the connection to {host}{kept}: {error}"),
    }
}

/// Host and port: of an address, what errors may show.
fn host(request: &HttpRequest) -> String {
    let url = Url::parse(&request.url).ok();
    let text = url.as_ref().map_or("the server", |url| url.authority());
    text.rsplit('@').next().unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests;
