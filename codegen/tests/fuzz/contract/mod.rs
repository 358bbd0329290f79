//! Random contracts, most of them valid protobuf.

mod random;
mod written;

use proptest::prelude::*;

use self::random::contract;
use self::written::Writer;
use crate::budget::try_all;
use crate::verdict::judge;

#[test]
fn a_random_contract_is_rendered_or_refused() {
    let texts = contract().prop_map(|contract| Writer::write(&contract));
    try_all(&texts, |text| judge(&text));
}
