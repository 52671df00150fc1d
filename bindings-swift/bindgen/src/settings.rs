//! `UniFFI`'s settings. They are made here and not in files beside the crates: core names no binding.

use std::fmt::Write as _;

use peeker_core::model::OPEN_ENUMS;
use uniffi_bindgen::interface::{ComponentInterface, Type};

use crate::open_enums::WORDS;
use crate::tidy;

/// Both crates go into one Swift module. So both import the same C module, and each has its own header in it.
const CRATES: &str = r#"
[crates.peeker_core.bindings.swift]
module_name = "PeekerModels"
ffi_module_name = "PeekerFFI"
ffi_module_filename = "peeker_core_ffi"
generate_immutable_records = true
omit_localized_error_conformance = true
# They cross as words and are written by `open_enums`.
exclude = CLOSED

[crates.peeker_swift.bindings.swift]
module_name = "PeekerMachine"
ffi_module_name = "PeekerFFI"
ffi_module_filename = "peeker_swift_ffi"
generate_immutable_records = true
omit_localized_error_conformance = true

[crates.peeker_core.bindings.swift.custom_types.Extra]
lift = "try JSONValue.object(fromText: {})"
lower = "JSONValue.text(of: {})"

[crates.peeker_core.bindings.swift.custom_types.Json]
type_name = "JSONValue"
lift = "try JSONValue(fromText: {})"
lower = "{}.description"

[crates.peeker_core.bindings.swift.custom_types.Timestamp]
lift = "Timestamp(rawValue: {})"
lower = "{}.rawValue"

[crates.peeker_swift.bindings.swift.custom_types.JsonValue]
lift = "try JSONValue(fromText: {})"
lower = "{}.description"
"#;

/// Names that `Foundation` and `SwiftUI` have too: a file that imports both could use neither.
pub(crate) const RENAMED: &[(&str, &str)] =
    &[("Bundle", "PeekerBundle"), ("Environment", "PeekerEnvironment"), ("Progress", "WaitProgress")];

/// The settings of both crates, in the form of `GlobalConfig`.
pub(crate) fn text(core: &ComponentInterface) -> String {
    let closed: Vec<_> = WORDS.iter().map(|(name, _)| *name).collect();
    let mut text = CRATES.replace("CLOSED", &format!("{closed:?}"));
    let customs = core.iter_local_types().filter_map(|known| match known {
        Type::Custom { name, .. } => Some(name.as_str()),
        _ => None,
    });
    for name in customs.filter(|name| OPEN_ENUMS.iter().any(|known| known.name == *name)) {
        open_enum(&mut text, "peeker_core", &tidy::type_name(name));
    }
    for (_, name) in WORDS {
        open_enum(&mut text, "peeker_swift", name);
    }
    text.push_str("\n[crates.peeker_core.bindings.swift.rename]\n");
    for (name, swift_name) in RENAMED {
        let _ = writeln!(text, "{name} = \"{swift_name}\"");
    }
    text
}

fn open_enum(text: &mut String, crate_name: &str, name: &str) {
    let _ = writeln!(
        text,
        "\n[crates.{crate_name}.bindings.swift.custom_types.{name}]\n\
         lift = \"{name}(rawValue: {{}})\"\nlower = \"{{}}.rawValue\""
    );
}
