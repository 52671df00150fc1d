//! Which fault meets a request: one that waits for it, or one by chance.

use crate::chance::{Chance, Odds};
use crate::faults::Fault;
use crate::http::Request;
use crate::router;

/// The faults that wait for their requests, in the order in which they were set, and those that come by chance.
#[derive(Debug)]
pub(crate) struct FaultQueue {
    waiting: Vec<Fault>,
    chance: Chance<Fault>,
}

impl FaultQueue {
    pub(crate) fn new(odds: Odds<Fault>, seed: u64) -> Self {
        Self { waiting: Vec::new(), chance: Chance::new(odds, seed) }
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        self.waiting.push(fault);
    }

    pub(crate) fn waiting(&self) -> &[Fault] {
        &self.waiting
    }

    /// The fault for this request: the first that waits for it, one use of it spent; else what chance brings.
    pub(crate) fn take(&mut self, request: &Request, path: &str) -> Option<Fault> {
        let method = request.method.as_str();
        let pattern = router::find(method, path).map(|(route, _)| route.path);
        if let Some(index) =
            self.waiting.iter_mut().position(|fault| fault.matches(method, path, pattern) && fault.is_its_turn())
        {
            let fault = self.waiting.get_mut(index)?;
            fault.times -= 1;
            return Some(if fault.times == 0 { self.waiting.remove(index) } else { fault.clone() });
        }
        let drawn = self.chance.draw(&[method.as_bytes(), path.as_bytes(), request.query.as_bytes(), &request.body]);
        drawn.filter(|fault| fault.matches(method, path, pattern)).cloned()
    }
}

impl Fault {
    /// Spends one of the requests to let pass, if any is left.
    fn is_its_turn(&mut self) -> bool {
        if self.skip > 0 {
            self.skip -= 1;
            return false;
        }
        self.times > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str) -> Request {
        Request {
            method: method.into(),
            path: String::new(),
            query: String::new(),
            headers: Vec::new(),
            body: Vec::new(),
            keep_alive: true,
        }
    }

    #[test]
    fn a_fault_waits_for_its_requests_and_ends() {
        let mut queue = FaultQueue::new(Odds::default(), 1);
        queue.add(Fault::empty().on("POST", "/orders").skip(1).times(2));
        assert!(queue.take(&request("GET"), "/orders").is_none());
        let hits: Vec<bool> = (0..4).map(|_| queue.take(&request("POST"), "/orders").is_some()).collect();
        assert_eq!(hits, [false, true, true, false]);
        assert!(queue.waiting().is_empty());
    }

    #[test]
    fn a_pattern_matches_the_route_and_not_its_literal_neighbour() {
        let mut queue = FaultQueue::new(Odds::default(), 1);
        queue.add(Fault::empty().on("GET", "/orders/{id}").times(9));
        assert!(queue.take(&request("GET"), "/orders/pending").is_none());
        assert!(queue.take(&request("GET"), "/orders/ord_1").is_some());
    }

    #[test]
    fn chance_hits_only_what_a_fault_is_for_and_what_waits_comes_first() {
        let odds = Odds::new(100, vec![Fault::empty().on("POST", "/orders")]).unwrap();
        let mut queue = FaultQueue::new(odds, 1);
        queue.add(Fault::status(503));
        let taken = |queue: &mut FaultQueue, method| queue.take(&request(method), "/orders").map(|f| f.to_string());
        assert_eq!(taken(&mut queue, "POST").as_deref(), Some("status;code=503"));
        assert_eq!((taken(&mut queue, "POST").as_deref(), taken(&mut queue, "GET")), (Some("empty"), None));
    }
}
