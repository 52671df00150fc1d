//! Values of core as Python's own.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyString};
use serde_json::Value;

use crate::model::Timestamp;

/// JSON as `dict`, `list`, `str`, `int`, `float`, `bool` and `None`.
///
/// # Errors
/// Only what Python raises when it is out of memory.
pub fn json<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(flag) => flag.into_pyobject(py)?.to_owned().into_any(),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(integer), _, _) => integer.into_pyobject(py)?.into_any(),
            (_, Some(integer), _) => integer.into_pyobject(py)?.into_any(),
            (_, _, float) => float.into_pyobject(py)?.into_any(),
        },
        Value::String(text) => PyString::new(py, text).into_any(),
        Value::Array(items) => {
            let list = PyList::empty(py);
            for item in items {
                list.append(json(py, item)?)?;
            }
            list.into_any()
        }
        Value::Object(fields) => {
            let dict = PyDict::new(py);
            for (name, item) in fields {
                dict.set_item(name, json(py, item)?)?;
            }
            dict.into_any()
        }
    })
}

/// What Python's own `json` writes, read as a type of core.
///
/// # Errors
/// What `json.dumps` raises, and `ValueError` if its text is not what the type needs.
pub fn from_json_like<T: serde::de::DeserializeOwned>(value: &Bound<'_, PyAny>) -> PyResult<T> {
    let text: String = value.py().import("json")?.call_method1("dumps", (value,))?.extract()?;
    serde_json::from_str(&text).map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))
}

/// A timestamp as an aware `datetime` in UTC, or as its text where it is no timestamp.
///
/// # Errors
/// Only what Python raises when it is out of memory.
pub fn datetime<'py>(py: Python<'py>, timestamp: &Timestamp) -> PyResult<Bound<'py, PyAny>> {
    static PARTS: PyOnceLock<(Py<PyAny>, Py<PyAny>)> = PyOnceLock::new();
    let text = || PyString::new(py, timestamp.as_str()).into_any();
    let Some(unix_ms) = timestamp.unix_ms() else { return Ok(text()) };
    let (epoch, timedelta) = PARTS.get_or_try_init(py, || {
        let module = py.import("datetime")?;
        let utc = module.getattr("timezone")?.getattr("utc")?;
        let epoch = module.getattr("datetime")?.call1((1970, 1, 1, 0, 0, 0, 0, utc))?;
        Ok::<_, PyErr>((epoch.unbind(), module.getattr("timedelta")?.unbind()))
    })?;
    let since = timedelta.bind(py).call1((0, 0, 0, unix_ms))?;
    // A year that Python cannot express (before 1, after 9999) stays text.
    epoch.bind(py).add(since).or_else(|_| Ok(text()))
}
