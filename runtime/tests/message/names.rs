//! The names of an enum's values.

use counterpart::Enumeration as _;

use crate::sample::Color;

#[test]
fn a_value_is_shown_and_read_by_its_name_in_the_contract() {
    assert_eq!(Color::Red.to_string(), "COLOR_RED");
    assert_eq!(format!("{:>10}", Color::Red), " COLOR_RED");
    assert_eq!("COLOR_RED".parse::<Color>().unwrap(), Color::Red);
    assert_eq!(Color::Red.name(), Some("COLOR_RED"));
}

#[test]
fn a_number_without_a_name_is_shown_and_read_as_a_number() {
    assert_eq!(Color::from(7).to_string(), "7");
    assert_eq!("7".parse::<Color>().unwrap(), Color::Unrecognized(7));
    assert_eq!(Color::from(7).name(), None);
}

#[test]
fn numbers_are_those_of_the_wire() {
    assert_eq!(Color::from(2), Color::Blue);
    assert_eq!(i32::from(Color::Blue), 2);
    assert_eq!(i32::from(Color::Unrecognized(7)), 7);
}

#[test]
fn who_names_no_value_is_told_the_names_that_there_are() {
    let error = "RED".parse::<Color>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"RED\" is no value of sample.v1.Color, which has COLOR_UNSPECIFIED, COLOR_RED, COLOR_BLUE"
    );
}
