//! The sequence type of the models.
//!
//! To Rust and Swift it is a `Vec`. Python's attribute access would copy a `Vec` on every read, so there it is
//! a `Vec` that makes its tuple once. With `swift` on as well (only where every feature is tested together)
//! it stays a `Vec`, because `UniFFI`'s traits can only be implemented for a generic type by unsafe code.

#[cfg(any(not(feature = "python"), feature = "swift"))]
pub type List<T> = Vec<T>;

#[cfg(all(feature = "python", not(feature = "swift")))]
pub use cached::List;

#[cfg(all(feature = "python", not(feature = "swift")))]
mod cached {
    use std::hash::{Hash, Hasher};
    use std::sync::Arc;

    use pyo3::sync::PyOnceLock;
    use pyo3::types::PyTuple;
    use pyo3::{Bound, IntoPyObject, Py, PyErr, Python};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// A `Vec` that Python sees as a tuple, made at the first access and handed out again after.
    ///
    /// Copies share the items and the tuple: whoever reads a field that is a model gets a copy of that, and with it of
    /// its lists, which may be long.
    pub struct List<T>(Arc<Shared<T>>);

    struct Shared<T> {
        items: Vec<T>,
        tuple: PyOnceLock<Py<PyTuple>>,
    }

    impl<T> From<Vec<T>> for List<T> {
        fn from(items: Vec<T>) -> Self {
            Self(Arc::new(Shared { items, tuple: PyOnceLock::new() }))
        }
    }

    impl<T> FromIterator<T> for List<T> {
        fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
            Vec::from_iter(items).into()
        }
    }

    impl<T> Default for List<T> {
        fn default() -> Self {
            Vec::new().into()
        }
    }

    impl<T> std::ops::Deref for List<T> {
        type Target = [T];
        fn deref(&self) -> &[T] {
            &self.0.items
        }
    }

    impl<T: Clone> IntoIterator for List<T> {
        type Item = T;
        type IntoIter = std::vec::IntoIter<T>;
        fn into_iter(self) -> Self::IntoIter {
            let items = Arc::try_unwrap(self.0).map_or_else(|shared| shared.items.clone(), |alone| alone.items);
            items.into_iter()
        }
    }

    impl<'a, T> IntoIterator for &'a List<T> {
        type Item = &'a T;
        type IntoIter = std::slice::Iter<'a, T>;
        fn into_iter(self) -> Self::IntoIter {
            self.0.items.iter()
        }
    }

    impl<T> Clone for List<T> {
        fn clone(&self) -> Self {
            Self(Arc::clone(&self.0))
        }
    }

    impl<T: PartialEq> PartialEq for List<T> {
        fn eq(&self, other: &Self) -> bool {
            self.0.items == other.0.items
        }
    }

    impl<T: Eq> Eq for List<T> {}

    impl<T: Hash> Hash for List<T> {
        fn hash<H: Hasher>(&self, state: &mut H) {
            self.0.items.hash(state);
        }
    }

    impl<T: std::fmt::Debug> std::fmt::Debug for List<T> {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            self.0.items.fmt(f)
        }
    }

    impl<T: Serialize> Serialize for List<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.0.items.serialize(serializer)
        }
    }

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Vec::deserialize(deserializer).map(Self::from)
        }
    }

    impl<'py, T> IntoPyObject<'py> for &List<T>
    where
        T: Clone + IntoPyObject<'py>,
        PyErr: From<T::Error>,
    {
        type Target = PyTuple;
        type Output = Bound<'py, PyTuple>;
        type Error = PyErr;

        fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, PyErr> {
            let tuple = self
                .0
                .tuple
                .get_or_try_init(py, || PyTuple::new(py, self.0.items.iter().cloned()).map(Bound::unbind))?;
            Ok(tuple.bind(py).clone())
        }
    }

    #[cfg(feature = "typescript")]
    impl<T: ts_rs::TS> ts_rs::TS for List<T> {
        type WithoutGenerics = <Vec<T> as ts_rs::TS>::WithoutGenerics;
        type OptionInnerType = Self;
        fn name(config: &ts_rs::Config) -> String {
            <Vec<T> as ts_rs::TS>::name(config)
        }
        fn inline(config: &ts_rs::Config) -> String {
            <Vec<T> as ts_rs::TS>::inline(config)
        }
        fn visit_dependencies(visitor: &mut impl ts_rs::TypeVisitor)
        where
            Self: 'static,
        {
            <Vec<T> as ts_rs::TS>::visit_dependencies(visitor);
        }
        fn visit_generics(visitor: &mut impl ts_rs::TypeVisitor)
        where
            Self: 'static,
        {
            <Vec<T> as ts_rs::TS>::visit_generics(visitor);
            visitor.visit::<T>();
        }
    }
}
