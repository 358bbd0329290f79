//! Messages and enums in serde's formats.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::sample::{Color, Everything};

/// What a program of one's own may hold.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Parcel {
    label: String,
    message: Everything,
    color: Color,
    spare: Option<Everything>,
}

fn parcel() -> Parcel {
    Parcel {
        label: "a".into(),
        message: Everything {
            int64: 7,
            maybe_text: Some("x".into()),
            colors: vec![Color::Red, Color::Unrecognized(9)],
            ..Everything::default()
        },
        color: Color::Blue,
        spare: None,
    }
}

#[test]
fn a_message_is_a_part_of_what_serde_writes_and_reads() {
    let written = serde_json::to_value(parcel()).unwrap();
    assert_eq!(
        written,
        json!({
            "label": "a",
            "message": {"int64": "7", "maybeText": "x", "colors": ["COLOR_RED", 9]},
            "color": "COLOR_BLUE",
            "spare": null,
        })
    );
    assert_eq!(serde_json::from_value::<Parcel>(written).unwrap(), parcel());
}

#[test]
fn other_formats_than_json_hold_messages_too() {
    let toml = toml::to_string(&parcel()).unwrap();
    assert_eq!(toml::from_str::<Parcel>(&toml).unwrap(), parcel(), "{toml}");
    let yaml = serde_saphyr::to_string(&parcel()).unwrap();
    assert_eq!(
        serde_saphyr::from_str::<Parcel>(&yaml).unwrap(),
        parcel(),
        "{yaml}"
    );
}

#[test]
fn an_error_names_the_field_in_any_format() {
    let error = serde_json::from_value::<Everything>(json!({"child": {"int32": "x"}})).unwrap_err();
    assert_eq!(error.to_string(), "child.int32: must be an integer");
    let error = serde_json::from_value::<Everything>(json!({"nmae": 1})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "nmae: is no field of sample.v1.Everything"
    );
    let error = serde_json::from_value::<Color>(json!("RED")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "must be the name of a value of sample.v1.Color"
    );
}
