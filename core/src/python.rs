//! Values of core as Python's own: models as frozen classes, JSON and times as built-ins, errors as exceptions.

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{IntoPyDict, PyDict, PyList, PyString, PyTuple, PyType};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::{Attempt, AttemptReport};
use crate::error::Error;
use crate::meta::Meta;
use crate::model::*;
use crate::validate::assign::ProviderAssignment;
use crate::validate::domain::RootDomain;
use crate::validate::domains::{DomainVerdict, DomainsReport};
use crate::validate::estimate::DomainEstimate;
use crate::validate::order::{NotChecked, OrderReport};
use crate::validate::plan::{DomainPlan, ExcludedDomain, PlannedDomain};
use crate::watch::Progress;
use crate::webhook::{
    Authentic, Diagnosis, DomainEventData, Event, Finding, ForwardingEventData, ImportEventData, Latest,
    OrderEventData, SwapEventData, Verified,
};

/// Yields from one line per model what every model can do, and [`add_models`].
///
/// The fields named are identity and state: `repr` shows them, and `match` takes them by position.
macro_rules! models {
    ($($model:ident($($field:tt),*) $({ $($more:tt)* })?;)*) => {
        $(#[pymethods]
        impl $model {
            #[classattr]
            fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
                PyTuple::new(py, [$(stringify!($field)),*])
            }

            fn __repr__(this: &Bound<'_, Self>) -> PyResult<String> {
                repr(this.as_any(), &[$(stringify!($field)),*])
            }

            /// The object as the API writes it, in built-in types.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                // By text, which keeps the fields in the order of their declaration.
                py.import("json")?.call_method1("loads", (self.to_json()?,))
            }

            /// The object as the API writes it.
            fn to_json(&self) -> PyResult<String> {
                serde_json::to_string(self).map_err(value_error)
            }

            /// The object from what `to_dict` gave, or from what the documentation shows.
            #[classmethod]
            fn from_dict(_class: &Bound<'_, PyType>, fields: &Bound<'_, PyAny>) -> PyResult<Self> {
                from_json_like(fields)
            }

            /// The object from its JSON text.
            #[classmethod]
            fn from_json(_class: &Bound<'_, PyType>, text: &str) -> PyResult<Self> {
                from_json(text)
            }

            /// The same object with other values in these fields. `extra` replaces all of what is in it.
            #[pyo3(signature = (**changes))]
            fn replace(this: &Bound<'_, Self>, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
                replaced(this.as_any(), changes)
            }

            #[pyo3(signature = (**changes))]
            fn __replace__(this: &Bound<'_, Self>, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
                replaced(this.as_any(), changes)
            }

            fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
                Ok((this.as_any().get_type().getattr("from_json")?, (this.get().to_json()?,)))
            }

            fn __copy__(this: Py<Self>) -> Py<Self> {
                this
            }

            fn __deepcopy__(this: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
                this
            }

            $($($more)*)?
        })*

        /// Adds every model to the extension module.
        ///
        /// # Errors
        /// Only what Python raises when it is out of memory.
        pub fn add_models(module: &Bound<'_, PyModule>) -> PyResult<()> {
            $(module.add_class::<$model>()?;)*
            add_events(module)
        }
    };
}

models! {
    ApiKeyInfo(environment, permission_preset);
    Attempt(number, outcome, status);
    AttemptReport(operation, attempt, result);
    Authentic(label, timestamp);
    Availability(domains);
    Bundle(id, name, status);
    Cancellation(id, status);
    Costs(total_cents, currency);
    Deletion(id, status);
    Domain(id, domain, status);
    Diagnosis(verified, findings);
    DomainAvailability(domain, available);
    DomainEstimate(google, microsoft, total);
    DomainEventData(id, domain, status);
    DomainPlan(domains, total_cents, currency);
    DomainRef(id, domain);
    DomainVerdict(root, violation, duplicate_of);
    DomainsReport(domains, violations);
    Event(id, type, data, why) {
        /// The event's id: the same for each delivery of one event.
        #[getter(id)]
        fn py_id(&self) -> &str {
            self.id()
        }

        /// When it happened.
        #[getter(created_at)]
        fn py_created_at(&self) -> Option<&Timestamp> {
            self.created_at()
        }

        /// As the API writes it, such as `order.completed`; also where it is unknown.
        #[getter]
        fn r#type(&self) -> EventType {
            self.event_type()
        }
    };
    ExcludedDomain(index, domain, reason);
    Finding(code, message);
    Forwarding(id, status);
    ForwardingEventData(id, status);
    ForwardingFailure(domain, reason);
    Import(id, status);
    ImportEventData(id, status);
    ImportFailure(domain, reason);
    ImportLookup(jobs);
    Latest(id, object, status) {
        /// Its kind: `order`, `domain`, `forwarding`, `import`, `swap` or `unknown`.
        #[getter]
        fn object(&self) -> &'static str {
            self.data.kind()
        }
    };
    LineItem(type, quantity, amount_cents);
    Links(next);
    Me(partner, api_key);
    Meta(status, request_id);
    NameserverGroup(nameserver_one, nameserver_two, domains);
    NotChecked(check, why);
    Order(id, status);
    OrderDomains(registered, imported);
    OrderEventData(id, status);
    OrderReport(ok, violations, warnings);
    PageInfo(links, meta);
    PageMeta(per_page, returned);
    Partner(id, name);
    PendingAction(id, type, status);
    Persona(first_name, last_name);
    PlannedDomain(domain, provider, price_cents);
    Progress(status, elapsed_ms, polls);
    ProviderAssignment(google, microsoft, either);
    RequiredDomains(google, microsoft, total);
    RootDomain(domain, unicode, suffix);
    SequencerRoute(provider, client_id);
    Split(google_percent, microsoft_percent);
    Swap(id, type, status);
    SwapBatch(swaps);
    SwapEventData(id, type, status);
    User(id, email, status);
    Verified(event, label);
}

