//! Filters beside what they mean, as plain functions over specimens.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use counterpart::message::Timestamp;
use counterpart::store::{Comparable, Filter, Operand, Ordered, Path, Textual};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Union;

use super::samples;
use super::specimen::{self as fields, Choice, Specimen};

type Predicate = Arc<dyn Fn(&Specimen) -> bool + Send + Sync>;

/// A filter, and the function that it should be.
#[derive(Clone)]
pub(crate) struct Modelled {
    pub(crate) filter: Filter<Specimen>,
    pub(crate) matches: Predicate,
}

impl fmt::Debug for Modelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.filter.fmt(f)
    }
}

fn modelled(
    filter: Filter<Specimen>,
    matches: impl Fn(&Specimen) -> bool + Send + Sync + 'static,
) -> Modelled {
    Modelled {
        filter,
        matches: Arc::new(matches),
    }
}

/// A value that the model can compare as a store does.
trait Value: Clone + fmt::Debug + Send + Sync + 'static {
    fn order(&self, other: &Self) -> Option<Ordering>;
}

macro_rules! values {
    ($($type:ty),*) => {$(
        impl Value for $type {
            fn order(&self, other: &Self) -> Option<Ordering> {
                self.partial_cmp(other)
            }
        }
    )*};
}

values!(bool, i32, i64, u32, u64, f32, f64, String, bytes::Bytes);

impl Value for Timestamp {
    fn order(&self, other: &Self) -> Option<Ordering> {
        Some((self.seconds, self.nanos).cmp(&(other.seconds, other.nanos)))
    }
}

impl Value for fields::Grade {
    fn order(&self, other: &Self) -> Option<Ordering> {
        (self == other).then_some(Ordering::Equal)
    }
}

fn is<V: Value>(one: Option<&V>, two: &V) -> bool {
    one.is_some_and(|one| one.order(two) == Some(Ordering::Equal))
}

/// Filters that only tell values apart.
fn equalities<T: Comparable + Value + Operand<T>>(
    path: fn() -> Path<Specimen, T>,
    get: fn(&Specimen) -> Option<T>,
    values: impl Strategy<Value = T> + Clone + 'static,
) -> BoxedStrategy<Modelled> {
    prop_oneof![
        values.clone().prop_map(
            move |value| modelled(path().eq(value.clone()), move |specimen| is(
                get(specimen).as_ref(),
                &value
            ))
        ),
        values.clone().prop_map(
            move |value| modelled(path().ne(value.clone()), move |specimen| !is(
                get(specimen).as_ref(),
                &value
            ))
        ),
        vec(values, 0..4).prop_map(move |values| modelled(
            path().is_in(values.clone()),
            move |specimen| {
                let own = get(specimen);
                values.iter().any(|value| is(own.as_ref(), value))
            }
        )),
    ]
    .boxed()
}

/// Filters that put values in order.
fn ranges<T: Ordered + Value + Operand<T>>(
    path: fn() -> Path<Specimen, T>,
    get: fn(&Specimen) -> Option<T>,
    values: impl Strategy<Value = T> + Clone + 'static,
) -> BoxedStrategy<Modelled> {
    let range = (values.clone(), 0..4).prop_map(move |(value, operator)| {
        let (filter, holds): (_, fn(Ordering) -> bool) = match operator {
            0 => (path().lt(value.clone()), Ordering::is_lt),
            1 => (path().le(value.clone()), Ordering::is_le),
            2 => (path().gt(value.clone()), Ordering::is_gt),
            _ => (path().ge(value.clone()), Ordering::is_ge),
        };
        modelled(filter, move |specimen| {
            get(specimen).is_some_and(|own| own.order(&value).is_some_and(holds))
        })
    });
    prop_oneof![1 => equalities(path, get, values), 2 => range].boxed()
}

/// Filters over texts.
fn prefixes<T: Textual>(
    path: fn() -> Path<Specimen, T>,
    get: fn(&Specimen) -> Option<String>,
) -> BoxedStrategy<Modelled> {
    samples::texts()
        .prop_map(move |prefix| {
            modelled(path().starts_with(prefix.clone()), move |specimen| {
                get(specimen).is_some_and(|own| own.starts_with(&prefix))
            })
        })
        .boxed()
}

/// Filters over the elements of a list.
fn elements<T: Comparable + Value + Operand<T>>(
    path: fn() -> Path<Specimen, Vec<T>>,
    get: fn(&Specimen) -> &Vec<T>,
    values: impl Strategy<Value = T> + Clone + 'static,
) -> BoxedStrategy<Modelled> {
    prop_oneof![
        values.clone().prop_map(move |value| modelled(
            path().contains(value.clone()),
            move |specimen| get(specimen).iter().any(|own| is(Some(own), &value))
        )),
        vec(values, 0..4).prop_map(move |values| modelled(
            path().contains_any(values.clone()),
            move |specimen| get(specimen)
                .iter()
                .any(|own| values.iter().any(|value| is(Some(own), value)))
        )),
    ]
    .boxed()
}

