//! The README's Rust is the Rust that runs here.

#[allow(unreachable_pub, reason = "as a reader would write it")]
#[path = "../readme/webhook.rs"]
mod webhook;

use std::process::Command;

use peeker_core::webhook::{Recipe, Verifier, VerifierOptions, sign};
use peeker_sandbox::Sandbox;

const README: &str = include_str!("../../../README.md");

/// The code blocks of a language.
fn blocks(language: &str) -> Vec<&'static str> {
    let opening = format!("```{language}\n");
    README.split(opening.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn every_rust_block_of_the_readme_is_a_file_that_is_built_here() {
    let files = [include_str!("../readme/quickstart.rs"), include_str!("../readme/webhook.rs")];
    assert_eq!(blocks("rust"), files);
}

#[test]
fn the_quickstart_places_an_order_with_nothing_but_two_variables_set() {
    let sandbox = Sandbox::builder().seed(3).start().expect("a sandbox");
    let output = Command::new(env!("CARGO_BIN_EXE_quickstart"))
        .env("PEEKER_API_KEY", sandbox.key())
        .env("PEEKER_BASE_URL", sandbox.base_url())
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    assert!(told.contains("acme-mail.com, team-acme.com: set ") && told.contains("is in_progress"), "{told}");
    assert_eq!(sandbox.orders().len(), 1);
}

#[test]
fn the_webhook_handler_answers_200_to_what_is_signed_and_400_to_what_is_not() {
    let secret = || "whsec_readme".into();
    let verifier = Verifier::new(VerifierOptions::new([("sandbox", secret())])).expect("a verifier");
    let body =
        br#"{"id":"evt_1","type":"order.completed","created_at":"2026-05-08T12:14:33Z","data":{"id":"ord_1"}}"#;
    let headers = sign(body, &secret(), &Recipe::default(), 1_778_242_473, Some("evt_1")).expect("a signature");
    assert_eq!(webhook::answer(&verifier, body, &headers, 1_778_242_500), 200);
    assert_eq!(webhook::answer(&verifier, b"{}", &headers, 1_778_242_500), 400);
}
