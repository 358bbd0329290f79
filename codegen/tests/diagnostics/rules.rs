//! Validation rules that can't be meant, or that generated code can't hold.

use insta::assert_snapshot;

use crate::bench::{Bench, RIGHT, assert_right, changed};

/// The right contract's rule, which tests replace.
const RULE: &str = "(buf.validate.field).string.pattern = \"^[0-9]{13}$\"";

const TAGS: &str = "repeated string tags = 3";

fn with_rule(rule: &str) -> String {
    changed(RULE, &format!("(buf.validate.field).{rule}"))
}

fn with_tags(rule: &str) -> String {
    changed(TAGS, &format!("{TAGS} [(buf.validate.field).{rule}]"))
}

#[test]
fn a_rule_of_another_type_is_refused() {
    assert_snapshot!(with_rule("int32.gt = 5"));
    assert_snapshot!(
        "a_rule_of_an_element_on_its_list_is_refused",
        with_tags("string.min_len = 1")
    );
    assert_snapshot!(
        "a_rule_of_another_type_on_elements_is_refused",
        with_tags("repeated.items.bytes.min_len = 1")
    );
    let price = "Price price = 4";
    assert_snapshot!(
        "a_rule_of_values_on_a_message_is_refused",
        changed(
            price,
            &format!("{price} [(buf.validate.field).string.min_len = 1]")
        )
    );
    assert_right(RULE, "(buf.validate.field).string.max_len = 13");
}

#[test]
fn messages_of_a_list_are_not_compared() {
    let prices = "repeated Price old_prices = 5";
    let unique = "[(buf.validate.field).repeated.unique = true]";
    assert_snapshot!(changed(prices, &format!("{prices} {unique}")));
    assert_right(TAGS, &format!("{TAGS} {unique}"));
}

#[test]
fn bounds_leave_room() {
    assert_snapshot!(with_rule("string = {min_len: 5, max_len: 4}"));
    let amount = "int64 amount = 1";
    let with = |rules: &str| {
        changed(
            amount,
            &format!("{amount} [(buf.validate.field).int64 = {{{rules}}}]"),
        )
    };
    assert_snapshot!("an_open_range_has_two_ends", with("gt: 5, lt: 5"));
    assert_eq!(
        with("gt: 5, lt: 3"),
        "",
        "an upper end below allows what lies outside"
    );
    assert_eq!(with("gte: 5, lte: 5"), "");
}

#[test]
fn required_is_not_asked_of_elements() {
    assert_snapshot!(with_tags("repeated.items.required = true"));
}

#[test]
fn a_choice_names_fields_of_its_message() {
    let with = |fields: &str| {
        changed(
            "message Price {",
            &format!(
                "message Price {{\n  option (buf.validate.message).oneof = {{fields: [{fields}]}};"
            ),
        )
    };
    assert_snapshot!(with("\"amonut\""));
    assert_snapshot!(
        "a_choice_names_each_field_once",
        with("\"amount\", \"amount\"")
    );
    assert_snapshot!("a_choice_names_fields", with(""));
    assert_eq!(with("\"amount\""), "");
}

#[test]
fn a_rule_that_another_file_adds_without_an_expression_is_refused() {
    let contract = RIGHT.replace(RULE, "(buf.validate.field).string.(test.v1.loud) = true");
    let extension = "extend buf.validate.StringRules {\n  optional bool loud = 80048001;\n}";
    assert_snapshot!(Bench::new(&format!("{contract}\n{extension}\n")).told());
}

#[test]
fn a_pattern_is_a_regular_expression() {
    assert_snapshot!(changed("^[0-9]{13}$", "^[0-9{13}$"));
    assert_snapshot!(
        "a_pattern_of_elements_is_a_regular_expression",
        with_tags("repeated.items.string.pattern = \"(\"")
    );
}

/// A rule of the right contract's price, and of its book's number.
fn with_expression(expression: &str) -> String {
    changed(
        "message Price {",
        &format!(
            "message Price {{\n  option (buf.validate.message).cel = {{\n    id: \"price.range\"\n    expression: \"{expression}\"\n  }};"
        ),
    )
}

#[test]
fn an_expression_is_parsed() {
    assert_snapshot!(with_expression("this.amount >"));
    assert_eq!(with_expression("this.amount > 0"), "");
    assert_right(
        RULE,
        "(buf.validate.field).cel_expression = \"this.isUri()\"",
    );
}

#[test]
fn an_expression_names_fields_and_functions_that_exist() {
    assert_snapshot!(with_expression("this.amount > 0 && this.amonut < 9"));
    assert_snapshot!(
        "an_expression_calls_functions_that_exist",
        with_rule("cel = {id: \"isbn\" expression: \"this.isUrl()\"}")
    );
    assert_snapshot!(
        "an_expression_sees_its_message_as_this",
        with_expression("amount > 0")
    );
}

#[test]
fn an_expression_compares_what_can_be_compared() {
    assert_snapshot!(with_expression("this.amount > 'much'"));
    assert_snapshot!(
        "an_expression_adds_numbers_of_one_kind",
        with_expression("this.amount + 1u > 2")
    );
    assert_snapshot!(
        "an_expression_says_yes_or_no",
        with_rule("cel_expression = \"this.size()\"")
    );
}

#[test]
fn an_expression_knows_enums_by_their_full_names() {
    let format = "Format format = 8";
    let with = |value: &str| {
        changed(
            format,
            &format!(
                "{format} [(buf.validate.field).cel = {{id: \"f\" expression: \"this != test.v1.Format.{value}\"}}]"
            ),
        )
    };
    assert_eq!(with("FORMAT_PAPER"), "");
    assert_snapshot!(with("FORMAT_STONE"));
}

#[test]
fn a_rule_with_an_expression_has_an_id() {
    assert_snapshot!(with_rule("cel = {expression: \"this != ''\"}"));
}

/// The expression is written in two pieces: the rule is marked.
#[test]
fn the_second_of_two_rules_is_told_from_the_first() {
    assert_snapshot!(with_rule(
        "cel = {id: \"a\" expression: \"this != ''\"}, (buf.validate.field).cel = {id: \"b\" expression: \"thi\" \"s.nothing\"}"
    ));
}

#[test]
fn a_predefined_rule_is_checked_where_it_is_set() {
    let contract = RIGHT.replace(RULE, "(buf.validate.field).string.(test.v1.loud) = true");
    let extension = |expression: &str| {
        format!(
            "extend buf.validate.StringRules {{\n  optional bool loud = 80048001 [(buf.validate.predefined).cel = {{id: \"string.loud\" expression: \"{expression}\"}}];\n}}"
        )
    };
    let told = |expression| Bench::new(&format!("{contract}\n{}\n", extension(expression))).told();
    assert_eq!(
        told("!rule || rules.min_len > 1u || this == this.upperAscii()"),
        ""
    );
    assert_snapshot!(told("this > 5"));
}
