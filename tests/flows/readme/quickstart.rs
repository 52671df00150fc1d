use peeker_core::Client;
use peeker_core::model::{NewBundle, NewOrder, NewPersona, Sequencer};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?; // PEEKER_API_KEY=pk_test_…

    // What people paste is fine. A subdomain would be refused here, before anything is sent.
    let import = client.imports().create([" https://Acme-Mail.com/ ", "team-acme.com"]).send()?;
    for group in &import.nameserver_groups {
        println!("{}: set {} and {}", group.domains.join(", "), group.nameserver_one, group.nameserver_two);
    }

    let bundle = NewBundle { name: "Starter".into(), monthly_sending_volume: 1_000, ..NewBundle::default() };
    let bundle = client.bundles().create(bundle).send()?;

    let order = NewOrder {
        user: "alex@acme.com".into(),
        bundle_id: Some(bundle.id),
        sequencer: Sequencer::smartlead(366_903, "peeker@yourcompany.com", "its-password"),
        domains: vec!["acme-mail.com".into(), "team-acme.com".into()],
        personas: vec![NewPersona::new("Alex", "Rivera"), NewPersona::new("Sam", "Lee")],
        ..NewOrder::default()
    };
    let order = client.orders().create(order).send()?;
    println!("{} is {}", order.id, order.status);
    Ok(())
}
