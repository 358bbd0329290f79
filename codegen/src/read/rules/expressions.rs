//! Rules in the words of CEL.

use prost_reflect::{DynamicMessage, FieldDescriptor, Value};

use super::super::options;
use super::values;
use crate::model::{Constant, Expression, Predefined, Rules};

/// The rules that stand in `cel` and `cel_expression` of these options.
pub(super) fn of(option: &DynamicMessage, path: &[&str]) -> Vec<Expression> {
    let sources = options::texts(option, "cel_expression");
    let short = sources.into_iter().enumerate().map(|(nth, source)| {
        let path = steps(path, "cel_expression");
        // The expression stands for its own id.
        Expression {
            id: source.clone(),
            message: String::new(),
            source,
            predefined: None,
            path,
            nth,
        }
    });
    let rules = options::messages(option, "cel");
    let long = rules.iter().enumerate().map(|(nth, rule)| Expression {
        path: steps(path, "cel"),
        nth,
        ..expression(rule)
    });
    short.chain(long).collect()
}

/// Adds the predefined rules, extensions of the standard ones, that a field
/// sets.
pub(super) fn add_predefined(rules: &mut Rules, of_kind: &DynamicMessage, path: &[&str]) {
    for (extension, value) in of_kind.extensions() {
        let name = format!("({})", extension.full_name());
        let option = options::extension(&extension.options(), "buf.validate.predefined");
        let (Some(option), Some(rule)) = (option, constant(value)) else {
            rules.not_supported(&[path, &[name.as_str()]].concat());
            continue;
        };
        let predefined = Predefined {
            extension: extension.full_name().to_owned(),
            rule,
            rules: of_kind
                .fields()
                .filter_map(|(field, value)| set(&field, value))
                .collect(),
        };
        for rule in options::messages(&option, "cel") {
            rules.expressions.push(Expression {
                path: steps(path, &name),
                predefined: Some(predefined.clone()),
                ..expression(&rule)
            });
        }
    }
}

fn set(field: &FieldDescriptor, value: &Value) -> Option<(String, Constant)> {
    Some((field.name().to_owned(), constant(value)?))
}

fn expression(rule: &DynamicMessage) -> Expression {
    Expression {
        id: options::text(rule, "id"),
        message: options::text(rule, "message"),
        source: options::text(rule, "expression"),
        predefined: None,
        path: Vec::new(),
        nth: 0,
    }
}

fn constant(value: &Value) -> Option<Constant> {
    match value {
        Value::List(list) => list
            .iter()
            .map(values::literal)
            .collect::<Option<_>>()
            .map(Constant::List),
        value => values::literal(value).map(Constant::One),
    }
}

fn steps(path: &[&str], last: &str) -> Vec<String> {
    let steps = path.iter().copied().chain([last]);
    steps.map(str::to_owned).collect()
}
