//! What the code for edge runtimes must know of events, as values: types of TypeScript are gone when it runs.

use std::collections::BTreeMap;

use peeker_core::typescript::{Declaration, webhook_facts};

type Declarations<'a> = BTreeMap<&'a str, &'a str>;

/// Limits and names, the shape of each event's data, and of all that is in it.
pub(crate) fn constants<'a>(declarations: impl Iterator<Item = &'a Declaration>) -> String {
    let all: Declarations<'_> = declarations.map(|known| (known.name.as_str(), known.text.as_str())).collect();
    let mut out = String::new();
    for (name, doc, value) in webhook_facts() {
        out.push_str(&format!("/** {doc} */\nexport const {name} = {value} as const;\n\n"));
    }
    let events = data_types(all["Event"]);
    let mut shapes = BTreeMap::new();
    for (_, name) in &events {
        add_shape(name, &all, &mut shapes);
    }
    let events: String = events.iter().map(|(event, data)| format!("\"{event}\": \"{data}\",")).collect();
    let shapes: String = shapes.iter().map(|(name, fields)| format!("{name}: {{{fields}}},")).collect();
    out.push_str("/** The type of each event's data. */\n");
    out.push_str(&format!("export const EVENTS: Readonly<Record<string, string>> = {{{events}}};\n\n"));
    out.push_str("/** The known fields of each type; any other field may be there too. */\n");
    out + &format!(
        "export const SHAPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {{{shapes}}};\n"
    )
}

/// `("order.completed", "OrderEventData")` of each event that is known.
fn data_types(union: &str) -> Vec<(&str, &str)> {
    let variant = |fields| Some((between(fields, "\"type\": \"", "\"")?, between(fields, " data: ", ",")?));
    union.split("} | {").filter_map(variant).collect()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    Some(text.split_once(start)?.1.split_once(end)?.0)
}

/// The fields of a type, and those of the types that they have.
fn add_shape<'a>(name: &'a str, all: &Declarations<'a>, shapes: &mut BTreeMap<&'a str, String>) {
    let Some(fields) = all[name].split_once("= {").filter(|_| !shapes.contains_key(name)) else { return };
    shapes.insert(name, String::new());
    let mut out = String::new();
    for (field, kind) in fields_of(fields.1) {
        let kind = resolve(kind, all);
        for other in kind.split([' ', '|', '[', ']']).filter_map(|word| all.get_key_value(word)) {
            add_shape(other.0, all, shapes);
        }
        out.push_str(&format!("\"{field}\": \"{kind}\","));
    }
    shapes.insert(name, out);
}

/// `("user_id?", "string")`, without comments and without the fields that are newer.
fn fields_of(text: &str) -> Vec<(&str, &str)> {
    let code = text.split("*/").map(|part| part.split("/**").next().unwrap_or(part));
    let fields = code.flat_map(|part| part.split([',', '}'])).filter_map(|field| field.trim().split_once(": "));
    fields.filter(|(name, _)| !name.starts_with('[')).collect()
}

/// A type by what it is made of: an open enum and a time are strings, `Array<X>` is `X[]`, and a union is its parts.
fn resolve(kind: &str, all: &Declarations<'_>) -> String {
    if let Some(item) = kind.strip_prefix("Array<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("{}[]", resolve(item, all));
    }
    let meaning = all.get(kind).and_then(|text| text.split_once("= ")).map(|(_, meaning)| meaning);
    match meaning.map(|meaning| meaning.trim_end_matches(';')) {
        Some(meaning) if meaning.ends_with("(string & {})") || meaning == "string" => "string".to_owned(),
        Some(union) if !union.starts_with('{') => {
            union.split(" | ").map(|part| resolve(part, all)).collect::<Vec<_>>().join(" | ")
        }
        _ => kind.to_owned(),
    }
}
