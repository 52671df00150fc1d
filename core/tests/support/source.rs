//! The codes that core's source names, found by the functions that take one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// How a code is given: the beginning of a call, and which of its arguments the code is.
const CALLS: &[(&str, usize)] = &[
    ("Violation::new(", 1),
    ("Error::new(", 1),
    ("Error::configuration(", 0),
    ("Error::webhook(", 0),
    ("self.error(", 1),
    ("refusal(", 0),
    ("broken(", 0),
];

/// Every code that the code below a folder names, its tests aside.
pub fn codes(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        if path.is_dir() && name != "tests" {
            found.extend(codes(&path));
        } else if name.ends_with(".rs") && name != "tests.rs" {
            let source = fs::read_to_string(&path).expect("a source");
            let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            found.extend(CALLS.iter().flat_map(|(call, argument)| of_calls(source, call, *argument)));
        }
    }
    found
}

fn of_calls<'a>(source: &'a str, call: &'a str, argument: usize) -> impl Iterator<Item = String> + 'a {
    source.split(call).skip(1).filter_map(move |rest| {
        let code = arguments(rest).into_iter().nth(argument)?;
        let code = code.trim().strip_prefix('"')?.strip_suffix('"')?;
        let is_code = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        (is_code && !code.is_empty()).then(|| code.to_owned())
    })
}

/// The arguments of a call, from the text after its opening parenthesis.
fn arguments(rest: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut begun, mut found) = (0_usize, false, 0, Vec::new());
    let mut previous = ' ';
    for (at, letter) in rest.char_indices() {
        match letter {
            '"' if previous != '\\' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => {
                found.push(&rest[begun..at]);
                break;
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&rest[begun..at]);
                begun = at + 1;
            }
            _ => {}
        }
        previous = letter;
    }
    found
}
