//! Data without a contract is kept too.

use std::collections::BTreeMap;

use counterpart::message::Duration;
use counterpart::message::well_known::{Any, ListValue, NullValue, Struct, Value, value::Kind};
use counterpart::rpc::{Code, StatusExt};

use super::bed::{Bed, specimen};
use super::round_trip::is_kept;
use super::specimen::{Open, Specimen};

fn holding(open: Open) -> Specimen {
    Specimen {
        open: Some(open),
        ..specimen()
    }
}

fn null() -> Value {
    Value::from(Kind::NullValue(0))
}

fn everything() -> BTreeMap<String, Value> {
    let list = vec![
        Value::from(-0.0),
        null(),
        Value::from("NaN"),
        Value::from(1e300),
    ];
    BTreeMap::from([
        (String::new(), Value::from(true)),
        ("a.b$%".to_owned(), Value::from(list)),
        ("null".to_owned(), null()),
        ("object".to_owned(), Value::from(BTreeMap::new())),
        ("list".to_owned(), Value::from(Vec::<Value>::new())),
    ])
}

pub(crate) async fn data_without_a_contract_is_kept(bed: Bed) {
    is_kept(&bed, holding(Open::default())).await;
    let fields = everything();
    let open = Open {
        fields: Some(Struct {
            fields: fields.clone(),
        }),
        value: Some(Value::from(fields.clone())),
        list: Some(ListValue {
            values: vec![null(), Value::from(fields.clone())],
        }),
        any: Some(Any::pack(&Duration {
            seconds: 1,
            nanos: 2,
        })),
        null: Some(NullValue::NullValue),
        values: vec![null(), Value::from(5), Value::from("")],
        by_name: fields,
    };
    is_kept(&bed, holding(open)).await;
}

pub(crate) async fn null_is_a_value_and_absent_is_none(bed: Bed) {
    for value in [None, Some(null())] {
        let open = Open {
            value,
            ..Open::default()
        };
        is_kept(&bed, holding(open)).await;
    }
}

pub(crate) async fn an_any_is_kept_whether_its_type_is_known_or_not(bed: Bed) {
    let any = Any {
        type_url: "elsewhere/of.nobody.Here".to_owned(),
        value: vec![0, 255, 10].into(),
    };
    let open = Open {
        any: Some(any),
        ..Open::default()
    };
    is_kept(&bed, holding(open)).await;
}

pub(crate) async fn a_value_that_is_no_json_is_refused(bed: Bed) {
    for value in [
        Value::default(),
        Value::from(f64::NAN),
        Value::from(f64::INFINITY),
    ] {
        let open = Open {
            list: Some(ListValue {
                values: vec![null(), value],
            }),
            ..Open::default()
        };
        let status = bed.specimens.insert(holding(open)).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument);
        assert_eq!(status.violated_fields(), ["open.list[1]"]);
    }
}
