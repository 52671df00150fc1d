//! The table, the sandbox and the client agree on what the API is.

use std::collections::BTreeSet;

use peeker_core::operation::ALL;

#[test]
fn every_row_of_the_table_has_a_handler_in_the_sandbox_and_the_other_way_round() {
    let rows: BTreeSet<_> = ALL.iter().map(|row| (row.method.as_str(), row.path)).collect();
    let routes: BTreeSet<_> = peeker_sandbox::routes().collect();
    assert_eq!(rows.difference(&routes).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "no handler");
    assert_eq!(routes.difference(&rows).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "no row");
}
