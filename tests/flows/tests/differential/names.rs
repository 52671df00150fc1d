//! Names as people paste them: good ones in every dress, and bad ones for each code.
//!
//! Only names that both sides claim to judge. The sandbox knows the common suffixes of two labels and no others, takes
//! every suffix of one label for one under which names are sold, and reads no Unicode. So there is no name under the list's
//! private section but the suffixes themselves, none under a suffix such as `com.pl`, and no malformed `xn--` label; a
//! Unicode name reaches the sandbox as the SDK sends it.

use crate::random::Random;

const SUFFIXES: [&str; 9] = ["com", "io", "ai", "net", "de", "co.uk", "com.au", "co.nz", "com.br"];

/// A root domain that nobody has yet. Its first letters decide its fate at the sandbox.
pub(crate) fn fresh(fate: &str, number: usize, random: &mut Random) -> String {
    format!("{fate}acme-{number}.{}", random.pick(&SUFFIXES))
}

/// A fresh domain that people write with an umlaut.
pub(crate) fn umlaut(number: usize) -> String {
    format!("münchen-{number}.de")
}

/// The same name, as it stands in an address bar or a spreadsheet.
pub(crate) fn pasted(name: &str, random: &mut Random) -> String {
    match random.below(8) {
        0 => name.to_uppercase(),
        1 => format!("{name}."),
        2 => format!(" HTTPS://{name}/pricing?a=b "),
        3 => format!("http://{name}:8080"),
        4 => format!("\u{feff}{name}\n"),
        _ => name.to_owned(),
    }
}

/// A text that is no root domain, and what core says of it. No two of different numbers are the same.
pub(crate) fn bad(number: usize, random: &mut Random) -> (&'static str, String) {
    let n = number;
    let all = [
        ("empty", String::new()),
        ("empty", " \t".to_owned()),
        ("empty", "https://".to_owned()),
        ("not_a_domain", format!("acme-{n}")),
        ("not_a_domain", format!("acme-{n}..com")),
        ("not_a_domain", format!("acme-{n}.com:team")),
        ("not_a_domain", format!("acme.{n}")),
        ("ip_address", format!("10.0.{}.{}", n / 256 % 256, n % 256)),
        ("ip_address", format!("http://192.168.{}.{}/", n / 256 % 256, n % 256)),
        ("ip_address", "[::1]".to_owned()),
        ("invalid_character", format!("ac_me-{n}.com")),
        ("invalid_character", format!("-acme-{n}.com")),
        ("invalid_character", format!("acme-{n}-.io")),
        ("invalid_character", format!("ac me-{n}.com")),
        ("invalid_character", format!("ab--cd-{n}.com")),
        ("label_too_long", format!("{}{n}.com", "a".repeat(64))),
        ("name_too_long", format!("{}{n}.com", "abc.".repeat(70))),
        ("email_address", format!("alex@acme-{n}.com")),
        ("url_with_credentials", format!("https://user:secret@acme-{n}.com/")),
        ("public_suffix_itself", "com".to_owned()),
        ("public_suffix_itself", "co.uk".to_owned()),
        ("public_suffix_itself", "github.io".to_owned()),
        ("not_root_domain", format!("mail.acme-{n}.com")),
        ("not_root_domain", format!("WWW.acme-{n}.co.uk.")),
        ("not_root_domain", format!("a.b.acme-{n}.io")),
        ("unknown_suffix", format!("acme-{n}.notasuffix")),
    ];
    random.pick(&all)
}
