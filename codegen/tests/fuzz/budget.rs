//! How many cases there are, and which.

use std::fmt::Debug;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

/// How many cases each property gets where nothing else is asked for: some
/// seconds on a slow machine.
const CASES: u32 = 48;

/// A number of the environment.
fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    let number = text.parse();
    Some(number.unwrap_or_else(|_| panic!("{name} is a number, and no {text:?}")))
}

/// Tries random values; a failure is told with the smallest one that was found.
#[track_caller]
pub(crate) fn try_all<S: Strategy>(
    strategy: &S,
    test: impl Fn(S::Value) -> Result<(), TestCaseError>,
) where
    S::Value: Debug,
{
    let cases = number("COUNTERPART_FUZZ_CASES");
    let config = Config {
        cases: cases.map_or(CASES, |cases| u32::try_from(cases).unwrap_or(u32::MAX)),
        failure_persistence: None,
        ..Config::default()
    };
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&number("COUNTERPART_FUZZ_SEED").unwrap_or(1).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    match TestRunner::new_with_rng(config, rng).run(strategy, test) {
        Ok(()) => {}
        Err(TestError::Fail(reason, value)) => panic!("{reason}\n\n{value:?}"),
        Err(TestError::Abort(reason)) => panic!("no case could be tried: {reason}"),
    }
}
