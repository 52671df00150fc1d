//! What is received.

use super::*;

#[test]
fn an_answer_is_handed_over_as_it_came_whatever_its_status() {
    for status in [200, 201, 204, 304, 400, 404, 429, 500, 503] {
        let answer = format!("HTTP/1.1 {status} Whatever\r\nPeeker-Request-Id: req_1\r\ncontent-length: 0\r\n\r\n");
        let response = send(&Server::answering(answer).get()).unwrap();
        assert_eq!((response.status, response.request_id().as_deref()), (status, Some("req_1")));
    }
}

#[test]
fn every_byte_of_a_body_arrives_in_both_framings() {
    let body: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    let mut sized = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    sized.extend(&body);
    let mut chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for chunk in body.chunks(7_777) {
        chunked.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        chunked.extend(chunk);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    for answer in [sized, chunked] {
        assert_eq!(send(&Server::answering(answer).get()).unwrap().body, body);
    }
}

#[test]
fn what_comes_before_the_answer_is_skipped() {
    let answer = format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n{OK}");
    assert_eq!(send(&Server::answering(answer).get()).unwrap().status, 200);
}

#[test]
fn a_large_header_and_one_that_is_no_text_arrive() {
    let mut answer = format!("HTTP/1.1 200 OK\r\na: {}\r\nb: ", "x".repeat(20_000)).into_bytes();
    answer.extend(b"\xff\r\ncontent-length: 0\r\n\r\n");
    let response = send(&Server::answering(answer).get()).unwrap();
    assert_eq!(response.header("a").map(str::len), Some(20_000));
    assert_eq!(response.header("b"), Some("\u{fffd}"));
}

#[test]
fn a_body_over_the_limit_is_cut_after_one_byte_more_and_its_connection_dropped() {
    let server = Server::new(|connection| {
        while connection.request().is_some() {
            connection.write(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", MAX_BODY + 10_000_000));
            connection.write(vec![b' '; MAX_BODY + 10_000_000]);
        }
    });
    let transport = transport();
    for _ in 0..2 {
        assert_eq!(transport.send(&server.get()).unwrap().body.len(), MAX_BODY + 1);
    }
    assert_eq!(server.connections(), 2);
    let exact = Server::new(|connection| {
        connection.request();
        connection.write(format!("HTTP/1.1 200 OK\r\ncontent-length: {MAX_BODY}\r\n\r\n"));
        connection.write(vec![b' '; MAX_BODY]);
    });
    assert_eq!(transport.send(&exact.get()).unwrap().body.len(), MAX_BODY);
}

#[test]
fn a_redirect_is_an_answer_and_nothing_goes_elsewhere() {
    let elsewhere = Server::answering(OK);
    for status in [301, 302, 303, 307, 308] {
        for body in ["", "moved"] {
            let location = format!("http://{}/x", elsewhere.address);
            let length = body.len();
            let answer =
                format!("HTTP/1.1 {status} Moved\r\nlocation: {location}\r\ncontent-length: {length}\r\n\r\n{body}");
            let server = Server::answering(answer);
            for transfer in [server.get(), server.post(Some("{}"))] {
                let response = send(&with_header(transfer, "authorization", "Bearer pk_test_x")).unwrap();
                assert_eq!((response.status, response.header("location")), (status, Some(location.as_str())));
                assert_eq!(response.body, body.as_bytes());
            }
        }
    }
    assert_eq!(elsewhere.connections(), 0);
}
