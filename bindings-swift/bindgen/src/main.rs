//! Generates what Swift sees of core: `peeker-swift-bindgen <libpeeker_swift.a> <package directory>`.
//!
//! `UniFFI` writes the records and the calls through the boundary. From the same metadata, and from core's table and
//! open enums, the modules here write what it has no notion of. Nothing of it is repeated by hand.

mod codable;
mod endpoints;
mod events;
mod open_enums;
mod settings;
mod tidy;

use std::{env, fs};

use anyhow::{Context, Result};
use camino::{Utf8Path, Utf8PathBuf};
use uniffi_bindgen::bindings::{SwiftBindingsOptions, generate_swift_bindings};
use uniffi_bindgen::interface::ComponentInterface;
use uniffi_bindgen::{BindgenLoader, BindgenPaths, GlobalConfig};

const NOTICE: &str = "// Generated from core by scripts/generate.sh; changes made here are lost.\n";

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1).map(Utf8PathBuf::from);
    let library = arguments.next().context("the static library is missing")?;
    let package = arguments.next().context("the package directory is missing")?;
    let generated = package.join("Sources/PeekerPartner/Generated");
    let headers = package.join("Sources/PeekerFFI");

    let interfaces = interfaces(&library)?;
    let core = of_crate(&interfaces, "peeker_core")?;
    let boundary = of_crate(&interfaces, "peeker_swift")?;

    // UniFFI takes its settings from a file only.
    let settings = generated.join("uniffi.toml");
    fs::create_dir_all(&generated)?;
    fs::write(&settings, settings::text(core))?;
    let options = |out_dir: &Utf8Path| SwiftBindingsOptions {
        source: library.clone(),
        out_dir: out_dir.to_owned(),
        config: Some(settings.clone()),
        ..Default::default()
    };
    generate_swift_bindings(SwiftBindingsOptions { generate_swift_sources: true, ..options(&generated) })?;
    generate_swift_bindings(SwiftBindingsOptions { generate_headers: true, ..options(&headers) })?;
    fs::remove_file(&settings)?;

    let public = tidy::public_names(core, boundary);
    for file in ["PeekerModels.swift", "PeekerMachine.swift"].map(|name| generated.join(name)) {
        fs::write(&file, tidy::source(&fs::read_to_string(&file)?, &public))?;
    }
    for file in ["peeker_core_ffi.h", "peeker_swift_ffi.h"].map(|name| headers.join(name)) {
        fs::write(&file, tidy::lines(&fs::read_to_string(&file)?))?;
    }
    let write = |name: &str, text: String| fs::write(generated.join(name), format!("{NOTICE}\n{text}"));
    write("OpenEnums.swift", open_enums::text(core)?)?;
    write("Codable.swift", codable::text(core, boundary)?)?;
    write("Endpoints.swift", endpoints::text(core)?)?;
    write("Events.swift", events::text(core)?)?;
    Ok(())
}

fn interfaces(library: &Utf8Path) -> Result<Vec<ComponentInterface>> {
    let loader = BindgenLoader::new(BindgenPaths::default(), GlobalConfig::default());
    loader.load_cis(loader.load_metadata(library)?)
}

fn of_crate<'a>(interfaces: &'a [ComponentInterface], name: &str) -> Result<&'a ComponentInterface> {
    let found = interfaces.iter().find(|interface| interface.crate_name() == name);
    found.with_context(|| format!("the library has nothing of {name}"))
}
