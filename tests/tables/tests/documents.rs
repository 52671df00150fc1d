//! What is committed is what comes out now.

use std::fs;
use std::path::Path;

#[test]
fn the_committed_documents_are_those_that_are_generated_now() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (name, generated) in peeker_tables::documents() {
        let committed = fs::read_to_string(docs.join(name)).unwrap_or_default();
        let lines = committed.lines().zip(generated.lines()).enumerate();
        let first = lines.into_iter().find(|(_, (old, new))| old != new);
        assert!(
            committed == generated,
            "docs/{name} is not what is generated now: run `make generate` and look at the difference. First: {first:#?}"
        );
    }
}
