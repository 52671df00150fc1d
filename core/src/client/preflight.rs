//! An order that is checked against the API before it is placed.

use crate::client::{Client, Request};
use crate::error::{Error, Violations};
use crate::model::{Bundle, NewOrder, Order};
use crate::preflight::{Preflight, PreflightStep};
use crate::validate::known::{Known, KnownDomain};
use crate::validate::order::OrderReport;

impl Request<'_, NewOrder, Order> {
    /// Checks the order against this bundle, which is then not asked for.
    pub fn bundle(mut self, bundle: Bundle) -> Self {
        self.known().bundle = Some(bundle);
        self
    }

    /// Checks the order against rows of an availability check or of the list of domains, in any number and order.
    pub fn domains<T: Into<KnownDomain>>(mut self, rows: impl IntoIterator<Item = T>) -> Self {
        self.known().domains.extend(rows.into_iter().map(Into::into));
        self
    }

    /// Asks the API for what is not known of the bundle and the domains, so that [`send`](Self::send) checks the order
    /// against all of it. Nothing is placed by this.
    ///
    /// ```no_run
    /// # use peeker_core::{Client, model::NewOrder};
    /// # let (client, order) = (Client::from_env()?, NewOrder::default());
    /// let order = client.orders().create(order).preflight()?.send()?;
    /// # Ok::<(), peeker_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a question is not answered; kind `Validation`, if the bundle is not there.
    pub fn preflight(mut self) -> Result<Self, Error> {
        let (_, preflight) = self.run_preflight()?;
        preflight.refused().iter().cloned().collect::<Violations>().into_result()?;
        *self.known() = preflight.into_known();
        Ok(self)
    }

    fn run_preflight(&self) -> Result<(OrderReport, Preflight), Error> {
        let known = self.options().known.as_deref().cloned().unwrap_or_default();
        let mut preflight = Preflight::new(self.input.clone(), known);
        let questions = self.options().of_questions();
        loop {
            match preflight.step() {
                PreflightStep::Call(question) => {
                    let answer = self.client().run(question.operation, question.input, &questions);
                    preflight.answered(answer.and_then(|raw| Ok(raw.reply()?.0)));
                }
                PreflightStep::Done(report) => return Ok((*report?, preflight)),
            }
        }
    }

    fn known(&mut self) -> &mut Known {
        self.options_mut().known.get_or_insert_default()
    }
}

/// A preflight about to begin: nothing is sent before [`send`](Self::send).
#[must_use = "nothing is sent before `send`"]
#[derive(Debug)]
pub struct PreflightRequest<'a>(Request<'a, NewOrder, Order>);

impl<'a> PreflightRequest<'a> {
    pub(super) fn new(client: &'a Client, order: NewOrder) -> Self {
        Self(client.orders().create(order))
    }

    /// Takes this bundle instead of asking for it.
    pub fn bundle(self, bundle: Bundle) -> Self {
        Self(self.0.bundle(bundle))
    }

    /// Takes these rows instead of asking for them.
    pub fn domains<T: Into<KnownDomain>>(self, rows: impl IntoIterator<Item = T>) -> Self {
        Self(self.0.domains(rows))
    }

    /// Asks for what is not known, and says everything that can be said of the order. What speaks against it is in the
    /// report, and no error.
    ///
    /// # Errors
    /// Only if a question is not answered.
    pub fn send(self) -> Result<OrderReport, Error> {
        self.0.run_preflight().map(|(report, _)| report)
    }
}
