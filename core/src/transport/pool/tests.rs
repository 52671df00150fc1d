//! With transports that are functions, but where a socket is the point.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::*;
use crate::operation::Method;
use crate::transport::test_server::{PATIENCE, Server, transfer};
use crate::transport::{UreqOptions, UreqTransport};

type Reply = Result<HttpResponse, Failure>;

fn answer(status: u16) -> HttpResponse {
    HttpResponse { status, ..HttpResponse::default() }
}

fn any() -> Transfer {
    transfer(Method::Get, "http://127.0.0.1/", None)
}

fn named(name: &str) -> Transfer {
    transfer(Method::Get, name, None)
}

fn soon() -> Instant {
    Instant::now() + PATIENCE
}

/// A `done` that sends on, and where it sends to.
fn reply() -> (Done, Receiver<Reply>) {
    let (sender, receiver) = channel();
    (Box::new(move |result| drop(sender.send(result))), receiver)
}

fn submit(pool: &Pool, transfer: Transfer) -> (Ticket, Receiver<Reply>) {
    let (done, receiver) = reply();
    (pool.submit(transfer, soon(), done), receiver)
}

fn get(receiver: &Receiver<Reply>) -> Reply {
    receiver.recv_timeout(PATIENCE).expect("a report")
}

/// A transport that keeps each transfer until it is let go, and says which have begun.
struct Gate {
    begun: Receiver<String>,
    go: Sender<()>,
}

fn gate() -> (impl Transport, Gate) {
    let (say, begun) = channel();
    let (go, let_go) = channel();
    let (say, let_go) = (Mutex::new(say), Mutex::new(let_go));
    let transport = move |transfer: &Transfer| {
        say.lock().unwrap().send(transfer.request.url.clone()).unwrap();
        let _ = let_go.lock().unwrap().recv_timeout(PATIENCE);
        Ok(answer(200))
    };
    (transport, Gate { begun, go })
}

impl Gate {
    fn begun(&self) -> String {
        self.begun.recv_timeout(PATIENCE).expect("a transfer")
    }
}

fn pool(transport: impl Transport + 'static, threads: usize) -> Pool {
    Pool::new(Arc::new(transport), threads)
}

fn threads(pool: &Pool) -> usize {
    pool.workers.get().state().threads
}

#[test]
fn as_many_transfers_run_at_once_as_are_allowed() {
    let all = Barrier::new(4);
    let pool = pool(
        move |_: &Transfer| {
            all.wait();
            Ok(answer(200))
        },
        4,
    );
    let jobs: Vec<_> = (0..8).map(|_| submit(&pool, any())).collect();
    for (_, job) in &jobs {
        assert_eq!(get(job).map(|response| response.status), Ok(200));
    }
    assert_eq!(threads(&pool), 4);
}

#[test]
fn one_job_after_another_needs_one_thread() {
    let pool = pool(|_: &Transfer| Ok(answer(200)), 32);
    for _ in 0..20 {
        get(&submit(&pool, any()).1).unwrap();
        // The thread reports first and waits for work after.
        while pool.workers.get().state().idle == 0 {
            thread::yield_now();
        }
    }
    assert_eq!(threads(&pool), 1);
}

#[test]
fn an_idle_thread_counts_for_one_job_only() {
    let all = Barrier::new(3);
    let pool = pool(
        move |transfer: &Transfer| {
            if transfer.request.url == "together" {
                all.wait();
            }
            Ok(answer(200))
        },
        3,
    );
    get(&submit(&pool, any()).1).unwrap();
    let jobs: Vec<_> = (0..3).map(|_| submit(&pool, named("together"))).collect();
    assert!(jobs.iter().all(|(_, job)| get(job).is_ok()));
}

#[test]
fn threads_end_when_nothing_comes_and_come_again_when_it_does() {
    let transport: Arc<dyn Transport> = Arc::new(|_: &Transfer| Ok(answer(200)));
    let pool = Pool::with_idle_time(transport, 4, Duration::from_millis(1));
    for _ in 0..3 {
        let jobs: Vec<_> = (0..10).map(|_| submit(&pool, any())).collect();
        assert!(jobs.iter().all(|(_, job)| get(job).is_ok()));
        while threads(&pool) > 0 {
            thread::yield_now();
        }
    }
}

#[test]
fn jobs_are_sent_in_the_order_in_which_they_came() {
    let (transport, gate) = gate();
    let pool = pool(transport, 1);
    let names = ["a", "b", "c", "d"];
    let jobs: Vec<_> = names.iter().map(|name| submit(&pool, named(name))).collect();
    for (name, (_, job)) in names.iter().zip(&jobs) {
        assert_eq!(gate.begun(), *name);
        gate.go.send(()).unwrap();
        get(job).unwrap();
    }
}