fn presence() -> impl Strategy<Value = Modelled> {
    prop_oneof![
        Just(modelled(fields::id().exists(), |_| true)),
        Just(modelled(fields::title().exists(), |own| !own
            .title
            .is_empty())),
        Just(modelled(fields::flag().exists(), |own| own.flag)),
        Just(modelled(fields::double().exists(), |own| own.double != 0.0)),
        Just(modelled(fields::grade().exists(), |own| own.grade
            != fields::Grade::Unspecified)),
        Just(modelled(fields::moment().exists(), |own| own
            .moment
            .is_some())),
        Just(modelled(fields::nickname().exists(), |own| own
            .nickname
            .is_some())),
        Just(modelled(fields::part().exists(), |own| own.part.is_some())),
        Just(modelled(fields::part_size().exists(), |own| own
            .part
            .as_ref()
            .is_some_and(|part| part.size != 0))),
        Just(modelled(fields::part_note().exists(), |own| own
            .part
            .as_ref()
            .is_some_and(|part| part.note.is_some()))),
        Just(modelled(fields::tags().exists(), |own| !own
            .tags
            .is_empty())),
        Just(modelled(fields::labels().exists(), |own| !own
            .labels
            .is_empty())),
        Just(modelled(fields::word().exists(), |own| matches!(
            own.choice,
            Some(Choice::Word(_))
        ))),
    ]
}

fn singular() -> Vec<BoxedStrategy<Modelled>> {
    vec![
        ranges(
            fields::title,
            |own| Some(own.title.clone()),
            samples::texts(),
        ),
        equalities(fields::flag, |own| Some(own.flag), any::<bool>()),
        ranges(fields::small, |own| Some(own.small), samples::smalls()),
        ranges(fields::large, |own| Some(own.large), samples::larges()),
        ranges(
            fields::unsigned_small,
            |own| Some(own.unsigned_small),
            samples::unsigned_smalls(),
        ),
        ranges(
            fields::unsigned_large,
            |own| Some(own.unsigned_large),
            samples::unsigned_larges(),
        ),
        ranges(fields::single, |own| Some(own.single), samples::singles()),
        ranges(fields::double, |own| Some(own.double), samples::doubles()),
        equalities(fields::data, |own| Some(own.data.clone()), samples::blobs()),
        equalities(fields::grade, |own| Some(own.grade), samples::grades()),
    ]
}

fn optional() -> Vec<BoxedStrategy<Modelled>> {
    vec![
        ranges(fields::moment, |own| own.moment, samples::moments()),
        ranges(
            fields::nickname,
            |own| own.nickname.clone(),
            samples::texts(),
        ),
        ranges(fields::weight, |own| own.weight, samples::larges()),
        ranges(
            fields::part_size,
            |own| own.part.as_ref().map(|part| part.size),
            samples::larges(),
        ),
        ranges(
            fields::part_note,
            |own| own.part.as_ref().and_then(|part| part.note.clone()),
            samples::texts(),
        ),
        ranges(
            fields::word,
            |own| match &own.choice {
                Some(Choice::Word(word)) => Some(word.clone()),
                _ => None,
            },
            samples::texts(),
        ),
    ]
}

fn listed() -> Vec<BoxedStrategy<Modelled>> {
    vec![
        elements(fields::tags, |own| &own.tags, samples::texts()),
        elements(fields::numbers, |own| &own.numbers, samples::larges()),
        elements(fields::moments, |own| &own.moments, samples::moments()),
        elements(fields::doubles, |own| &own.doubles, samples::doubles()),
        elements(fields::grades, |own| &own.grades, samples::grades()),
        elements(
            fields::unsigned_numbers,
            |own| &own.unsigned_numbers,
            samples::unsigned_larges(),
        ),
    ]
}

/// Filters of one term, by what they are about.
pub(crate) fn terms() -> Vec<BoxedStrategy<Modelled>> {
    let others = vec![
        Just(modelled(Filter::all(), |_| true)).boxed(),
        presence().boxed(),
        prefixes(fields::title, |own| Some(own.title.clone())),
        prefixes(fields::nickname, |own| own.nickname.clone()),
        prefixes(fields::id, |own| Some(own.id.to_string())),
    ];
    [singular(), optional(), listed(), others].concat()
}

/// Terms of every kind, joined in every way.
pub(crate) fn filters() -> impl Strategy<Value = Modelled> {
    let term = Union::new(terms());
    term.prop_recursive(3, 12, 2, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            pair.clone().prop_map(|(one, two)| modelled(
                one.filter.and(two.filter),
                move |own| (one.matches)(own) && (two.matches)(own)
            )),
            pair.prop_map(
                |(one, two)| modelled(one.filter.or(two.filter), move |own| {
                    (one.matches)(own) || (two.matches)(own)
                })
            ),
            inner.prop_map(|one| modelled(one.filter.not(), move |own| !(one.matches)(own))),
        ]
    })
}
