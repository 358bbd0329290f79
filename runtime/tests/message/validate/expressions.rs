//! Rules in the words of CEL.

use std::collections::BTreeMap;

use counterpart::message::{Bytes, Duration, Kind, Timestamp};
use counterpart::validate::{Check, Expression, Validate, Viewed};
use counterpart::wire;

use super::found;
use crate::by_hand::message;
use crate::sample::{Color, Place};

/// What a rule says of a value: nothing if it is kept.
fn said<T, Shape>(value: &T, rule: &'static Expression) -> Result<Option<String>, String>
where
    T: counterpart::validate::Checked<Shape> + ?Sized,
    T::Rules: Viewed,
{
    let mut check = Check::new();
    check.field("v", value).cel(rule);
    match check.finish() {
        Ok(violations) => Ok(violations
            .first()
            .map(|violation| violation.message().to_owned())),
        Err(error) => Err(error.to_string()),
    }
}

macro_rules! holds {
    ($value:expr, $source:literal) => {{
        static RULE: Expression = Expression::of($source);
        assert_eq!(said(&$value, &RULE), Ok(None), $source);
    }};
}

#[test]
fn every_kind_of_value_is_seen() {
    holds!(true, "this");
    holds!(5, "this + 1 == 6");
    holds!(5_u64, "this * 2u == 10u && this > 4");
    holds!(0.5_f32, "this < 1.0 && !this.isNan() && !this.isInf()");
    holds!(
        f64::NEG_INFINITY,
        "this.isInf() && this.isInf(-1) && !this.isInf(1)"
    );
    holds!(
        "f\u{fc}nf".to_owned(),
        "this.size() == 4 && this.startsWith('f') && this.matches('^f.nf$')"
    );
    holds!(
        Bytes::from_static(b"abc"),
        "this.startsWith(b'a') && this.endsWith(b'c') && this.contains(b'b')"
    );
    holds!(Color::Red, "this == 1");
    holds!(
        vec![1, 2, 3],
        "this.unique() && this.all(e, e > 0) && 2 in this && this[0] == 1"
    );
    holds!(vec!["a".to_owned(), "a".to_owned()], "!this.unique()");
    holds!(
        BTreeMap::from([("a".to_owned(), 1_u32)]),
        "this['a'] == 1u && this.all(k, k == 'a') && this.size() == 1"
    );
    holds!(
        Some(Duration {
            seconds: 90,
            nanos: 0
        }),
        "this == duration('1m30s')"
    );
    holds!(
        Some(Timestamp {
            seconds: 60,
            nanos: 0
        }),
        "this < now && this - timestamp(0) == duration('60s')"
    );
}

#[test]
fn texts_have_the_forms_of_protovalidate() {
    holds!(
        "a@b.example".to_owned(),
        "this.isEmail() && !this.isHostname() && !this.isUri()"
    );
    holds!(
        "10.0.0.0/8".to_owned(),
        "this.isIpPrefix() && this.isIpPrefix(4) && this.isIpPrefix(4, true) && !this.isIpPrefix(6)"
    );
    holds!(
        "::1".to_owned(),
        "this.isIp() && this.isIp(6) && !this.isIp(4) && !this.isIp(5)"
    );
    holds!(
        "a.example:80".to_owned(),
        "this.isHostAndPort(true) && 'a'.isHostAndPort(false) && this.isUriRef() && !'a b'.isUriRef()"
    );
}

#[test]
fn a_violation_says_what_the_rule_says() {
    static WORDS: Expression = Expression::new("number.even", "must be even", "this % 2 == 0");
    static SILENT: Expression = Expression::new("number.even", "", "this % 2 == 0");
    static TEXT: Expression = Expression::new(
        "number.even",
        "",
        "this % 2 == 0 ? '' : '%d is odd'.format([this])",
    );
    assert_eq!(
        found(|check| {
            check.field("n", &4).cel(&WORDS).cel(&SILENT).cel(&TEXT);
            check.field("m", &5).cel(&WORDS).cel(&SILENT).cel(&TEXT);
            check.field("absent", &None::<i32>).cel(&WORDS);
        }),
        [
            "m NUMBER_EVEN: must be even",
            "m NUMBER_EVEN: \"this % 2 == 0\" returned false",
            "m NUMBER_EVEN: 5 is odd",
        ]
    );
}

#[test]
fn a_message_is_read_field_by_field_and_knows_what_it_has() {
    static UNNAMED: Expression = Expression::of("this.room == '' && !has(this.room)");
    static NAMED: Expression =
        Expression::of("has(this.room) && getField(this, 'room') == this.room");
    static SAME: Expression = Expression::of("this.all(a, this.all(b, a == b))");

    let place = Place::default();
    let other = Place {
        room: "Ulm".to_owned(),
        ..Place::default()
    };
    let mut check = Check::new();
    check.cel(&place, &UNNAMED);
    check.cel(&other, &NAMED);
    assert!(check.is_ok(), "{:?}", check.finish());
    let twice = |first: &Place, second: &Place| said(&vec![first.clone(), second.clone()], &SAME);
    assert_eq!(twice(&other, &other), Ok(None));
    assert!(
        twice(&place, &other).unwrap().is_some(),
        "they have different names"
    );
}

#[test]
fn names_stand_for_what_the_contract_gives_them() {
    static RULE: Expression = Expression::new("n", "", "this > rule && this < rules.lt && has(rules.lt) && !has(rules.gt) && this != a.v1.E.TWO && [9].all(rule, rule == 9)")
        .with(&[("rule", "1"), ("rules", "{'lt': 5}"), ("a.v1.E.TWO", "2")]);
    assert_eq!(said(&3, &RULE), Ok(None));
    assert!(said(&2, &RULE).unwrap().is_some());
}

message!(Ticket = TICKET "sample.v1.Ticket" {
    1 from "from": i64 = singular(wire::Int64), Kind::Int64;
    2 until "until": i64 = singular(wire::Int64), Kind::Int64;
    3 sold "sold": i64 = singular(wire::Int64), Kind::Int64, output_only();
});

static TICKET_RANGE: Expression = Expression::new("ticket.range", "", "this.from < this.until");
static TICKET_SOLD: Expression = Expression::new("ticket.sold", "", "this.sold >= this.from");

impl Validate for Ticket {
    fn validate(&self, check: &mut Check) {
        check.cel(self, &TICKET_RANGE);
        check.cel(self, &TICKET_SOLD);
    }
}

#[test]
fn a_rule_that_reads_what_the_service_gives_waits_for_the_write() {
    let ticket = Some(Ticket {
        from: 2,
        until: 1,
        sold: 0,
    });
    let stored = found(|check| {
        check.field("t", &ticket).nested();
    });
    let range = "t TICKET_RANGE: \"this.from < this.until\" returned false";
    let sold = "t TICKET_SOLD: \"this.sold >= this.from\" returned false";
    assert_eq!(stored, [range, sold]);
    let sent = found(|check| {
        check.field("t", &ticket).nested_input();
    });
    assert_eq!(sent, [range]);
}

#[test]
fn a_rule_that_cannot_be_evaluated_is_never_kept() {
    static DIVISION: Expression = Expression::new("n.div", "", "1 / this == 1");
    static NUMBER: Expression = Expression::new("n.number", "", "this + 1");
    static NO_FIELD: Expression = Expression::new("n.field", "", "dyn(this).nothing == 1");
    assert!(said(&1, &DIVISION).unwrap().is_none());
    let error = said(&0, &DIVISION).unwrap_err();
    assert!(
        error.starts_with("the rule n.div of v can't be evaluated: "),
        "{error}"
    );
    assert!(said(&1, &NUMBER).is_err());
    assert!(said(&Some(Place::default()), &NO_FIELD).is_err());

    let mut check = Check::new();
    check.field("before", &5).lt(5);
    check.field("n", &0).cel(&DIVISION);
    assert!(!check.is_ok());
    let status = check.into_result().unwrap_err();
    assert_eq!(
        status.code(),
        counterpart::rpc::Code::Internal,
        "{status:?}"
    );
}
