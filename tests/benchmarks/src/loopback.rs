//! A server that does nothing but answer, so that a round trip measures its client.
//!
//! | path | answer |
//! |---|---|
//! | `…/orders…` | a page of 100 orders, the last one |
//! | `…/many/{n}/orders?page_token=…` | pages of 100 of n orders |
//! | `…/many/{n}/…?after=…`, `starting_after` | the same rows in pages as SDKs of other APIs read them |
//! | `/api/v1/app` | the empty list of Svix |
//! | anything else | the smallest object |

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use crate::fixtures;

/// Answers like the API over connections that are kept; gives its address. It ends with the program.
pub fn start() -> String {
    let small = answer(&fixtures::me());
    let page = answer(&fixtures::last_page(fixtures::PAGE));
    let empty = answer(br#"{"data":[],"done":true,"iterator":null,"prevIterator":null}"#);
    listen(Arc::new(move |target: &str, stream: &mut TcpStream| {
        if let Some(page) = one_of_many(target) {
            stream.write_all(&answer(&page))
        } else if target.split('?').next().is_some_and(|path| path.ends_with("/orders")) {
            stream.write_all(&page)
        } else if target.starts_with("/api/v1/app") {
            stream.write_all(&empty)
        } else {
            stream.write_all(&small)
        }
    }))
}

/// Serves one body to every request; gives its address.
pub fn serve(body: &[u8]) -> String {
    let answer = answer(body);
    listen(Arc::new(move |_: &str, stream: &mut TcpStream| stream.write_all(&answer)))
}

type Answering = Arc<dyn Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync>;

fn listen(answering: Answering) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answering = Arc::clone(&answering);
            thread::spawn(move || answer_all(stream, &answering));
        }
    });
    format!("http://{address}")
}

fn answer_all(mut stream: TcpStream, answering: &Answering) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut requests = BufReader::new(stream.try_clone().ok()?);
    let (mut first, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if requests.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            answering(first.split(' ').nth(1)?, &mut stream).ok()?;
            first.clear();
        } else if first.is_empty() {
            first.clone_from(&line);
        }
    }
}

fn answer(body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// The page of a long list that is asked for, if one is.
fn one_of_many(target: &str) -> Option<Vec<u8>> {
    let (_, rest) = target.split_once("/many/")?;
    let (total, rest) = rest.split_once('/')?;
    let total: usize = total.parse().ok()?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let number = |text: &str| text.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<usize>().ok();
    let after = value("starting_after").or_else(|| value("after"));
    let first = value("page_token").and_then(number).or_else(|| Some(after.and_then(number)? + 1)).unwrap_or(0);
    let rows = fixtures::PAGE.min(total.saturating_sub(first));
    let next = first + rows;
    if path.ends_with("orders") && after.is_none() {
        let token = (next < total).then(|| next.to_string());
        return Some(fixtures::page_of(first, rows, token.as_deref()));
    }
    Some(fixtures::cursor_page_of(first, rows, next < total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn a_long_list_is_read_to_its_end_by_tokens() {
        let (mut rows, mut target) = (0, "/many/250/orders?per_page=100".to_owned());
        loop {
            let page: Value = serde_json::from_slice(&one_of_many(&target).unwrap()).unwrap();
            rows += page["data"].as_array().unwrap().len();
            let Some(next) = page["links"]["next"].as_str() else { break };
            target = format!("/many/250{next}");
        }
        assert_eq!(rows, 250);
    }

    #[test]
    fn a_long_list_is_read_to_its_end_by_ids() {
        let (mut rows, mut target) = (0, "/many/250/v1/customers?limit=100".to_owned());
        loop {
            let page: Value = serde_json::from_slice(&one_of_many(&target).unwrap()).unwrap();
            let data = page["data"].as_array().unwrap();
            rows += data.len();
            if page["has_more"] == false {
                break;
            }
            let last = data.last().unwrap()["id"].as_str().unwrap();
            target = format!("/many/250/v1/customers?limit=100&starting_after={last}");
        }
        assert_eq!(rows, 250);
    }
}
