//! Expressions of contracts, in CEL.
//!
//! They are parsed by the same crate that evaluates them later. What it can't
//! tell before a message is there, this module finds: fields that a message
//! doesn't have, functions that nobody declares, operators between types that
//! have none. Where a type isn't known, everything is allowed.

mod functions;
mod infer;
mod literal;
mod operators;
mod types;

use std::collections::BTreeMap;

use cel::common::ast::{Expr, SourceInfo};
use cel::{Env, IdedExpr};

pub(crate) use infer::{Subject, infer};
pub(crate) use literal::{constant, map};
pub(crate) use types::Type;

use crate::model::Contract;

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The character that it begins at, counted from zero, if it is known.
    pub(crate) at: Option<usize>,
    /// Why.
    pub(crate) reason: String,
    /// How to mend it, if that is known.
    pub(crate) help: Option<String>,
}

/// A parsed expression.
pub(crate) struct Parsed {
    expression: IdedExpr,
    source_info: SourceInfo,
}

/// Parses an expression.
pub(crate) fn parse(source: &str) -> Result<Parsed, Vec<Fault>> {
    let parser = Env::stdlib().parser();
    parser
        .parse_with_source_info(source)
        .map(|(expression, source_info)| Parsed {
            expression,
            source_info,
        })
        .map_err(|errors| {
            let fault = |error: &cel::ParseError| Fault {
                at: usize::try_from(error.pos.1 - 1)
                    .ok()
                    .filter(|_| error.pos.0 == 1),
                reason: plain(&error.msg),
                help: None,
            };
            errors.errors.iter().map(fault).collect()
        })
}

/// What the parser says, without the list of all that could stand there.
fn plain(message: &str) -> String {
    let message = message.trim_start_matches("Syntax error: ");
    let reason = message.split(" expecting ").next().unwrap_or(message);
    match reason.split_once(" input ") {
        Some((_, "'<EOF>'")) => "it ends where more is needed".to_owned(),
        Some(("mismatched" | "extraneous", word)) => format!("{word} doesn't belong here"),
        _ => reason.to_owned(),
    }
}

impl Parsed {
    /// The values of enums that the expression names in full, as in
    /// `this.status == shop.v1.Status.STATUS_OPEN`, and their numbers.
    pub(crate) fn enum_values(&self, contract: &Contract) -> BTreeMap<String, i32> {
        let mut found = BTreeMap::new();
        each_node(&self.expression, &mut |node| {
            if let Some(name) = qualified_name(&node.expr)
                && let Some(number) = enum_value(contract, &name)
            {
                found.insert(name, number);
            }
        });
        found
    }

    /// Whether the expression uses this variable.
    pub(crate) fn names(&self, variable: &str) -> bool {
        let mut found = false;
        each_node(&self.expression, &mut |node| {
            found |= matches!(&node.expr, Expr::Ident(name) if name == variable);
        });
        found
    }
}

/// The number of an enum's value, given by its full name.
fn enum_value(contract: &Contract, name: &str) -> Option<i32> {
    let (enumeration, value) = name.rsplit_once('.')?;
    let values = &contract.enumeration(enumeration)?.values;
    let found = values.iter().find(|known| known.name == value)?;
    Some(found.number)
}

/// `a.b.c`, where the expression is nothing but names.
fn qualified_name(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Ident(name) => Some(name.trim_start_matches('.').to_owned()),
        Expr::Select(select) if !select.test => {
            let outer = qualified_name(&select.operand.expr)?;
            Some(format!("{outer}.{}", select.field))
        }
        _ => None,
    }
}

/// Visits an expression and all that it is made of.
fn each_node(node: &IdedExpr, visit: &mut dyn FnMut(&IdedExpr)) {
    visit(node);
    match &node.expr {
        Expr::Call(call) => {
            for part in call.target.iter().map(|target| &**target).chain(&call.args) {
                each_node(part, visit);
            }
        }
        Expr::Comprehension(all) => {
            let parts = [
                &all.iter_range,
                &all.accu_init,
                &all.loop_cond,
                &all.loop_step,
                &all.result,
            ];
            for part in parts {
                each_node(part, visit);
            }
        }
        Expr::List(list) => list.elements.iter().for_each(|part| each_node(part, visit)),
        Expr::Select(select) => each_node(&select.operand, visit),
        Expr::Map(map) => {
            for entry in &map.entries {
                each_entry(&entry.expr, visit);
            }
        }
        Expr::Struct(fields) => {
            for entry in &fields.entries {
                each_entry(&entry.expr, visit);
            }
        }
        Expr::Unspecified | Expr::Ident(_) | Expr::Literal(_) => {}
    }
}

fn each_entry(entry: &cel::common::ast::EntryExpr, visit: &mut dyn FnMut(&IdedExpr)) {
    use cel::common::ast::EntryExpr;

    match entry {
        EntryExpr::StructField(field) => each_node(&field.value, visit),
        EntryExpr::MapEntry(entry) => {
            each_node(&entry.key, visit);
            each_node(&entry.value, visit);
        }
    }
}
