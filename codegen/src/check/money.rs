//! Messages that are amounts of money.

use super::Check;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Cardinality, Kind, Message, Money};

/// The option that says what a message means.
const OPTION: &str = "counterpart.v1.message";

pub(super) fn check(check: &mut Check<'_>) {
    for message in check.contract.messages() {
        let Some(money) = &message.money else {
            continue;
        };
        field(check, message, "units", &money.units, &Kind::Int64);
        field(check, message, "currency", &money.currency, &Kind::Text);
        others(check, message, money);
    }
}

/// Both fields are there, and each has its type.
fn field(check: &mut Check<'_>, message: &Message, word: &str, written: &str, kind: &Kind) {
    let fault = match message.field(written) {
        _ if written.is_empty() => format!(
            "{} is money, and doesn't say which field holds its {word}",
            message.full_name
        ),
        None => format!("\"{written}\" is no field of {}", message.full_name),
        Some(field) if field.kind != *kind || field.cardinality != Cardinality::Singular => {
            format!("`{written}` is no plain `{}`", kind.name())
        }
        Some(_) => return,
    };
    let place = check
        .sites
        .of(&message.origin)
        .option(OPTION, &["money", word], Some(written));
    let names = message.fields.iter().map(|field| field.name.as_str());
    let mut diagnostic = Diagnostic::error(Code::MoneyField, fault).at(place);
    if message.field(written).is_none() {
        diagnostic.label = did_you_mean(written, names);
    }
    check.add(diagnostic.help(
        "name an `int64` field with the amount and a `string` field with the currency: \
         `money: {units: \"minor_units\" currency: \"currency\"}`",
    ));
}

/// What is added and compared is all that an amount holds.
fn others(check: &mut Check<'_>, message: &Message, money: &Money) {
    let other = message
        .fields
        .iter()
        .find(|field| field.name != money.units && field.name != money.currency);
    let is_there = |name: &str| message.field(name).is_some();
    let Some(other) = other.filter(|_| is_there(&money.units) && is_there(&money.currency)) else {
        return;
    };
    let text = format!(
        "{} is money, and `{}` is no part of an amount: a sum would lose it",
        message.full_name, other.name
    );
    check.add(
        Diagnostic::error(Code::MoneyField, text)
            .at(check.sites.of(&other.origin).name())
            .help("put it into a message of its own, beside the amount"),
    );
}
