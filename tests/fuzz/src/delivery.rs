//! Deliveries of webhooks as inputs: a line of switches, three headers as lines, and the body.

use peeker_core::secret::Secret;
use peeker_core::webhook::{
    EVENT_ID_HEADER, Recipe, SIGNATURE_HEADER, SignedContent, TIMESTAMP_HEADER, VerifierOptions, sign,
};

use crate::seeds::{text, vectors};
use crate::{NOW_S, lines};

/// The secret of the test vectors, so that their signatures are right here too.
const SECRET: &str = "peeker-test-secret-for-vectors";

pub struct Delivery<'a> {
    pub options: VerifierOptions,
    pub headers: Vec<(&'static str, Vec<u8>)>,
    pub body: &'a [u8],
    /// Whether it was signed as the options want it.
    pub signed: bool,
    /// Whether it was signed with a secret that is not among the options.
    pub forged: bool,
}

impl<'a> Delivery<'a> {
    /// The switches are letters: `s` signs the body, `b` signs nothing else, `o` signs with another secret, `2` doubles
    /// the headers. Without `s` the headers are those of the input.
    pub fn read(input: &'a [u8]) -> Self {
        let ([switches, signature, timestamp, id], body) = lines::<4>(input);
        let is = |switch: u8| switches.contains(&switch);
        let recipe = Recipe {
            signed_content: if is(b'b') { SignedContent::body() } else { SignedContent::default() },
            ..Recipe::default()
        };
        let options = VerifierOptions {
            signed_content: recipe.signed_content.clone(),
            ..VerifierOptions::new([("live", Secret::new(SECRET)), ("old", Secret::new("whsec_b2xk"))])
        };
        let mut headers = vec![(SIGNATURE_HEADER, signature.to_vec()), (TIMESTAMP_HEADER, timestamp.to_vec())];
        let secret = Secret::new(if is(b'o') { "another" } else { SECRET });
        let made = is(b's').then(|| sign(body, &secret, &recipe, NOW_S, None).expect("it can be signed"));
        for ((_, header), (_, made)) in headers.iter_mut().zip(made.into_iter().flatten()) {
            *header = made.into_bytes();
        }
        headers.push((EVENT_ID_HEADER, id.to_vec()));
        if is(b'2') {
            headers.extend(headers.clone());
        }
        Self { options, headers, body, signed: is(b's') && !is(b'o'), forged: is(b's') && is(b'o') }
    }
}

/// Every delivery of the vectors as it is, and its body signed anew, with this secret and with another.
pub fn seeds() -> Vec<String> {
    let of = |vector: &serde_json::Value, name: &str| {
        let headers = vector["headers"].as_array().expect("headers").iter();
        let mut value = headers.filter(|pair| pair[0].as_str().is_some_and(|known| known.eq_ignore_ascii_case(name)));
        value.next_back().and_then(|pair| pair[1].as_str()).unwrap_or_default().to_owned()
    };
    let delivered = vectors("webhooks.json").into_iter().map(|vector| {
        let headers = [SIGNATURE_HEADER, TIMESTAMP_HEADER, EVENT_ID_HEADER].map(|name| of(&vector, name));
        (headers.join("\n"), text(&vector, "body").to_owned())
    });
    let events = vectors("events.json").into_iter().map(|vector| ("\n\n".to_owned(), vector["body"].to_string()));
    let each = delivered.chain(events);
    each.flat_map(|(headers, body)| ["", "s", "so"].map(|switches| format!("{switches}\n{headers}\n{body}")))
        .collect()
}
