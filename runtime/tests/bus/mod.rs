//! What every bus promises, as tests that run against each of them.
//!
//! `conformance_bus_embedded.rs` and `conformance_bus_amqp.rs` each name a
//! [`Stage`] and get a test per promise from [`conformance`].

#![allow(
    dead_code,
    unreachable_pub,
    reason = "several test binaries share this module"
)]

pub mod contract;
pub mod promises;
pub mod service;

use std::sync::Arc;

use counterpart::bus::{Bus, Limits};

/// The services that have a user of their own at the brokers of tests, which
/// `scripts/servers` starts. The password is the name.
pub const SERVICES: &[&str] = &["gateway", "notes", "order", "stranger"];

/// Where a test takes place.
pub trait Stage: Sized {
    /// A stage whose buses have these limits.
    fn new(limits: Limits) -> Self;

    /// A bus of its own for each participant, all connected to each other.
    fn bus(&self) -> Arc<dyn Bus>;

    /// A bus on which others see that this service calls: one of [`SERVICES`].
    fn bus_of(&self, service: &str) -> Arc<dyn Bus>;
}

/// Declares a test for every promise, on a stage.
macro_rules! conformance {
    ($stage:ty) => {
        $crate::bus::conformance! { $stage:
            a_reply_matches_its_request_under_a_thousand_concurrent_calls,
            trace_token_and_correlation_id_travel_across_hops,
            a_correlation_id_of_any_length_travels_whole,
            each_call_is_let_in_by_its_own_token,
            a_method_is_for_the_services_that_its_contract_names,
            a_call_outside_of_any_context_gets_fresh_ids,
            a_call_that_nobody_serves_is_unavailable,
            a_service_whose_last_instance_left_is_unavailable,
            a_panic_ends_only_its_call,
            a_status_arrives_with_its_details,
            an_unknown_method_is_unimplemented,
            a_malformed_payload_is_an_invalid_argument,
            an_interrupted_call_that_may_not_run_twice_has_an_unknown_outcome,
            an_interrupted_call_that_may_run_twice_runs_elsewhere,
            a_call_that_ends_its_consumer_ends_after_the_second_victim,
            a_closed_bus_ends_the_calls_that_it_carries,
            a_closed_bus_stops_what_it_serves,
            a_closed_bus_calls_and_serves_nobody,
            calls_in_flight_are_limited_and_callers_that_give_up_free_their_place,
            a_service_runs_no_more_calls_at_once_than_it_was_told,
            a_service_takes_any_limit_of_calls_that_run_at_once,
            an_oversized_request_is_refused,
            an_oversized_response_is_refused,
            a_request_of_the_allowed_size_arrives_whole,
            competing_consumers_share_the_load,
            a_drain_loses_nothing,
            a_drain_waits_for_what_runs,
            a_call_that_outlasts_the_start_of_a_drain_is_answered,
            a_drain_whose_time_is_up_gives_its_calls_to_others,
            a_drain_whose_time_is_up_has_stopped_what_ran,
            a_call_ends_at_its_deadline,
            a_call_without_a_deadline_ends_after_the_timeout_of_its_method,
            a_handler_stops_at_the_deadline_of_its_call,
            work_past_its_deadline_is_not_started,
            a_call_without_time_left_is_not_sent,
            the_time_left_shrinks_across_hops,
            a_call_that_is_in_time_is_not_disturbed_by_its_deadline,
        }
    };
    ($stage:ty: $($promise:ident),* $(,)?) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $promise() {
            let limits = counterpart::bus::Limits::default()
                .calls_in_flight($crate::bus::promises::CALLS_IN_FLIGHT)
                .message_bytes($crate::bus::promises::MESSAGE_BYTES);
            let stage = <$stage as $crate::bus::Stage>::new(limits);
            $crate::bus::promises::$promise(stage).await;
        }
    )*};
}
pub(crate) use conformance;
