//! Stops the compiler when the contract has changed since this crate was generated.
//!
//! Generated from `proto/shop/type/v1/image.proto` and `proto/shop/type/v1/money.proto` by `counterpart generate`. Do not edit.

const _: () = assert!(
    counterpart::fresh::digest(&[
        include_bytes!("../../../proto/shop/type/v1/image.proto").as_slice(),
        include_bytes!("../../../proto/shop/type/v1/money.proto").as_slice(),
    ]) == super::FINGERPRINT,
    "the contract changed: proto/shop/type/v1/image.proto, proto/shop/type/v1/money.proto. Run: counterpart generate",
);
