//! How faults are written in a header or a control call: `name;key=value;key=value`.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::time::Duration;

/// A parsed fault text whose options are taken one by one, so that a misspelt one is noticed.
#[derive(Debug)]
pub(crate) struct Spec<'a> {
    pub(crate) name: &'a str,
    options: BTreeMap<&'a str, &'a str>,
}

impl<'a> Spec<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, String> {
        let mut parts = text.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let mut options = BTreeMap::new();
        for part in parts {
            let (key, value) = part.split_once('=').ok_or_else(|| format!("`{part}` is not key=value"))?;
            options.insert(key.trim(), value.trim());
        }
        Ok(Self { name, options })
    }

    pub(crate) fn take(&mut self, key: &str) -> Option<&'a str> {
        self.options.remove(key)
    }

    pub(crate) fn take_parsed<T: FromStr>(&mut self, key: &str) -> Result<Option<T>, String> {
        let Some(text) = self.take(key) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| format!("`{key}={text}` cannot be read"))
    }

    pub(crate) fn take_millis(&mut self, key: &str) -> Result<Option<Duration>, String> {
        Ok(self.take_parsed(key)?.map(Duration::from_millis))
    }

    /// To be called last: whatever is left was not understood.
    pub(crate) fn finish(self) -> Result<(), String> {
        match self.options.keys().next() {
            Some(key) => Err(format!("`{}` takes no option `{key}`", self.name)),
            None => Ok(()),
        }
    }
}
