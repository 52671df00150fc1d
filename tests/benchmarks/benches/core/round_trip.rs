//! A GET over loopback on a connection that is kept: a small object, and a page of 100 rows.

use criterion::Criterion;
use peeker_benchmarks::{fixtures, loopback};
use peeker_core::client::Client;
use peeker_core::config::Options;
use peeker_core::model::OrderFilter;

use crate::samples::page_of;

pub(crate) fn get(criterion: &mut Criterion) {
    let server = loopback::serve(&fixtures::me());
    let client = client_of(&server);
    let mut group = criterion.benchmark_group("round trip, small object");
    group.bench_function("ours", |bencher| bencher.iter(|| client.me().send().expect("an answer")));
    let agent = agent();
    group.bench_function("ureq, body read", |bencher| bencher.iter(|| bare(&agent, &format!("{server}/me"))));
    group.finish();

    let server = loopback::serve(&page_of(100));
    let client = client_of(&server);
    let mut group = criterion.benchmark_group("round trip, page of 100 orders");
    group.bench_function("ours", |bencher| {
        bencher.iter(|| client.orders().list(OrderFilter::default()).send().expect("an answer"));
    });
    group.bench_function("ureq, body read", |bencher| bencher.iter(|| bare(&agent, &format!("{server}/orders"))));
    group.finish();
}

fn client_of(server: &str) -> Client {
    let options =
        Options { api_key: Some("pk_test_bench".into()), base_url: Some(server.to_owned()), ..Options::default() };
    Client::from_options(options).expect("sound settings")
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build().new_agent()
}

fn bare(agent: &ureq::Agent, url: &str) -> Vec<u8> {
    let request = agent.get(url).header("authorization", "Bearer pk_test_bench").header("accept", "application/json");
    let mut response = request.call().expect("an answer");
    response.body_mut().read_to_vec().expect("a body")
}
