//! The program, and what the library promises of itself.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use peeker_sandbox::{Receiver, Sandbox, routes};
use serde_json::json;

use crate::client::{Api, SECRET, order_body};

/// Ends the program when the test does, however it does.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn the_program_tells_its_base_url_first_and_delivers_webhooks() {
    let receiver = Receiver::start().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_peeker-sandbox"))
        .args(["--port=0", "--seed=7", "--speed=1000", "--webhook-url", receiver.url(), "--webhook-secret", SECRET])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _running = Running(child);
    let lines: Vec<String> = lines.take(3).map(Result::unwrap).collect();
    let key = lines[1].strip_prefix("key").unwrap().trim();
    let api = Api::at(&lines[0], Some(format!("Bearer {key}")));
    api.post("/domains/import", &json!({ "domains": ["acme.com"] })).data(200);
    // By its own clock and its own DNS: nothing was advanced, nothing pointed.
    assert!(receiver.wait_for(1, std::time::Duration::from_secs(20)));
    assert_eq!(receiver.received()[0].json()["type"], "domain_import.completed");
    let control = lines[2].strip_prefix("control").unwrap().trim();
    assert_eq!(Api::at(control, None).get("/health").json()["base_url"], lines[0]);
}

#[test]
fn the_program_tells_what_happens_and_ends_with_its_input() {
    let receiver = Receiver::start().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_peeker-sandbox"))
        .args(["--log", "--until-stdin-closes", "--webhook-url", receiver.url(), "--webhook-secret", SECRET])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let base_url = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    let mut running = Running(child);
    let api = Api::at(&base_url, Some("Bearer pk_test_a".into())).with_header("X-Sandbox-Fault", "status;code=503");
    api.get("/orders?user_email=a@b.co").error(503, "internal_error");
    let told_first = told.next().unwrap();
    assert!(told_first.starts_with("GET /partner/v1/orders 503 req_") && told_first.ends_with(" [status;code=503]"));
    Api::at(&base_url, Some("Bearer pk_test_a".into())).post("/orders", &order_body()).data(200);
    let two: String = told.by_ref().take(2).collect();
    assert!(
        two.contains("POST /partner/v1/orders 200 req_") && two.contains("webhook order.in_progress evt_"),
        "{two}"
    );
    drop(running.0.stdin.take());
    assert!(running.0.wait().unwrap().success());
}

#[test]
fn a_wrong_option_is_named_and_the_program_ends() {
    let program = Command::new(env!("CARGO_BIN_EXE_peeker-sandbox")).arg("--prot=1").output().unwrap();
    assert_eq!(program.status.code(), Some(2));
    assert!(String::from_utf8(program.stderr).unwrap().contains("--prot"));
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let sandbox = Sandbox::builder().start().unwrap();
    let port = sandbox.base_url().split([':', '/']).nth(4).unwrap().parse().unwrap();
    let error = Sandbox::builder().port(port).start().unwrap_err().to_string();
    assert!(error.starts_with(&format!("port {port}: ")), "{error}");
}

#[test]
fn sandboxes_can_be_shared_between_threads_and_run_beside_each_other() {
    fn shared<T: Send + Sync>(_: &T) {}
    let (one, two) = (Sandbox::builder().start().unwrap(), Sandbox::builder().start().unwrap());
    shared(&one);
    assert_ne!(one.base_url(), two.base_url());
}

#[test]
fn the_route_table_has_every_documented_endpoint() {
    assert_eq!(routes().count(), 29);
    assert!(routes().any(|route| route == ("POST", "/domains/import/jobs")));
}
