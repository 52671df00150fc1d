//! From a request to its answer: fault, key, limit, route, permission, handler.

use serde_json::json;

use crate::access::{Access, DEFAULT_KEY};
use crate::clock::Moment;
use crate::control;
use crate::engine::Engine;
use crate::faults::Fault;
use crate::http::{Request, Response};
use crate::log::tell;
use crate::may;
use crate::reply::{ApiError, Reply};
use crate::router::{self, Body, Call};
use crate::server::{Answer, Incoming};
use crate::settings::Shapes;
use crate::sync::lock;
use crate::webhook_faults::WebhookFault;

/// Where the API is served. The documented base URL has this path.
pub(crate) const BASE_PATH: &str = "/partner/v1";

/// The path of the base URL that the documentation had in May; it is served too.
pub(crate) const OLD_BASE_PATH: &str = "/api/partner/v1";

pub(crate) fn answer(engine: &Engine, incoming: Incoming<'_>) -> Answer {
    match incoming {
        Ok(request) if control::is_meant(&request.path) => Answer::Send(control::answer(engine, request)),
        Ok(request) if request.path == "/" => Answer::Send(front_page(engine)),
        Ok(request) => logged(engine, request),
        Err((status, why)) => {
            let response = ApiError::new(status, "invalid_request", why).response();
            Answer::Send(response.with(REQUEST_ID, engine.next_request_id()))
        }
    }
}

/// The same for one who has no connection: status and body, if the whole answer would arrive.
pub(crate) fn ask(engine: &Engine, method: &str, path: &str, key: &str, body: &str) -> Option<(u16, String)> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let request = Request {
        method: method.to_owned(),
        path: format!("{BASE_PATH}{path}"),
        query: query.to_owned(),
        headers: vec![("Authorization".to_owned(), format!("Bearer {key}"))],
        body: body.as_bytes().to_vec(),
        keep_alive: true,
    };
    match answer(engine, Ok(&request)) {
        Answer::Send(response) | Answer::SendAndClose(response) => {
            Some((response.status, String::from_utf8_lossy(&response.body).into_owned()))
        }
        Answer::Torn(_) | Answer::Reset => None,
    }
}

/// For whoever opens the address to see what it is.
fn front_page(engine: &Engine) -> Response {
    let version = env!("CARGO_PKG_VERSION");
    Response::json(
        200,
        &json!({ "sandbox": version, "base_url": engine.base_url, "key": DEFAULT_KEY, "control": control::BASE_PATH }),
    )
}

fn logged(engine: &Engine, request: &Request) -> Answer {
    let request_id = engine.next_request_id();
    let path = below_base(&request.path).unwrap_or(&request.path);
    let at = engine.now().to_string();
    let number = lock(&engine.log).note(request, path, &request_id, at);
    let (answer, fault, processed) =
        match add_webhook_faults(engine, request).and_then(|()| pick_fault(engine, request, path)) {
            Ok(None) => (Answer::Send(process(engine, request)), None, true),
            Ok(Some(fault)) => (faulty(engine, request, &fault), Some(fault.to_string()), fault.is_processed()),
            Err(misspelt) => (Answer::Send(refused(&misspelt)), None, false),
        };
    let answer = with_usual_headers(answer, &request_id, engine.now());
    let status = status(&answer);
    tell_request(engine, request, &request_id, status, fault.as_deref());
    lock(&engine.log).update(number, |entry| {
        entry.fault = fault;
        entry.processed = processed;
        entry.status = status;
    });
    answer
}

/// Webhook faults that the request asks for wait from now on, as if set by a control call.
fn add_webhook_faults(engine: &Engine, request: &Request) -> Result<(), String> {
    let asked = request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(WEBHOOK_FAULT));
    let faults: Vec<WebhookFault> = asked
        .map(|(_, text)| WebhookFault::parse(text))
        .collect::<Result<_, _>>()
        .map_err(|why| format!("{WEBHOOK_FAULT}: {why}"))?;
    faults.into_iter().for_each(|fault| engine.add_webhook_fault(fault));
    Ok(())
}

