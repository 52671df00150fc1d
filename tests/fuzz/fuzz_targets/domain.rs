//! What people paste as a domain: a root domain that is its own, or a reason whose suggestion is one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use peeker_core::validate::domain::Root;
use peeker_fuzz::seeds;

const PASTED: [&str; 16] = [
    " HTTPS://Acme-Mail.com/pricing?a#b ",
    "acme-mail.com.",
    "münchen.de",
    "xn--mnchen-3ya.de",
    "mail.acme.co.uk",
    "co.uk",
    "acme.github.io",
    "acme.uk.com",
    "user@acme.com",
    "https://user:pass@acme.com",
    "http://[::1]:80/",
    "127.0.0.1",
    "acme.com:8080",
    "食狮.公司.cn",
    "acme。com",
    "a..com",
];

fuzz_target!(init: seeds::write(PASTED), |data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Root::parse(text) {
        Ok(root) => {
            assert!(root.as_str().len() <= 253 && root.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
            assert!(root.as_str().ends_with(root.suffix()));
            assert_eq!(Root::parse(root.as_str()).as_ref(), Ok(&root), "what is sent is a root domain itself");
            let _ = root.unicode();
        }
        Err(violation) => {
            let suggested = violation.suggestion.as_deref().map(Root::parse);
            assert!(suggested.is_none_or(|root| root.is_ok()), "{violation:?}");
        }
    }
});
