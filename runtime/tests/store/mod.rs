//! What every store promises: one suite for all of them.
//!
//! Each backend's file opens a [`bed::Bed`] and runs every promise on it.

#![expect(
    clippy::unwrap_used,
    reason = "a promise that fails should say so where it does"
)]

pub(crate) mod batches;
pub(crate) mod bed;
pub(crate) mod dynamic;
pub(crate) mod enums;
pub(crate) mod expiry;
pub(crate) mod filters;
pub(crate) mod inserts;
pub(crate) mod limits;
mod message;
mod model;
pub(crate) mod owners;
pub(crate) mod pages;
pub(crate) mod round_trip;
mod samples;
pub(crate) mod schema;
pub(crate) mod specimen;
pub(crate) mod tokens;
pub(crate) mod unstorable;
pub(crate) mod updates;
pub(crate) mod versions;

/// Makes a test of each promise. `$bed` is an async function that opens a bed.
macro_rules! promises {
    ($bed:path) => {
        $crate::store::promises! { $bed;
            round_trip::an_entity_of_defaults_is_kept,
            round_trip::an_entity_with_every_field_is_kept,
            round_trip::the_ends_of_the_integers_are_kept,
            round_trip::floating_point_numbers_are_kept_to_the_bit,
            round_trip::every_nanosecond_of_every_year_is_kept,
            unstorable::a_moment_that_protobuf_does_not_allow_is_refused,
            round_trip::absent_and_empty_stay_apart,
            round_trip::maps_keep_any_key,
            round_trip::each_member_of_a_oneof_is_kept,
            round_trip::numbers_of_unknown_enum_values_are_kept,
            dynamic::data_without_a_contract_is_kept,
            dynamic::null_is_a_value_and_absent_is_none,
            dynamic::an_any_is_kept_whether_its_type_is_known_or_not,
            dynamic::a_value_that_is_no_json_is_refused,
            unstorable::messages_in_messages_are_kept_up_to_a_depth,
            filters::every_term_of_a_filter_finds_what_a_model_finds,
            filters::every_filter_finds_what_a_model_finds,
            filters::a_filter_of_no_values_lets_all_through_and_one_of_nothing_none,
            filters::what_means_something_to_a_database_is_only_a_value,
            filters::a_moment_that_is_none_compares_with_nothing,
            pages::every_order_lists_each_entity_once_and_in_its_place,
            pages::without_an_order_entities_are_listed_as_they_were_created,
            pages::an_order_as_text_is_that_of_the_contract,
            pages::an_order_by_what_is_not_indexed_is_refused,
            pages::a_page_has_fifty_entities_unless_asked_and_a_thousand_at_most,
            pages::the_last_page_has_no_token,
            pages::entities_that_stay_are_listed_once_while_others_come_and_go,
            tokens::a_token_of_another_list_or_service_is_refused,
            tokens::a_token_that_was_changed_is_refused,
            tokens::a_token_goes_on_at_any_instance_of_the_service,
            inserts::a_new_entity_gets_an_id_times_and_an_etag,
            inserts::an_id_that_is_given_is_kept,
            inserts::an_unknown_id_is_not_found,
            inserts::a_value_that_is_taken_is_refused_by_its_field,
            inserts::what_is_absent_is_not_the_same_as_what_else_is_absent,
            inserts::inserts_at_the_same_time_are_all_stored_and_one_of_two_equal_ones,
            inserts::an_entity_that_breaks_its_contract_is_never_stored,
            updates::an_update_changes_what_its_mask_names_and_nothing_else,
            updates::an_update_that_names_no_field_is_refused,
            updates::an_update_with_a_stale_etag_is_aborted,
            updates::updates_of_different_fields_at_the_same_time_all_survive,
            updates::of_two_updates_with_the_same_etag_one_wins,
            updates::an_entity_is_replaced_only_in_the_state_that_was_read,
            updates::an_entity_is_deleted_once_and_only_with_its_etag,
            batches::a_batch_writes_everything,
            batches::a_batch_with_one_write_that_fails_writes_nothing,
            batches::batches_at_the_same_time_leave_no_half,
            batches::batches_of_two_instances_leave_no_half,
            versions::a_renamed_field_is_read_under_its_stored_name,
            versions::an_older_version_keeps_what_it_does_not_know,
            versions::an_entity_from_before_a_field_has_its_default,
            versions::what_lacks_a_field_is_outside_of_its_unique_index,
            versions::an_update_adds_fields_that_the_stored_document_lacks,
            versions::what_cannot_be_read_is_named,
            versions::of_two_stored_members_of_a_oneof_the_last_one_counts,
            owners::a_user_reads_only_what_the_user_owns,
            owners::a_user_writes_only_what_the_user_owns,
            owners::what_a_user_writes_is_the_users,
            owners::a_batch_of_a_user_reaches_no_further,
            owners::a_page_of_one_user_is_not_continued_by_another,
            expiry::what_has_expired_is_removed_and_nothing_else,
            expiry::expiry_serves_no_order,
            enums::a_value_of_a_newer_version_is_kept_by_who_does_not_know_it,
            enums::a_value_that_is_not_known_by_name_is_never_written,
            enums::a_rule_of_defined_values_holds_for_what_is_changed,
            enums::a_renamed_value_is_read_written_and_found_under_its_stored_name,
            schema::applying_a_contract_again_changes_nothing,
            schema::instances_that_start_together_make_indexes_once,
            schema::a_unique_index_over_a_list_is_refused,
            schema::indexes_that_differ_are_told_and_stay,
            schema::a_unique_index_over_equal_values_is_refused,
            limits::an_operation_ends_with_the_call_that_it_is_made_in,
            limits::a_closed_store_is_unavailable,
            limits::a_store_that_is_opened_again_has_what_was_stored,
            limits::two_instances_share_a_database,
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
