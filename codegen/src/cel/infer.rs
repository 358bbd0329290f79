//! The type of an expression, and what in it can't be meant.

use cel::IdedExpr;
use cel::common::ast::{CallExpr, ComprehensionExpr, EntryExpr, Expr, LiteralValue, SelectExpr};

use super::functions::{self, Call};
use super::{Fault, Parsed, Type, enum_value, operators, qualified_name};
use crate::diagnostic::did_you_mean;
use crate::model::Contract;

/// What an expression speaks of.
pub(crate) struct Subject<'a> {
    /// The type of `this`.
    pub(crate) this: Type,
    /// Of a predefined rule: `rule` and `rules` are there too.
    pub(crate) predefined: bool,
    /// The messages and enums that it can know.
    pub(crate) contract: &'a Contract,
}

/// Finds what can't be meant, and whether the expression answers the question.
pub(crate) fn infer(parsed: &Parsed, subject: &Subject<'_>) -> Vec<Fault> {
    let mut inference = Inference {
        subject,
        parsed,
        bound: Vec::new(),
        faults: Vec::new(),
    };
    let result = inference.type_of(&parsed.expression);
    if inference.faults.is_empty() && !matches!(result, Type::Bool | Type::Text | Type::Dyn) {
        inference.faults.push(Fault {
            at: None,
            reason: format!("it gives `{result}`, where a rule says yes or no"),
            help: Some(
                "compare it with something; or give a text that says what is wrong, empty if nothing is"
                    .to_owned(),
            ),
        });
    }
    inference.faults
}

struct Inference<'a> {
    subject: &'a Subject<'a>,
    parsed: &'a Parsed,
    /// The variables of the macros around.
    bound: Vec<(String, Type)>,
    faults: Vec<Fault>,
}