/// The fault that the request asks for itself, or the next one that waits for it.
fn pick_fault(engine: &Engine, request: &Request, path: &str) -> Result<Option<Fault>, String> {
    match request.header(FAULT) {
        Some(text) => Fault::parse(text).map(Some).map_err(|why| format!("{FAULT}: {why}")),
        None => Ok(lock(&engine.faults).take(request, path)),
    }
}

/// Work first, then the delay, then the wrong answer: a client that gives up waiting cannot know that it was done.
fn faulty(engine: &Engine, request: &Request, fault: &Fault) -> Answer {
    let real = fault.is_processed().then(|| process(engine, request));
    engine.sleep(fault.delay());
    fault.apply(real)
}

fn process(engine: &Engine, request: &Request) -> Response {
    match handle(engine, request) {
        Ok(reply) => Response::json(reply.status, &reply.body),
        Err(error) => error.response(),
    }
}

fn handle(engine: &Engine, request: &Request) -> Result<Reply, ApiError> {
    let path = below_base(&request.path).ok_or_else(|| elsewhere(engine))?;
    let access = Access::of_header(request.header("authorization"))?;
    let body = Body::read(&request.body);
    engine.with_world(|world| {
        world.limiter.admit(&access.key, world.now)?;
        let no_route = || router::no_route(&request.method, path);
        let (route, params) = router::find(&request.method, path).ok_or_else(no_route)?;
        access.preset.check(route.needs)?;
        let account = world.account_of(&access);
        let call = Call::new(&access, account, path, params, &body).with(&engine.base_url, &request.query);
        let reply = (route.handler)(world, &call)?;
        Ok(match world.settings.shapes {
            Shapes::June => reply,
            Shapes::May => may::reply(world, &call, route, reply),
        })
    })
}

/// The path below the base path; none if the request is not for the API at all.
fn below_base(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(BASE_PATH).or_else(|| path.strip_prefix(OLD_BASE_PATH))?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

fn elsewhere(engine: &Engine) -> ApiError {
    ApiError::new(404, "not_found", format!("The API is below {}; this is not.", engine.base_url))
}

/// On every answer, success or error: the request's id, as documented, and the time, as servers that know it say it.
fn with_usual_headers(answer: Answer, id: &str, now: Moment) -> Answer {
    let add = |response: Response| response.with(REQUEST_ID, id).with("Date", now.to_http_date());
    match answer {
        Answer::Send(response) => Answer::Send(add(response)),
        Answer::SendAndClose(response) => Answer::SendAndClose(add(response)),
        Answer::Torn(response) => Answer::Torn(add(response)),
        Answer::Reset => Answer::Reset,
    }
}

fn status(answer: &Answer) -> Option<u16> {
    match answer {
        Answer::Send(response) | Answer::SendAndClose(response) | Answer::Torn(response) => Some(response.status),
        Answer::Reset => None,
    }
}

fn refused(misspelt: &str) -> Response {
    ApiError::new(400, "sandbox_error", format!("{misspelt}.")).response()
}

/// One line on standard error, if wanted: without query and body.
fn tell_request(engine: &Engine, request: &Request, id: &str, status: Option<u16>, fault: Option<&str>) {
    if engine.log_to_stderr {
        let status = status.map_or_else(|| "reset".to_owned(), |status| status.to_string());
        let fault = fault.map(|fault| format!(" [{fault}]")).unwrap_or_default();
        tell(&format!("{} {} {status} {id}{fault}", request.method, request.path));
    }
}

const REQUEST_ID: &str = "Peeker-Request-Id";

/// By these a request asks for its own faults, and for its events'.
const FAULT: &str = "X-Sandbox-Fault";
const WEBHOOK_FAULT: &str = "X-Sandbox-Webhook-Fault";
