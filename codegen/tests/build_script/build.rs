//! The build script of each crate: all of them generate from the same contracts.

fn main() -> Result<(), counterpart_codegen::BuildError> {
    counterpart_codegen::configure()
        .folder("..")
        .root("proto")
        .packages(["notes.*"])
        .lock("contract.lock")
        .generate()
}
