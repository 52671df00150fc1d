//! `Codable` with the API's own JSON, which core reads and writes, and `Identifiable`. `UniFFI`'s `Codable` would use
//! Swift's names, and would nest `extra`.

use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};
use heck::ToLowerCamelCase;
use uniffi_bindgen::interface::{ComponentInterface, Record, Type};

use crate::tidy;

/// Enums with a JSON of their own. The others are parts of a model.
const ENUMS: &[&str] = &["Event", "OrderEventDomains"];

pub(crate) fn text(core: &ComponentInterface, boundary: &ComponentInterface) -> Result<String> {
    let models = boundary.get_enum_definition("Model").context("the boundary has no enum Model")?;
    let records = core.record_definitions();
    let names = records.iter().map(Record::name).chain(ENUMS.iter().copied());
    let mut text = String::new();
    for name in names {
        let is_model = models.variants().iter().any(|variant| variant.name() == name);
        ensure!(is_model, "{name} is missing in bindings-swift/src/models.rs");
        text.push_str(&codable(name));
    }
    for record in records.iter().filter(|record| has_id(record)) {
        let _ = writeln!(text, "extension {}: Identifiable {{}}", tidy::type_name(record.name()));
    }
    Ok(text)
}

fn codable(name: &str) -> String {
    let (swift_name, case) = (tidy::type_name(name), name.to_lower_camel_case());
    format!(
        "extension {swift_name}: Codable {{\n    \
             /// From the API's own JSON.\n    \
             public init(from decoder: any Decoder) throws {{\n        \
                 guard case .{case}(let value) = try Model(\"{name}\", from: decoder) else {{\n            \
                     throw DecodingError.anotherModel(\"{name}\", decoder)\n        }}\n        \
                 self = value\n    }}\n\n    \
             /// As the API's own JSON.\n    \
             public func encode(to encoder: any Encoder) throws {{ try Model.{case}(value: self).encode(to: encoder) }}\n\
         }}\n\n"
    )
}

fn has_id(record: &Record) -> bool {
    use uniffi_bindgen::interface::AsType as _;
    record.fields().iter().any(|field| field.name() == "id" && field.as_type() == Type::String)
}
