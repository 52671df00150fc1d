//! A GET over loopback to its data: a small object or a page of 100 orders, one after the other or 16 at once.

use std::sync::Arc;
use std::thread;

use peeker_core::client::Client;
use peeker_core::config::Options;
use peeker_core::model::OrderFilter;
use serde_json::Value;

use super::Jobs;
use crate::harness::{Inputs, Job};

const AT_ONCE: usize = 16;
const EACH: u16 = 8;

pub(crate) fn get(inputs: &Inputs) -> Jobs<'_> {
    let mut jobs: Jobs<'_> = Vec::new();
    for (row, at_once) in [("1", 1), ("16", AT_ONCE)] {
        for (what, path, right) in [("small", "/me", "org_1"), ("page", "/orders", "ord_000000000000000000000099")] {
            let url = format!("{}{path}", inputs.address);
            let job = Job::new(format!("round-trip-{what}-{row}"), right.to_owned());
            let job = if at_once == 1 { job } else { job.per_call(u32::from(EACH) * 16) };
            let (client, last) = (Arc::new(client(inputs)), |mut read: Vec<String>| read.pop().unwrap_or_default());
            let job = if what == "small" {
                job.ours("", many(at_once, move |_| client.me().send().expect("an answer").partner.id), last)
            } else {
                job.ours("", many(at_once, move |_| last_order(&client)), last)
            };
            let agent = agent();
            let typed = agent.clone();
            let (typed_url, bare_url) = (url.clone(), url.clone());
            let job = job
                .peer(
                    "ureq + serde_json",
                    "ureq",
                    "untyped values",
                    many(at_once, move |_| read(&bare(&typed, &typed_url))),
                    last,
                )
                .floor(
                    "ureq",
                    "ureq",
                    "bytes alone: the answer is not read",
                    many(at_once, move |_| bare(&agent, &bare_url)),
                    |mut all| read(&all.pop().unwrap_or_default()),
                );
            jobs.push(Box::new(libcurl::with(job, &url, at_once)));
        }
    }
    jobs
}

/// One, or some by each of 16 threads. Each worker is told its number.
fn many<R: Send + Sync>(at_once: usize, get: impl Fn(usize) -> R + Sync) -> impl FnMut() -> Vec<R> {
    move || {
        if at_once == 1 {
            return vec![get(0)];
        }
        thread::scope(|scope| {
            let get = &get;
            let some = |worker| move || (0..EACH).map(|_| get(worker)).last().expect("at least one");
            let workers: Vec<_> = (0..at_once).map(|worker| scope.spawn(some(worker))).collect();
            workers.into_iter().map(|worker| worker.join().expect("an answer")).collect()
        })
    }
}

fn client(inputs: &Inputs) -> Client {
    let options = Options {
        api_key: Some("pk_test_bench".into()),
        base_url: Some(inputs.address.clone()),
        ..Options::default()
    };
    Client::from_options(options).expect("sound settings")
}

fn last_order(client: &Client) -> String {
    let page = client.orders().list(OrderFilter::default()).send().expect("an answer");
    page.data.last().expect("100 rows").id.clone()
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false);
    config.max_idle_connections_per_host(AT_ONCE).max_idle_connections(AT_ONCE).build().new_agent()
}

fn bare(agent: &ureq::Agent, url: &str) -> Vec<u8> {
    let request = agent.get(url).header("authorization", "Bearer pk_test_bench").header("accept", "application/json");
    request.call().expect("an answer").body_mut().read_to_vec().expect("a body")
}

/// What is compared: the partner of an account, or the last order of a page.
fn read(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).expect("JSON");
    let data = &body["data"];
    let found = data.as_array().map_or(&data["partner"]["id"], |rows| &rows[rows.len() - 1]["id"]);
    found.as_str().unwrap_or_default().to_owned()
}

/// A peer that may not be there.
mod libcurl {
    use super::*;

    #[cfg(not(feature = "curl"))]
    pub(super) fn with<'a>(job: Job<'a, String>, _: &str, _: usize) -> Job<'a, String> {
        job.missing("curl")
    }

    #[cfg(feature = "curl")]
    pub(super) fn with<'a>(job: Job<'a, String>, url: &str, at_once: usize) -> Job<'a, String> {
        use std::sync::Mutex;

        let handles: Vec<_> = (0..at_once).map(|_| Mutex::new(handle(url))).collect();
        let get = move |worker: usize| {
            let (mut handle, mut body) = (handles[worker].lock().expect("nobody failed"), Vec::new());
            let mut transfer = handle.transfer();
            transfer
                .write_function(|part| {
                    body.extend_from_slice(part);
                    Ok(part.len())
                })
                .expect("it is taken");
            transfer.perform().expect("an answer");
            drop(transfer);
            body
        };
        job.floor("curl", "curl", "bytes alone: the answer is not read", many(at_once, get), |mut all| {
            read(&all.pop().unwrap_or_default())
        })
    }

    #[cfg(feature = "curl")]
    fn handle(url: &str) -> curl::easy::Easy {
        let (mut handle, mut headers) = (curl::easy::Easy::new(), curl::easy::List::new());
        headers.append("authorization: Bearer pk_test_bench").expect("a header");
        headers.append("accept: application/json").expect("a header");
        handle.url(url).expect("an address");
        handle.http_headers(headers).expect("headers");
        handle.signal(false).expect("it is taken");
        handle
    }
}