#[test]
fn a_job_that_is_cancelled_while_it_waits_is_never_sent() {
    let (transport, gate) = gate();
    let pool = pool(transport, 1);
    let (_, first) = submit(&pool, named("first"));
    gate.begun();
    let (ticket, second) = submit(&pool, named("second"));
    let (_, third) = submit(&pool, named("third"));
    assert!(ticket.cancel());
    assert!(second.recv().is_err(), "`done` is dropped without being called");
    gate.go.send(()).unwrap();
    get(&first).unwrap();
    assert_eq!(gate.begun(), "third");
    gate.go.send(()).unwrap();
    get(&third).unwrap();
}

#[test]
fn the_result_of_a_job_that_is_cancelled_while_it_runs_is_thrown_away() {
    let (transport, gate) = gate();
    let pool = pool(transport, 1);
    let (ticket, first) = submit(&pool, named("first"));
    gate.begun();
    assert!(!ticket.cancel());
    assert!(first.recv().is_err(), "`done` is dropped without being called");
    let (_, second) = submit(&pool, named("second"));
    gate.go.send(()).unwrap();
    assert_eq!(gate.begun(), "second");
    gate.go.send(()).unwrap();
    get(&second).unwrap();
}

#[test]
fn cancelling_what_has_ended_or_was_cancelled_does_nothing() {
    let pool = pool(|_: &Transfer| Ok(answer(200)), 1);
    let (ticket, job) = submit(&pool, any());
    get(&job).unwrap();
    assert!(!ticket.cancel() && !ticket.cancel());
    get(&submit(&pool, any()).1).unwrap();
}

#[test]
fn cancelling_a_running_transfer_frees_its_thread_and_closes_its_connection() {
    let server = Server::new(|connection| {
        connection.request();
        if connection.number == 1 {
            connection.hold();
        }
        connection.write("HTTP/1.1 204 No Content\r\n\r\n");
    });
    let pool = pool(UreqTransport::new(&UreqOptions::default()).unwrap(), 1);
    let (ticket, _) = submit(&pool, server.get());
    server.await_request();
    assert!(!ticket.cancel());
    assert_eq!(get(&submit(&pool, server.get()).1).map(|response| response.status), Ok(204));
    assert_eq!(server.connections(), 2);
}

#[test]
fn a_job_that_expires_while_it_waits_is_reported_at_once_and_never_sent() {
    let (transport, gate) = gate();
    let pool = pool(transport, 1);
    let (_, first) = submit(&pool, named("first"));
    gate.begun();
    let (done, patient) = reply();
    pool.submit(named("patient"), soon() + PATIENCE, done);
    // One after another, so that who watches over the queue is asleep; then several at once, the last to expire first.
    for all in [&[10_u64][..], &[5], &[30, 10, 20, 0]] {
        let jobs: Vec<_> = all
            .iter()
            .map(|millis| {
                let (done, job) = reply();
                pool.submit(named("late"), Instant::now() + Duration::from_millis(*millis), done);
                job
            })
            .collect();
        for job in &jobs {
            let failure = get(job).unwrap_err();
            assert_eq!((failure.maybe_sent, failure.timed_out), (false, true));
        }
    }
    // All that while the only thread was busy.
    assert!(first.try_recv().is_err());
    gate.go.send(()).unwrap();
    get(&first).unwrap();
    assert_eq!(gate.begun(), "patient");
    gate.go.send(()).unwrap();
    get(&patient).unwrap();
    while pool.workers.get().state().watched {
        thread::yield_now();
    }
}

#[test]
fn a_job_that_has_expired_before_it_is_submitted_is_not_sent() {
    let pool = pool(|_: &Transfer| panic!("it was sent"), 1);
    let (done, job) = reply();
    pool.submit(any(), Instant::now(), done);
    let failure = get(&job).unwrap_err();
    assert_eq!((failure.maybe_sent, failure.timed_out), (false, true), "{}", failure.message);
}

#[test]
fn the_time_in_the_queue_is_taken_from_the_time_to_send() {
    let (seen, limits) = channel();
    let seen = Mutex::new(seen);
    let pool = pool(
        move |transfer: &Transfer| {
            seen.lock().unwrap().send((transfer.timeout, transfer.connect_timeout)).unwrap();
            Ok(answer(200))
        },
        1,
    );
    for (timeout, connect_timeout) in [(1_000, 500), (7_200_000, 5_000), (7_200_000, 7_200_000)] {
        let (done, job) = reply();
        let hour = Instant::now() + Duration::from_secs(3_600);
        pool.submit(Transfer { timeout, connect_timeout, ..any() }, hour, done);
        get(&job).unwrap();
    }
    let limits: Vec<_> = limits.try_iter().collect();
    assert_eq!(limits[0], (1_000, 500));
    assert!(limits[1].0 <= 3_600_000 && limits[1].1 == 5_000, "{limits:?}");
    assert!(limits[2].0 <= 3_600_000 && limits[2].1 <= 3_600_000, "{limits:?}");
}

