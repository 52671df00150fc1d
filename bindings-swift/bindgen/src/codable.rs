//! `Codable` with the API's own field names. `UniFFI`'s would use Swift's, and would nest `extra`.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use heck::ToLowerCamelCase;
use uniffi_bindgen::interface::{AsType as _, ComponentInterface, Field, Record, Type};

use crate::tidy;

/// Its JSON is its only field's.
const TRANSPARENT: &str = "ImportLookup";
/// Its JSON is that of what it holds, which tells the cases apart.
const UNTAGGED: &str = "OrderEventDomains";
/// It holds an event, whose JSON is the delivery's own.
const WITHOUT_JSON: &str = "Verified";

pub(crate) fn text(core: &ComponentInterface) -> Result<String> {
    let records = core.record_definitions().iter().filter(|record| record.name() != WITHOUT_JSON);
    let extensions =
        records.map(|record| if record.name() == TRANSPARENT { transparent(record) } else { keyed(record) });
    let mut extensions = extensions.collect::<Result<Vec<_>>>()?;
    extensions.push(untagged(core)?);
    Ok(extensions.join("\n"))
}

fn keyed(record: &Record) -> Result<String> {
    let name = tidy::type_name(record.name());
    let has_extra = record.fields().iter().any(|field| field.name() == "extra");
    let mut text = format!("extension {name}: Codable {{\n");
    if has_extra {
        let keys: Vec<_> = named(record).map(|field| format!("\"{}\"", field.name())).collect();
        let _ = writeln!(text, "    private static let names: Set<String> = [{}]\n", keys.join(", "));
    }
    text.push_str("    public init(from decoder: any Decoder) throws {\n");
    text.push_str("        let fields = try decoder.container(keyedBy: FieldName.self)\n        self.init(\n");
    let arguments: Vec<_> = record.fields().iter().map(decoded).collect::<Result<_>>()?;
    let _ = writeln!(text, "            {})\n    }}\n", arguments.join(",\n            "));
    text.push_str("    public func encode(to encoder: any Encoder) throws {\n");
    text.push_str("        var fields = encoder.container(keyedBy: FieldName.self)\n");
    for field in named(record) {
        let verb = if matches!(field.as_type(), Type::Optional { .. }) { "encodeIfPresent" } else { "encode" };
        let (property, key) = (tidy::property(field.name()), field.name());
        let _ = writeln!(text, "        try fields.{verb}({property}, forKey: \"{key}\")");
    }
    if has_extra {
        text.push_str("        try fields.encode(others: extra)\n");
    }
    text.push_str("    }\n}\n");
    Ok(text)
}

fn named(record: &Record) -> impl Iterator<Item = &Field> {
    record.fields().iter().filter(|field| field.name() != "extra")
}

fn decoded(field: &Field) -> Result<String> {
    let (label, key) = (tidy::property(field.name()), field.name());
    Ok(match field.as_type() {
        _ if key == "extra" => format!("{label}: try fields.decodeOthers(than: Self.names)"),
        Type::Optional { inner_type } => {
            format!("{label}: try fields.decodeIfPresent({}.self, forKey: \"{key}\")", swift_type(&inner_type)?)
        }
        other => format!("{label}: try fields.decode({}.self, forKey: \"{key}\")", swift_type(&other)?),
    })
}

fn transparent(record: &Record) -> Result<String> {
    let [field] = record.fields() else { bail!("{} has more than one field", record.name()) };
    let (name, property, inner) = (record.name(), tidy::property(field.name()), swift_type(&field.as_type())?);
    Ok(format!(
        "extension {name}: Codable {{\n    \
             public init(from decoder: any Decoder) throws {{ self.init({property}: try {inner}(from: decoder)) }}\n\n    \
             public func encode(to encoder: any Encoder) throws {{ try {property}.encode(to: encoder) }}\n\
         }}\n"
    ))
}

fn untagged(core: &ComponentInterface) -> Result<String> {
    let cases = core.get_enum_definition(UNTAGGED).with_context(|| format!("core has no enum {UNTAGGED}"))?;
    let mut decode = Vec::new();
    let mut encode = String::new();
    for variant in cases.variants() {
        let [field] = variant.fields() else { bail!("{UNTAGGED}.{} holds more than one value", variant.name()) };
        let name = variant.name().to_lower_camel_case();
        decode.push(format!("self = .{name}(try {}(from: decoder))", swift_type(&field.as_type())?));
        let _ = writeln!(encode, "        case .{name}(let value): try value.encode(to: encoder)");
    }
    // The first that fits; if none does, the last says why.
    let decode = decode.join(" } catch {\n            ");
    let closing = " }".repeat(cases.variants().len() - 1);
    Ok(format!(
        "extension {UNTAGGED}: Codable {{\n    \
             public init(from decoder: any Decoder) throws {{\n        do {{ {decode}{closing}\n    }}\n\n    \
             public func encode(to encoder: any Encoder) throws {{\n        switch self {{\n{encode}        }}\n    }}\n\
         }}\n"
    ))
}

fn swift_type(known: &Type) -> Result<String> {
    Ok(match known {
        Type::String => "String".to_owned(),
        Type::Boolean => "Bool".to_owned(),
        Type::UInt16 => "UInt16".to_owned(),
        Type::UInt32 => "UInt32".to_owned(),
        Type::UInt64 => "UInt64".to_owned(),
        Type::Int64 => "Int64".to_owned(),
        Type::Record { name, .. } | Type::Enum { name, .. } | Type::Custom { name, .. } => tidy::type_name(name),
        Type::Optional { inner_type } => format!("{}?", swift_type(inner_type)?),
        Type::Sequence { inner_type } => format!("[{}]", swift_type(inner_type)?),
        other => bail!("no Swift name is known for {other:?}"),
    })
}
