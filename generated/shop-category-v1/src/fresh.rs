//! Stops the compiler when the contract has changed since this crate was generated.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

const _: () = assert!(
    counterpart::fresh::digest(&[
        include_bytes!("../../../proto/shop/category/v1/category.proto").as_slice(),
    ]) == super::FINGERPRINT,
    "the contract changed: proto/shop/category/v1/category.proto. Run: counterpart generate",
);
