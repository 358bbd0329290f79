//! Holds generated messages against those of prost-build.
//!
//! Compiled by `tests/generated` together with the crates of all contracts,
//! which need a workspace of their own. The test writes what differs from
//! contract to contract: `theirs`, `pairs` and the descriptors.

mod agreement;
mod pairs;
mod random;

/// What prost-build renders.
#[allow(
    warnings,
    clippy::all,
    clippy::pedantic,
    reason = "not written here, and not what is looked at"
)]
mod theirs {
    include!("theirs/mod.rs");
}

use std::process::ExitCode;

use prost::Message;
use prost_reflect::DescriptorPool;

fn main() -> ExitCode {
    let pool = DescriptorPool::decode(include_bytes!("descriptors.binpb").as_slice())
        .expect("the generator has read them");
    let pairs = pairs::all();
    let differences: Vec<String> = pairs
        .iter()
        .filter_map(|pair| pair.check(&pool).err())
        .chain(known_difference().err())
        .collect();
    for difference in &differences {
        eprintln!("{difference}");
    }
    println!("{} messages, {} differ", pairs.len(), differences.len());
    if differences.is_empty() && !pairs.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The one difference that [`agreement`] allows is there, and is as it says.
fn known_difference() -> Result<(), String> {
    let ours = scalars_v1::Singular {
        double: -0.0,
        ..scalars_v1::Singular::default()
    };
    let theirs = theirs::scalars::v1::Singular {
        double: -0.0,
        ..theirs::scalars::v1::Singular::default()
    };
    match (ours.encoded_len(), theirs.encoded_len()) {
        // A key and eight bytes, and nothing.
        (9, 0) => Ok(()),
        lengths => Err(format!("the lengths of -0.0 are {lengths:?}")),
    }
}
