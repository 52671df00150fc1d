//! What all events have, whatever their type.

use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};
use heck::{ToLowerCamelCase, ToShoutySnakeCase};
use peeker_core::model::OPEN_ENUMS;
use uniffi_bindgen::interface::{ComponentInterface, Variant};

pub(crate) fn text(core: &ComponentInterface) -> Result<String> {
    let event = core.get_enum_definition("Event").context("core has no enum Event")?;
    let types = OPEN_ENUMS.iter().find(|known| known.name == "EventType").context("core has no EventType")?;
    let mut text = String::from("extension Event {\n");
    let mut property = |doc: &str, declaration: &str, arm: &dyn Fn(&Variant) -> String| {
        let _ = writeln!(text, "    /// {doc}\n    public var {declaration} {{\n        switch self {{");
        for variant in event.variants() {
            let _ = writeln!(text, "        case {}", arm(variant));
        }
        text.push_str("        }\n    }\n\n");
    };
    property("The event's id: the same for each delivery of one event.", "id: String", &|variant| {
        format!("{}: id", pattern(variant, "id"))
    });
    property("When it happened.", "createdAt: Timestamp?", &|variant| {
        format!("{}: createdAt", pattern(variant, "created_at"))
    });
    property(
        "What kind of event it is, in the API's own word, also where it is unknown.",
        "type: EventType",
        &|variant| match variant.name() {
            "Unknown" => format!("{}: EventType(rawValue: type)", pattern(variant, "type")),
            name => format!(".{0}: .{0}", name.to_lower_camel_case()),
        },
    );
    text.truncate(text.trim_end().len());
    text.push_str("\n}\n");
    for variant in event.variants().iter().filter(|variant| variant.name() != "Unknown") {
        let constant = variant.name().to_shouty_snake_case();
        ensure!(types.values.iter().any(|value| value.name == constant), "EventType has no {constant}");
    }
    Ok(text)
}

/// A pattern that binds one of the fields.
fn pattern(variant: &Variant, field: &str) -> String {
    let fields = variant.fields().iter().map(|known| {
        if known.name() == field { format!("let {}", field.to_lower_camel_case()) } else { "_".to_owned() }
    });
    format!(".{}({})", variant.name().to_lower_camel_case(), fields.collect::<Vec<_>>().join(", "))
}
