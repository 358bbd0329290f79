//! Code that a build script generates.

/// Makes a crate of what its build script has generated under this name, by
/// `counterpart_codegen::configure()`. It is all that the crate's `lib.rs` says.
///
/// ```ignore
/// counterpart::include_generated!("shop-product-v1");
/// ```
#[macro_export]
macro_rules! include_generated {
    ($name:literal) => {
        include!(concat!(
            env!("OUT_DIR"),
            "/counterpart/",
            $name,
            "/src/include.rs"
        ));
    };
}