impl Inference<'_> {
    /// Notes a fault; nothing follows from a type that isn't known.
    fn fault(&mut self, node: &IdedExpr, reason: String, help: Option<String>) -> Type {
        let offset = self.parsed.source_info.offset_for(node.id);
        let at = offset.map(|(start, _)| start as usize);
        self.faults.push(Fault { at, reason, help });
        Type::Dyn
    }

    fn type_of(&mut self, node: &IdedExpr) -> Type {
        match &node.expr {
            Expr::Unspecified => Type::Dyn,
            Expr::Literal(literal) => of_literal(literal),
            Expr::Ident(name) => self.of_name(node, name),
            Expr::Select(select) => self.of_select(node, select),
            Expr::Call(call) => self.of_call(node, call),
            Expr::Comprehension(all) => self.of_comprehension(node, all),
            Expr::List(list) => {
                let types: Vec<_> = list.elements.iter().map(|part| self.type_of(part)).collect();
                let of = types.into_iter().reduce(|left, right| left.or(&right)).unwrap_or(Type::Dyn);
                Type::List(Box::new(of))
            }
            Expr::Map(map) => {
                let types: Vec<_> = map
                    .entries
                    .iter()
                    .filter_map(|entry| match &entry.expr {
                        EntryExpr::MapEntry(entry) => {
                            Some((self.type_of(&entry.key), self.type_of(&entry.value)))
                        }
                        EntryExpr::StructField(_) => None,
                    })
                    .collect();
                let (key, value) = types
                    .into_iter()
                    .reduce(|(key, value), (other_key, other_value)| {
                        (key.or(&other_key), value.or(&other_value))
                    })
                    .unwrap_or((Type::Dyn, Type::Dyn));
                Type::Map(Box::new(key), Box::new(value))
            }
            Expr::Struct(message) => self.fault(
                node,
                format!("a rule can't make a message such as `{}`", message.type_name),
                Some("compare the fields one by one; times are `timestamp(\"...\")` and `duration(\"...\")`".to_owned()),
            ),
        }
    }

    fn of_name(&mut self, node: &IdedExpr, name: &str) -> Type {
        if let Some((_, ty)) = self.bound.iter().rev().find(|(bound, _)| bound == name) {
            return ty.clone();
        }
        match name.trim_start_matches('.') {
            "this" => self.subject.this.clone(),
            "now" => Type::Timestamp,
            "rule" | "rules" if self.subject.predefined => Type::Dyn,
            "bool" | "bytes" | "double" | "int" | "list" | "map" | "null_type" | "string"
            | "type" | "uint" => Type::Kind,
            name => self.fault(
                node,
                format!("there is no `{name}`"),
                Some(format!(
                    "an expression sees `this` and `now`: write `this.{name}` for a field"
                )),
            ),
        }
    }

    fn of_select(&mut self, node: &IdedExpr, select: &SelectExpr) -> Type {
        if let Some(name) = qualified_name(&node.expr)
            && enum_value(self.subject.contract, &name).is_some()
        {
            return Type::Int;
        }
        if let Some(enumeration) = qualified_name(&select.operand.expr)
            && let Some(declared) = self.subject.contract.enumeration(&enumeration)
        {
            let names = declared.values.iter().map(|value| value.name.as_str());
            let help = did_you_mean(&select.field, names);
            let reason = format!("{enumeration} has no value `{}`", select.field);
            return self.fault(node, reason, help);
        }
        let holder = self.type_of(&select.operand);
        let field = match holder {
            Type::Dyn => Type::Dyn,
            Type::Map(_, value) => *value,
            Type::Message(name) => self.of_field(node, &name, &select.field),
            other => self.fault(
                node,
                format!("`{other}` has no field `{}`", select.field),
                None,
            ),
        };
        if select.test { Type::Bool } else { field }
    }

    fn of_field(&mut self, node: &IdedExpr, message: &str, field: &str) -> Type {
        if (message, field) == ("google.protobuf.FieldMask", "paths") {
            return Type::List(Box::new(Type::Text));
        }
        let Some(declared) = self.subject.contract.message(message) else {
            return Type::Dyn;
        };
        if let Some(field) = declared.field(field) {
            return Type::of_field(field);
        }
        let names = declared.fields.iter().map(|field| field.name.as_str());
        let help = did_you_mean(field, names);
        self.fault(node, format!("{message} has no field `{field}`"), help)
    }

    fn of_call(&mut self, node: &IdedExpr, call: &CallExpr) -> Type {
        // A qualified function, such as `strings.quote(text)`, or `optional.of(value)`.
        let namespace = call
            .target
            .as_ref()
            .and_then(|target| qualified_name(&target.expr));
        if matches!(
            namespace.as_deref(),
            Some("strings" | "optional" | "math" | "base64")
        ) {
            for argument in &call.args {
                self.type_of(argument);
            }
            return Type::Dyn;
        }
        let target = call.target.as_ref().map(|target| self.type_of(target));
        let arguments: Vec<_> = call.args.iter().map(|part| self.type_of(part)).collect();
        let shown = shown(&arguments);
        if let Some(sign) = operators::sign(&call.func_name) {
            return operators::apply(&call.func_name, &arguments).unwrap_or_else(|| {
                let reason = format!("there is no `{sign}` of {shown}");
                self.fault(node, reason, conversion(&arguments))
            });
        }
        match functions::call(&call.func_name, target.as_ref(), &arguments) {
            Call::Gives(ty) => ty,
            Call::Unknown => self.fault(
                node,
                format!("there is no function `{}`", call.func_name),
                did_you_mean(&call.func_name, functions::names()),
            ),
            Call::Mismatch(forms) => {
                let on = target
                    .map(|target| format!("{target}."))
                    .unwrap_or_default();
                let reason = format!("there is no `{on}{}({shown})`", call.func_name);
                self.fault(node, reason, Some(format!("there is {forms}")))
            }
        }
    }

    fn of_comprehension(&mut self, node: &IdedExpr, all: &ComprehensionExpr) -> Type {
        let range = self.type_of(&all.iter_range);
        let element = match range {
            Type::Dyn => Type::Dyn,
            Type::List(of) => *of,
            Type::Map(key, _) => *key,
            other => self.fault(
                node,
                format!("`{other}` has no elements"),
                Some("lists and maps have elements".to_owned()),
            ),
        };
        let start = self.type_of(&all.accu_init);
        let outer = self.bound.len();
        self.bound.push((all.iter_var.clone(), element));
        if let Some(second) = &all.iter_var2 {
            self.bound.push((second.clone(), Type::Dyn));
        }
        self.bound.push((all.accu_var.clone(), start));
        self.type_of(&all.loop_cond);
        let step = self.type_of(&all.loop_step);
        self.bound.push((all.accu_var.clone(), step));
        let result = self.type_of(&all.result);
        self.bound.truncate(outer);
        result
    }
}

fn of_literal(literal: &LiteralValue) -> Type {
    match literal {
        LiteralValue::Boolean(_) => Type::Bool,
        LiteralValue::Bytes(_) => Type::Bytes,
        LiteralValue::Double(_) => Type::Double,
        LiteralValue::Int(_) => Type::Int,
        LiteralValue::Null => Type::Null,
        LiteralValue::String(_) => Type::Text,
        LiteralValue::UInt(_) => Type::UInt,
    }
}

fn shown(types: &[Type]) -> String {
    let shown: Vec<_> = types.iter().map(Type::to_string).collect();
    shown.join(", ")
}

/// Numbers of two kinds aren't added up.
fn conversion(operands: &[Type]) -> Option<String> {
    match operands {
        [left, right] if left != right && left.is_number() && right.is_number() => Some(format!(
            "convert one of them, as in `{left}(...)`; unsigned numbers are written `1u`"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
