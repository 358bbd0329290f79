//! An expression of a contract.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock, OnceLock};
use std::time::SystemTime;

use cel::common::types::{CelBool, CelString, CelTimestamp};
use cel::common::value::{CowVal, Val};
use cel::context::VariableResolver;
use cel::{Context, Env, IdedExpr, Value};

use super::library;
use super::pattern::CompiledPattern;
use super::rewrite::rewrite;
use super::value::{self, Boxed};
use crate::message::{Behavior, MessageDescriptor, View};
use crate::validate::Check;
use crate::validate::violation::Place;

/// Functions and operators that expressions have: those of CEL, and those of
/// protovalidate.
static ENVIRONMENT: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(library::environment()));

/// A rule in the words of CEL, compiled when it is first needed.
#[derive(Debug)]
pub struct Expression {
    id: &'static str,
    message: &'static str,
    source: &'static str,
    /// Names in the expression, and the expressions that stand for them.
    names: &'static [(&'static str, &'static str)],
    compiled: OnceLock<Result<Compiled, String>>,
}

/// A parsed expression, ready to be evaluated.
#[derive(Debug)]
struct Compiled {
    expression: IdedExpr,
    /// The regular expressions in it: `@0`, `@1`.
    patterns: Vec<CompiledPattern>,
    /// The fields of `this` that it reads; `None` if it may read any.
    fields: Option<Vec<String>>,
}

impl Expression {
    /// A rule with its id, its message and its expression. Without a message, a
    /// violation tells the expression.
    pub const fn new(id: &'static str, message: &'static str, source: &'static str) -> Self {
        Self {
            id,
            message,
            source,
            names: &[],
            compiled: OnceLock::new(),
        }
    }

    /// A rule without an id and a message: its expression stands for both.
    pub const fn of(source: &'static str) -> Self {
        Self::new(source, "", source)
    }

    /// Names that the expression uses, each with the expression that stands for
    /// it: the values of a predefined rule, the numbers of enum values.
    #[must_use]
    pub const fn with(mut self, names: &'static [(&'static str, &'static str)]) -> Self {
        self.names = names;
        self
    }

    /// The rule's id.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// What a value breaks, in words; `None` if it keeps the rule.
    fn evaluate(&self, this: View<'_>) -> Result<Option<Cow<'static, str>>, String> {
        let compiled = self.compiled()?;
        let variables = Variables {
            this: value::of(this).map_err(|error| error.to_string())?,
            patterns: &compiled.patterns,
            now: OnceLock::new(),
        };
        let mut context = Context::with_env(Arc::clone(&ENVIRONMENT));
        context.set_variable_resolver(&variables);
        let result = Value::resolve_val(&compiled.expression, &context)
            .map_err(|error| error.to_string())?;
        self.verdict(&*result)
    }

    /// Whether it reads a field for which this holds.
    pub(super) fn reads(
        &self,
        message: &MessageDescriptor,
        is_meant: fn(Behavior) -> bool,
    ) -> bool {
        let Ok(compiled) = self.compiled() else {
            return false;
        };
        let is_read = |name: &str| match &compiled.fields {
            Some(fields) => fields.iter().any(|field| field == name),
            None => true,
        };
        let mut fields = message.fields.iter();
        fields.any(|field| is_meant(field.behavior) && is_read(field.name))
    }

    fn compiled(&self) -> Result<&Compiled, String> {
        let compiled = self.compiled.get_or_init(|| self.compile());
        compiled.as_ref().map_err(Clone::clone)
    }

    fn verdict(&self, result: &dyn Val) -> Result<Option<Cow<'static, str>>, String> {
        if let Some(holds) = result.downcast_ref::<CelBool>() {
            return Ok((!holds.inner()).then(|| self.words()));
        }
        if let Some(words) = result.downcast_ref::<CelString<'_>>() {
            let words = words.inner();
            return Ok((!words.is_empty()).then(|| words.to_owned().into()));
        }
        Err(format!(
            "it gives a {}, which says neither yes nor no",
            result.get_type().name()
        ))
    }

    fn words(&self) -> Cow<'static, str> {
        if self.message.is_empty() {
            format!("\"{}\" returned false", self.source).into()
        } else {
            self.message.into()
        }
    }

    fn compile(&self) -> Result<Compiled, String> {
        let parse = |source: &str| {
            let program = ENVIRONMENT
                .compile(source)
                .map_err(|error| error.to_string())?;
            Ok::<IdedExpr, String>(program.expression().clone())
        };
        let names = self
            .names
            .iter()
            .map(|(name, source)| Ok((*name, parse(source)?)))
            .collect::<Result<Vec<_>, String>>()?;
        let rewritten = rewrite(parse(self.source)?, &names);
        let patterns = rewritten
            .patterns
            .iter()
            .map(|source| CompiledPattern::new(source))
            .collect::<Result<_, _>>()?;
        Ok(Compiled {
            expression: rewritten.expression,
            patterns,
            fields: (!rewritten.reads_all).then_some(rewritten.fields),
        })
    }
}

/// What names in an expression mean.
struct Variables<'a> {
    this: Boxed<'a>,
    patterns: &'a [CompiledPattern],
    /// The same time wherever the expression asks for it.
    now: OnceLock<CelTimestamp>,
}

impl VariableResolver for Variables<'_> {
    fn resolve<'b>(&'b self, variable: &str) -> Option<CowVal<'b, 'b>> {
        match variable {
            "this" => Some(CowVal::Borrowed(&*self.this)),
            "now" => {
                let now = self.now.get_or_init(|| {
                    chrono::DateTime::<chrono::Utc>::from(SystemTime::now())
                        .fixed_offset()
                        .into()
                });
                Some(CowVal::Borrowed(now))
            }
            _ => {
                let index: usize = variable.strip_prefix('@')?.parse().ok()?;
                Some(CowVal::Borrowed(self.patterns.get(index)?))
            }
        }
    }
}

impl Check {
    /// Evaluates a rule, and notes what comes of it.
    pub(super) fn evaluate(
        &mut self,
        place: Option<Place<'_>>,
        rule: &'static Expression,
        this: View<'_>,
    ) {
        if self.is_full() {
            return;
        }
        match rule.evaluate(this) {
            Ok(None) => {}
            Ok(Some(words)) => self.note(place, rule.id.into(), words.into_owned()),
            Err(reason) => self.fail(place, rule.id.into(), reason),
        }
    }
}