#[test]
fn a_transport_that_panics_is_a_failure_and_the_thread_goes_on() {
    let pool = pool(
        |transfer: &Transfer| {
            assert_ne!(transfer.request.url, "panic");
            Ok(answer(200))
        },
        1,
    );
    for _ in 0..3 {
        let failure = get(&submit(&pool, named("panic")).1).unwrap_err();
        assert!(failure.maybe_sent && failure.message.starts_with("internal"), "{}", failure.message);
        get(&submit(&pool, any()).1).unwrap();
    }
    assert_eq!(threads(&pool), 1);
}

#[test]
fn a_done_that_panics_when_called_or_dropped_harms_nobody() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            assert!(thread::panicking(), "dropped");
        }
    }
    let (transport, gate) = gate();
    let pool = pool(transport, 1);
    pool.submit(named("called"), soon(), Box::new(|_| panic!("called")));
    gate.begun();
    let bomb = Bomb;
    let ticket = pool.submit(named("dropped"), soon(), Box::new(move |_| drop(bomb)));
    assert!(ticket.cancel());
    gate.go.send(()).unwrap();
    let (_, job) = submit(&pool, named("after"));
    assert_eq!(gate.begun(), "after");
    gate.go.send(()).unwrap();
    get(&job).unwrap();
    assert_eq!(threads(&pool), 1);
}

#[test]
fn every_job_is_reported_once_whoever_submits_it() {
    let sent = Arc::new(AtomicUsize::new(0));
    let pool = {
        let sent = Arc::clone(&sent);
        pool(
            move |transfer: &Transfer| {
                sent.fetch_add(1, Ordering::Relaxed);
                Ok(HttpResponse { body: transfer.request.url.clone().into_bytes(), ..answer(200) })
            },
            5,
        )
    };
    let (report, reports) = channel();
    thread::scope(|scope| {
        for submitter in 0..8 {
            let (pool, report) = (&pool, report.clone());
            scope.spawn(move || {
                for number in 0..100 {
                    let report = report.clone();
                    let done: Done = Box::new(move |result| report.send(result.unwrap().body).unwrap());
                    pool.submit(named(&format!("{submitter}/{number}")), soon(), done);
                }
            });
        }
    });
    drop(report);
    let reports: Vec<_> = reports.iter().collect();
    assert_eq!((reports.len(), sent.load(Ordering::Relaxed)), (800, 800));
    assert_eq!(reports.into_iter().collect::<BTreeSet<_>>().len(), 800);
    assert!(threads(&pool) <= 5);
}

#[test]
fn closing_reports_what_waits_finishes_what_runs_and_refuses_what_comes() {
    let (transport, gate) = gate();
    let pool = pool(transport, 1);
    let (_, running) = submit(&pool, named("running"));
    gate.begun();
    let (_, waiting) = submit(&pool, named("waiting"));
    pool.close();
    assert_eq!(waiting.try_recv().unwrap(), Err(Failure::not_sent("the client was closed")));
    let (_, late) = submit(&pool, named("late"));
    assert_eq!(late.try_recv().unwrap(), Err(Failure::not_sent("the client was closed")));
    gate.go.send(()).unwrap();
    assert_eq!(get(&running).map(|response| response.status), Ok(200));
    while threads(&pool) > 0 {
        thread::yield_now();
    }
    pool.close();
}

#[test]
fn a_pool_that_is_dropped_leaves_no_thread_and_no_transport_behind() {
    let (transport, gate) = gate();
    let transport: Arc<dyn Transport> = Arc::new(transport);
    let alive = Arc::downgrade(&transport);
    let pool = Pool::new(transport, 2);
    let (ticket, running) = submit(&pool, named("running"));
    gate.begun();
    get(&{
        let (_, other) = submit(&pool, named("idle soon"));
        gate.begun();
        gate.go.send(()).unwrap();
        gate.go.send(()).unwrap();
        other
    })
    .unwrap();
    drop(pool);
    get(&running).unwrap();
    drop(ticket);
    while alive.strong_count() > 0 {
        thread::yield_now();
    }
}

#[test]
fn debug_shows_numbers_and_no_secret() {
    let pool = pool(|_: &Transfer| Ok(answer(200)), 1);
    let mut transfer = any();
    transfer.request.headers.push(("authorization".into(), "Bearer canary".into()));
    let (ticket, job) = submit(&pool, transfer);
    get(&job).unwrap();
    let seen = format!("{pool:?} {ticket:?}");
    assert!(seen.starts_with("Pool { threads: 1") && !seen.contains("canary"), "{seen}");
}
