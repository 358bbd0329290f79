//! Prepares a parsed expression for messages.
//!
//! CEL's parser knows nothing of protobuf's presence: `has(this.a)` reads the
//! field as `this.a` does, and a message always has every field. So `has` becomes
//! a function here. Names that stand for something become that, and patterns that
//! stand in the expression become variables, so that each is compiled once.

use cel::IdedExpr;
use cel::common::ast::{CallExpr, EntryExpr, Expr, LiteralValue};

use super::library::HAS;

/// A prepared expression.
pub(super) struct Rewritten {
    pub(super) expression: IdedExpr,
    /// The sources of the patterns in it: `@0`, `@1`.
    pub(super) patterns: Vec<String>,
    /// The fields of `this` that it reads by name.
    pub(super) fields: Vec<String>,
    /// Whether it uses `this` in another way, and may read any of its fields.
    pub(super) reads_all: bool,
}

/// Prepares an expression, in which these names stand for others.
pub(super) fn rewrite(mut expression: IdedExpr, names: &[(&str, IdedExpr)]) -> Rewritten {
    let mut rewriter = Rewriter {
        names,
        bound: Vec::new(),
        patterns: Vec::new(),
        fields: Vec::new(),
        reads_all: false,
    };
    rewriter.visit(&mut expression);
    Rewritten {
        expression,
        patterns: rewriter.patterns,
        fields: rewriter.fields,
        reads_all: rewriter.reads_all,
    }
}

struct Rewriter<'a> {
    names: &'a [(&'a str, IdedExpr)],
    /// The variables of the macros around.
    bound: Vec<String>,
    patterns: Vec<String>,
    fields: Vec<String>,
    reads_all: bool,
}

impl Rewriter<'_> {
    fn visit(&mut self, node: &mut IdedExpr) {
        if let Some(stand_in) = self.stand_in(&node.expr) {
            node.expr = stand_in;
        }
        match &mut node.expr {
            Expr::Call(call) => self.visit_call(call),
            Expr::Comprehension(all) => {
                self.visit(&mut all.iter_range);
                self.visit(&mut all.accu_init);
                let outer = self.bound.len();
                let variables = [
                    Some(&all.iter_var),
                    all.iter_var2.as_ref(),
                    Some(&all.accu_var),
                ];
                self.bound.extend(variables.into_iter().flatten().cloned());
                self.visit(&mut all.loop_cond);
                self.visit(&mut all.loop_step);
                self.visit(&mut all.result);
                self.bound.truncate(outer);
            }
            Expr::List(list) => list.elements.iter_mut().for_each(|node| self.visit(node)),
            Expr::Map(map) => map
                .entries
                .iter_mut()
                .for_each(|entry| self.visit_entry(&mut entry.expr)),
            Expr::Struct(fields) => fields
                .entries
                .iter_mut()
                .for_each(|entry| self.visit_entry(&mut entry.expr)),
            Expr::Select(select) => {
                if is_this(&select.operand.expr) {
                    self.fields.push(select.field.clone());
                } else {
                    self.visit(&mut select.operand);
                }
                if select.test {
                    let name = LiteralValue::String(std::mem::take(&mut select.field).into());
                    let name = IdedExpr {
                        id: node.id,
                        expr: Expr::Literal(name),
                    };
                    node.expr = Expr::Call(CallExpr {
                        func_name: HAS.to_owned(),
                        target: None,
                        args: vec![std::mem::take(&mut *select.operand), name],
                    });
                }
            }
            Expr::Ident(_) => self.reads_all |= is_this(&node.expr),
            Expr::Unspecified | Expr::Literal(_) => {}
        }
    }

    fn visit_entry(&mut self, entry: &mut EntryExpr) {
        match entry {
            EntryExpr::StructField(field) => self.visit(&mut field.value),
            EntryExpr::MapEntry(entry) => {
                self.visit(&mut entry.key);
                self.visit(&mut entry.value);
            }
        }
    }

    fn visit_call(&mut self, call: &mut CallExpr) {
        if let Some(target) = &mut call.target {
            self.visit(target);
        }
        call.args.iter_mut().for_each(|node| self.visit(node));
        if call.func_name == "matches"
            && call.target.is_some()
            && let [argument] = call.args.as_mut_slice()
            && let Expr::Literal(LiteralValue::String(source)) = &argument.expr
        {
            let name = format!("@{}", self.patterns.len());
            self.patterns.push(source.inner().to_owned());
            argument.expr = Expr::Ident(name);
        }
    }

    /// What a name stands for, unless a macro around gives it another meaning.
    fn stand_in(&self, expression: &Expr) -> Option<Expr> {
        let name = qualified_name(expression)?;
        let root = name.split('.').next().unwrap_or(&name);
        if self.bound.iter().any(|bound| bound == root) {
            return None;
        }
        let (_, stand_in) = self.names.iter().find(|(known, _)| *known == name)?;
        Some(stand_in.expr.clone())
    }
}

fn is_this(expression: &Expr) -> bool {
    matches!(expression, Expr::Ident(name) if name == "this")
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
