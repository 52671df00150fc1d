//! An order that cannot be: all reasons at once, before anything is sent.

use peeker_core::error::ErrorKind;
use peeker_core::model::{NewOrder, NewPersona};
use peeker_flows::order_of;

use crate::story::{Failed, check};
use crate::world::World;

pub(crate) fn tell(world: &mut World) -> Result<(), Failed> {
    world.story.chapter("An order that cannot be");
    let bundle = world.bundle("Small – 5k a month", 5_000)?;
    let names: Vec<String> = (1..=4).map(|number| format!("google-only-late-{number}.com")).collect();
    let batch = world.client.domains().check_availability(&names).send()?;
    let people = (1..=11).map(|number| NewPersona::new(format!("Pat{number}"), "Doe"));
    let mut personas: Vec<NewPersona> = people.collect();
    personas[2].profile_picture_url = Some("http://10.0.0.7/pat3.png".to_owned());
    let order = NewOrder { personas, ..order_of(&bundle.id, &names) };

    let before = world.sandbox.requests().len();
    let refused = world.client.orders().create(order).bundle(bundle).domains(batch.rows()).send();
    let error = refused.err().ok_or_else(|| Failed("an impossible order was sent".into()))?;
    check(error.kind() == ErrorKind::Validation && world.sandbox.requests().len() == before, "it was sent")?;
    world.story.refused(format!("refused before sending, for {} reasons:", error.violations().len()));
    for violation in error.violations() {
        world.story.line(format!("  {}: {} ({})", violation.path, violation.message, violation.code));
    }
    let mut codes: Vec<_> = error.violations().iter().map(|violation| violation.code).collect();
    codes.sort_unstable();
    check(codes == ["microsoft_split_unsatisfied", "too_many_items", "url_not_public"], "there are other reasons")
}
