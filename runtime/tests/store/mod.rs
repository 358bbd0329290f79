//! What every store promises: one suite for all of them.
//!
//! Each backend's file opens a [`bed::Bed`] and runs every promise on it.

pub mod bed;
mod message;
pub mod round_trip;
pub mod specimen;

/// Makes a test of each promise. `$bed` is an async function that opens a bed.
macro_rules! promises {
    ($bed:path) => {
        $crate::store::promises! { $bed;
            round_trip::an_entity_of_defaults_is_kept,
            round_trip::an_entity_with_every_field_is_kept,
            round_trip::the_ends_of_the_integers_are_kept,
            round_trip::floating_point_numbers_are_kept_to_the_bit,
            round_trip::every_nanosecond_of_every_year_is_kept,
            round_trip::a_moment_that_protobuf_does_not_allow_is_refused,
            round_trip::absent_and_empty_stay_apart,
            round_trip::maps_keep_any_key,
            round_trip::each_member_of_a_oneof_is_kept,
            round_trip::numbers_of_unknown_enum_values_are_kept,
            round_trip::messages_in_messages_are_kept_up_to_a_depth,
        }
    };
    ($bed:path; $($module:ident::$promise:ident,)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $promise() {
            $crate::store::$module::$promise($bed().await).await;
        }
    )*};
}

pub(crate) use promises;
