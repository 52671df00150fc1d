//! Whether a label mixes scripts as no language does, and so may look like another name.
//!
//! It follows UTS 39, section 5.2, down to "highly restrictive": one script, or Latin with what Japanese, Korean or
//! Chinese is written in. The scripts of each character are Unicode's own (`Script_Extensions`), from
//! `icu_properties` (licence Unicode-3.0), which `idna` brings along in any case.
//!
//! Out of scope: a name wholly in one script that looks like another name, such as `аррӏе` in Cyrillic.

use icu_properties::props::Script;
use icu_properties::script::ScriptWithExtensions;

/// What is written together: Japanese, Korean, and Chinese with Bopomofo, each also beside Latin.
const TOGETHER: [&[Script]; 3] = [
    &[Script::Latin, Script::Han, Script::Hiragana, Script::Katakana],
    &[Script::Latin, Script::Han, Script::Hangul],
    &[Script::Latin, Script::Han, Script::Bopomofo],
];

/// Whether a label, in Unicode, is of no one script and of none of the usual mixtures.
pub(super) fn is_mixed(label: &str) -> bool {
    let table = ScriptWithExtensions::new();
    let is_shared = |c: char| table.has_script(c, Script::Common) || table.has_script(c, Script::Inherited);
    let written: Vec<char> = label.chars().filter(|c| !is_shared(*c)).collect();
    let covers =
        |scripts: &[Script]| written.iter().all(|c| scripts.iter().any(|script| table.has_script(*c, *script)));
    let Some(first) = written.first() else { return false };
    let one_script = table.get_script_extensions_val(*first).iter().any(|script| covers(&[script]));
    !one_script && !TOGETHER.iter().any(|scripts| covers(scripts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_script_is_not_mixed_with_digits_hyphens_and_symbols() {
        for label in ["münchen", "почта-24", "食狮", "ελλάς", "مثال", "i❤you", "123", "", "ไทย", "カー"]
        {
            assert!(!is_mixed(label), "{label}");
        }
    }

    #[test]
    fn what_languages_write_together_is_not_mixed() {
        for label in ["日本のカメラ", "東京abc", "한국漢字", "ㄅㄆ漢字"] {
            assert!(!is_mixed(label), "{label}");
        }
    }

    #[test]
    fn letters_of_two_scripts_are_mixed() {
        // Cyrillic а in Latin; Greek ο in Latin; Cyrillic beside Han; Hangul beside kana.
        for label in ["аpple", "gοοgle", "почта食", "한のア"] {
            assert!(is_mixed(label), "{label}");
        }
    }
}
