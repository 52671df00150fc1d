//! Open enums: structs around the text on the wire, with the known values as static members.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use heck::{ToLowerCamelCase, ToSnakeCase};
use peeker_core::model::OPEN_ENUMS;
use uniffi_bindgen::interface::ComponentInterface;

use crate::tidy;

/// Enums that are closed in core, where a new one is a new release, and open in Swift, where it would break each
/// `switch`: their names there and here.
pub(crate) const WORDS: &[(&str, &str)] = &[
    ("ErrorKind", "ErrorKind"),
    ("Certainty", "Certainty"),
    ("Source", "ViolationSource"),
    ("Outcome", "BatchOutcome"),
];

pub(crate) fn text(core: &ComponentInterface) -> Result<String> {
    let mut enums = Vec::new();
    for known in OPEN_ENUMS {
        let values = known.values.iter().map(|value| Value {
            name: value.name.to_lower_camel_case(),
            wire: value.wire.to_owned(),
            doc: value.doc.to_owned(),
        });
        enums.push(declaration(&tidy::type_name(known.name), known.doc, &values.collect::<Vec<_>>()));
    }
    for (name, swift_name) in WORDS {
        let closed = core.get_enum_definition(name).with_context(|| format!("core has no enum {name}"))?;
        let values = closed.variants().iter().map(|variant| Value {
            name: variant.name().to_lower_camel_case(),
            wire: variant.name().to_snake_case(),
            doc: variant.docstring().unwrap_or_default().to_owned(),
        });
        let doc = closed.docstring().unwrap_or_default();
        enums.push(declaration(swift_name, doc, &values.collect::<Vec<_>>()));
    }
    Ok(enums.join("\n"))
}

struct Value {
    name: String,
    wire: String,
    doc: String,
}

fn declaration(name: &str, doc: &str, values: &[Value]) -> String {
    let mut text = tidy::doc(doc, "");
    text.push_str("///\n/// A value newer than this package keeps its text, so give every `switch` a `default`.\n");
    let _ = writeln!(text, "public struct {name}: OpenEnum {{");
    text.push_str(
        "    public let rawValue: String\n    public init(rawValue: String) { self.rawValue = rawValue }\n\n",
    );
    for Value { name, wire, doc } in values {
        text.push_str(&tidy::doc(doc, "    "));
        let _ = writeln!(text, "    public static let {} = Self(rawValue: \"{wire}\")", tidy::quoted(name));
    }
    let names: Vec<_> = values.iter().map(|value| format!(".{}", value.name)).collect();
    let _ = writeln!(text, "\n    public static let known: [Self] = [{}]\n}}", names.join(", "));
    text
}