/// Gives the classes of events the names that their users know, and adds them.
fn add_events(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let event = module.py().get_type::<Event>();
    event.setattr("__module__", "peeker_partner.webhooks")?;
    for class in event.call_method0("__subclasses__")?.try_iter()? {
        let class = class?;
        let name: String = class.getattr("__name__")?.extract()?;
        let name = if name == "Unknown" { "UnknownEvent" } else { &name };
        class.setattr("__name__", name)?;
        class.setattr("__qualname__", name)?;
        class.setattr("__module__", "peeker_partner.webhooks")?;
        module.add(name, class)?;
    }
    Ok(())
}

/// An error as the exception of its kind. `peeker_partner.errors` decides which that is.
pub fn exception(py: Python<'_>, error: &Error) -> PyErr {
    static FROM_CORE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let attempts = |error: &Error| PyTuple::new(py, error.attempts().iter().cloned());
    let made = FROM_CORE.import(py, "peeker_partner.errors", "_from_core").and_then(|from_core| {
        let (event, last) = (error.event().cloned(), error.last().cloned());
        from_core.call1((error.to_json(), error.to_string(), attempts(error)?, event, last))
    });
    made.map_or_else(|failed| failed, PyErr::from_value)
}

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

/// What Python's own `json` writes, models and times included, read as a type of core.
///
/// # Errors
/// What `json.dumps` raises, and `ValueError` if its text is not what the type needs.
pub fn from_json_like<T: DeserializeOwned>(value: &Bound<'_, PyAny>) -> PyResult<T> {
    let py = value.py();
    let options = [("default", wrap_pyfunction!(plain, py)?)].into_py_dict(py)?;
    let text: String = py.import("json")?.call_method("dumps", (value,), Some(&options))?.extract()?;
    from_json(&text)
}

/// Built-in types for what JSON does not know: a model, or a time.
#[pyfunction]
fn plain<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if let Some(to_dict) = value.getattr_opt("to_dict")? {
        return to_dict.call0();
    }
    if value.hasattr("isoformat")? {
        return value.extract::<Timestamp>()?.as_str().into_bound_py_any(value.py());
    }
    Err(PyTypeError::new_err(format!("a {} cannot be written as JSON", value.get_type().name()?)))
}

/// A model with other values in some of its fields.
fn replaced<T: DeserializeOwned>(this: &Bound<'_, PyAny>, changes: Option<&Bound<'_, PyDict>>) -> PyResult<T> {
    let whole = this.call_method0("to_dict")?;
    let Some(changes) = changes else { return from_json_like(&whole) };
    for name in changes.keys() {
        check_field(this, name.cast::<PyString>()?)?;
    }
    let Ok(fields) = whole.cast::<PyDict>() else {
        // A model that the API writes as a bare list has one field.
        return from_json_like(&changes.values().get_item(0).unwrap_or(whole));
    };
    for (name, value) in changes {
        if name.eq("extra")? {
            for known in this.getattr("extra")?.try_iter()? {
                fields.del_item(known?)?;
            }
            fields.update(value.cast()?)?;
        } else {
            fields.set_item(name, value)?;
        }
    }
    from_json_like(fields)
}

fn check_field(this: &Bound<'_, PyAny>, name: &Bound<'_, PyString>) -> PyResult<()> {
    let class = this.get_type();
    let known = class
        .getattr_opt(name)?
        .is_some_and(|field| field.hasattr("__get__").is_ok_and(|is| is) && !field.is_callable());
    if known {
        return Ok(());
    }
    Err(PyTypeError::new_err(format!("{} has no field {}", class.name()?, name.repr()?)))
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

/// The rows of a page as a tuple, and what the page says besides.
pub(crate) fn page<'py, T: IntoPyObject<'py> + Clone>(
    py: Python<'py>,
    rows: List<T>,
    info: PageInfo,
) -> PyResult<Bound<'py, PyAny>> {
    (PyTuple::new(py, rows)?, info).into_pyobject(py).map(Bound::into_any)
}

/// `Order(id='ord_8', status='in_progress')`.
fn repr(this: &Bound<'_, PyAny>, fields: &[&str]) -> PyResult<String> {
    let mut shown = Vec::with_capacity(fields.len());
    for name in fields {
        // Not every event has all of them.
        if let Some(value) = this.getattr_opt(*name)? {
            shown.push(format!("{name}={}", value.repr()?));
        }
    }
    Ok(format!("{}({})", this.get_type().name()?, shown.join(", ")))
}

fn from_json<T: DeserializeOwned>(text: &str) -> PyResult<T> {
    serde_json::from_str(text).map_err(|error| {
        // Read once more for the place, which costs nothing where all is well.
        let placed = serde_path_to_error::deserialize::<_, T>(&mut serde_json::Deserializer::from_str(text)).err();
        let place = placed.map(|error| error.path().to_string()).filter(|path| path != ".");
        PyValueError::new_err(place.map_or_else(|| error.to_string(), |place| format!("{place}: {error}")))
    })
}

#[allow(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn value_error(error: serde_json::Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}
