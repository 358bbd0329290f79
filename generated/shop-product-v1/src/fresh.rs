//! Stops the compiler when the contract has changed since this crate was generated.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

const _: () = assert!(
    counterpart::fresh::digest(&[
        include_bytes!("../../../proto/shop/product/v1/product.proto").as_slice(),
    ]) == super::FINGERPRINT,
    "the contract changed: proto/shop/product/v1/product.proto. Run: counterpart generate",
);
