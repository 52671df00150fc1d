//! Answers of any bytes.

use proptest::prelude::*;

use super::*;

/// Pieces of answers, right and wrong, in any order.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 204 No Content\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 302 Found\r\n",
        "HTTP/1.0 200 OK\r\n",
        "HTTP/1.1 000 ",
        "content-length: 5\r\n",
        "content-length: 18446744073709551616\r\n",
        "content-length: -1\r\n",
        "transfer-encoding: chunked\r\n",
        "transfer-encoding: gzip, chunked\r\n",
        "connection: close\r\n",
        "connection: keep-alive\r\n",
        "location: /\r\n",
        "location: \r\n",
        "content-encoding: gzip\r\n",
        "\r\n",
        "\r\n\r\n",
        "0\r\n\r\n",
        "5\r\nhello\r\n",
        "ffffffffffffffff\r\n",
        "5;x=y\r\n",
    ]);
    prop_oneof![
        4 => known.prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_answer_makes_it_panic_or_claim_that_nothing_was_sent(pieces in prop::collection::vec(piece(), 0..8)) {
        let answer = pieces.concat();
        let server = Server::new(move |connection| {
            connection.request();
            connection.write(&answer);
        });
        if let Err(failure) = send(&server.post(Some("{}"))) {
            prop_assert!(failure.maybe_sent && !failure.timed_out, "{}", failure.message);
            prop_assert!(!failure.message.starts_with("internal"), "{}", failure.message);
        }
    }
}
