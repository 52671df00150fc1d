//! One random order before both judges.

use peeker_core::config::Config;
use peeker_core::error::Error;
use peeker_core::input::{Checking, Prepared};
use peeker_core::model::NewOrder;
use peeker_core::operation::ORDERS_CREATE;
use peeker_core::request::Additions;
use peeker_core::validate::order;
use serde_json::Value;

use crate::broken::BREAKINGS;
use crate::random::Random;
use crate::tally::Tally;
use crate::valid;
use crate::verdict::{ASKS_FOR_PICTURE, Core, Sandbox, compare};
use crate::world::World;

/// # Errors
/// What both sides disagree about.
pub(crate) fn judge(
    world: &mut World<'_>,
    random: &mut Random,
    number: usize,
    tally: &mut Tally,
) -> Result<(), String> {
    let mut order = valid::order(world, number, random);
    // One of five is left as it is.
    let breakings = [0, 1, 1, 2, 3][random.below(5)];
    for _ in 0..breakings {
        random.pick(BREAKINGS)(&mut order, world, random);
    }
    let (core, body) = by_core(world, &order);
    let sandbox = by_sandbox(world, &body);
    count(&core, &sandbox, tally);
    if breakings == 0 && !matches!((core.violations.is_empty(), &sandbox), (true, Sandbox::Accepted)) {
        return Err(format!("a valid order is refused: {order} {core:?} {sandbox:?}"));
    }
    compare(&order, &core, &sandbox).map_err(|why| format!("{why}: {order} {core:?} {sandbox:?}"))
}

/// What core says, and the body that it would send regardless.
fn by_core(world: &World<'_>, order: &Value) -> (Core, String) {
    let text = order.to_string();
    let Ok(read) = serde_json::from_str::<NewOrder>(&text) else {
        let refused = order::report_json(&text, "{}").expect_err("it could not be read");
        let violations = refused.violations().iter().cloned().map(Into::into).collect();
        return (Core { violations, ..Core::default() }, text);
    };
    let report = order::report(read.clone(), &world.known_of(&read));
    let core = Core { violations: report.violations.clone(), warnings: report.warnings.clone(), read: true };
    (core, body(&world.config, read).expect("what can be read can be sent"))
}

fn body(config: &Config, order: NewOrder) -> Result<String, Error> {
    let unchecked = Checking { validate: false, ..Checking::default() };
    let prepared = Prepared::checked(order, &unchecked)?;
    let request = config.request(ORDERS_CREATE.operation(), prepared, &Additions::default())?;
    Ok(request.body.map(|body| body.reveal().to_owned()).unwrap_or_default())
}

fn by_sandbox(world: &mut World<'_>, body: &str) -> Sandbox {
    let (status, answer) = world.ask("POST", "/orders", body);
    if status == 200 {
        let asked = asked_for_pictures(world, &answer["data"], body);
        world.look_again();
        return asked.unwrap_or(Sandbox::Accepted);
    }
    let error = &answer["error"];
    Sandbox::Refused {
        code: error["code"].as_str().expect("every error has a code").to_owned(),
        field: error["field"].as_str().map(str::to_owned),
        details: error["details"].clone(),
    }
}

/// Lets the sandbox look at the pictures of an order that it took.
fn asked_for_pictures(world: &World<'_>, order: &Value, body: &str) -> Option<Sandbox> {
    if !body.contains("\"profile_picture_url\":\"h") && !body.contains("\"profile_picture_url\":\"H") {
        return None;
    }
    world.let_it_inspect();
    let path = format!("/orders/pending?order_id={}", order["id"].as_str().expect("an order has an id"));
    let (_, actions) = world.ask("GET", &path, "");
    let rows = actions["data"].as_array().expect("a list");
    rows.iter().find(|row| row["reason"] == ASKS_FOR_PICTURE)?;
    Some(Sandbox::Refused {
        code: ASKS_FOR_PICTURE.to_owned(),
        field: Some("personas".to_owned()),
        details: Value::Null,
    })
}

fn count(core: &Core, sandbox: &Sandbox, tally: &mut Tally) {
    for violation in &core.violations {
        Tally::note(&mut tally.core, &violation.code);
    }
    match sandbox {
        Sandbox::Refused { code, .. } => Tally::note(&mut tally.sandbox, code),
        Sandbox::Accepted if core.violations.is_empty() => tally.accepted += 1,
        Sandbox::Accepted => {
            core.violations.iter().for_each(|violation| Tally::note(&mut tally.core_alone, &violation.code));
        }
    }
}
