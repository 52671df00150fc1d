//! The table of the API: its endpoints' names, and what their replies hold.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use heck::ToLowerCamelCase;
use peeker_core::operation::ALL;
use uniffi_bindgen::interface::ComponentInterface;

pub(crate) fn text(core: &ComponentInterface) -> Result<String> {
    let mut text = String::from("/// The API's endpoints, by the names that core gives them.\n");
    text.push_str("enum Endpoint: String, CaseIterable, Sendable {\n");
    for operation in ALL {
        let name = operation.name.to_lower_camel_case();
        let _ = writeln!(text, "    /// `{} {}`", operation.method.as_str(), operation.path);
        let _ = writeln!(text, "    case {name} = \"{}\"", operation.name);
    }
    text.push_str("}\n\nextension Reply {\n    /// The model, or the page of models, whichever it is.\n");
    text.push_str("    func payload(_ meta: Meta) -> any Sendable {\n        switch self {\n");
    let reply = core.get_enum_definition("Reply").context("core has no enum Reply")?;
    for variant in reply.variants() {
        let name = variant.name().to_lower_camel_case();
        let line = match variant.fields() {
            [_] => format!("case .{name}(let data): data"),
            _ => format!("case .{name}(let data, let page): Page(data: data, info: page, meta: meta)"),
        };
        let _ = writeln!(text, "        {line}");
    }
    text.push_str("        }\n    }\n}\n");
    Ok(text)
}
