use peeker_core::ErrorKind;
use peeker_core::webhook::{Event, Verifier};

/// The status to answer a delivery with. The verifier is made once, from the secrets that the portal showed:
/// `Verifier::new(VerifierOptions::new([("live", live), ("sandbox", sandbox)]))`.
pub fn answer(verifier: &Verifier, body: &[u8], headers: &[(String, String)], now_unix_s: i64) -> u16 {
    let headers = headers.iter().map(|(name, value)| (name, value));
    match verifier.verify(body, headers, now_unix_s) {
        Ok(verified) => {
            match verified.event {
                Event::OrderCompleted { data, .. } => println!("{} is live", data.id),
                Event::OrderActionRequired { data, .. } => println!("{} waits for you", data.id),
                other => println!("{}: nothing to do", other.event_type()), // also types newer than the SDK
            }
            200
        }
        Err(error) if error.kind() == ErrorKind::Webhook => 400, // forged, stale or malformed
        Err(_) => 500,
    }
}
