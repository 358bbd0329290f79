//! Rules of size: numbers, times and durations.

use std::cmp::Ordering;
use std::time::SystemTime;

use super::Comparable;
use super::comparable::nanos;
use crate::message::{Duration, Timestamp};
use crate::validate::Field;

/// A value that rules compare by size.
pub trait Ordered: Comparable {
    /// How the value lies to one of the contract; `None` for NaN, which keeps
    /// no rule.
    fn lies(&self, constant: &Self::Constant) -> Option<Ordering>;
}

macro_rules! numbers {
    ($($type:ty),* $(,)?) => {$(
        impl Ordered for $type {
            fn lies(&self, constant: &Self) -> Option<Ordering> {
                self.partial_cmp(constant)
            }
        }
    )*};
}

numbers!(i32, i64, u32, u64, f32, f64);

impl Ordered for Timestamp {
    fn lies(&self, constant: &Self) -> Option<Ordering> {
        Some(nanos(self.seconds, self.nanos).cmp(&nanos(constant.seconds, constant.nanos)))
    }
}

impl Ordered for Duration {
    fn lies(&self, constant: &Self) -> Option<Ordering> {
        Some(nanos(self.seconds, self.nanos).cmp(&nanos(constant.seconds, constant.nanos)))
    }
}

/// One end of what is allowed.
struct Bound<'a, T: Comparable + ?Sized> {
    constant: &'a T::Constant,
    /// Whether the constant itself is allowed.
    closed: bool,
}

impl<T: Ordered + ?Sized> Bound<'_, T> {
    fn is_below(&self, value: &T) -> bool {
        match value.lies(self.constant) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => self.closed,
            _ => false,
        }
    }

    fn is_above(&self, value: &T) -> bool {
        match value.lies(self.constant) {
            Some(Ordering::Less) => true,
            Some(Ordering::Equal) => self.closed,
            _ => false,
        }
    }
}

impl<T: Ordered> Field<'_, T> {
    /// `lt`: less than this.
    pub fn lt(&mut self, constant: T::Constant) -> &mut Self {
        self.upper("lt", "must be less than", &constant, false)
    }

    /// `lte`: this or less.
    pub fn lte(&mut self, constant: T::Constant) -> &mut Self {
        self.upper("lte", "must be less than or equal to", &constant, true)
    }

    /// `gt`: greater than this.
    pub fn gt(&mut self, constant: T::Constant) -> &mut Self {
        self.lower("gt", "must be greater than", &constant, false)
    }

    /// `gte`: this or greater.
    pub fn gte(&mut self, constant: T::Constant) -> &mut Self {
        self.lower("gte", "must be greater than or equal to", &constant, true)
    }

    fn upper(
        &mut self,
        rule: &'static str,
        words: &str,
        constant: &T::Constant,
        closed: bool,
    ) -> &mut Self {
        self.expect(
            T::KIND,
            rule,
            |value| Bound { constant, closed }.is_above(value),
            || format!("{words} {}", T::show(constant)),
        )
    }

    fn lower(
        &mut self,
        rule: &'static str,
        words: &str,
        constant: &T::Constant,
        closed: bool,
    ) -> &mut Self {
        self.expect(
            T::KIND,
            rule,
            |value| Bound { constant, closed }.is_below(value),
            || format!("{words} {}", T::show(constant)),
        )
    }
}

/// The rules with two ends. As in protovalidate, an upper end that lies below
/// the lower one turns the range inside out: allowed is what lies outside.
impl<T: Ordered<Constant = T> + Copy> Field<'_, T> {
    /// `gt` and `lt`.
    pub fn gt_lt(&mut self, lower: T, upper: T) -> &mut Self {
        self.range(
            ["gt_lt", "gt_lt_exclusive"],
            (&lower, false),
            (&upper, false),
        )
    }

    /// `gt` and `lte`.
    pub fn gt_lte(&mut self, lower: T, upper: T) -> &mut Self {
        self.range(
            ["gt_lte", "gt_lte_exclusive"],
            (&lower, false),
            (&upper, true),
        )
    }

    /// `gte` and `lt`.
    pub fn gte_lt(&mut self, lower: T, upper: T) -> &mut Self {
        self.range(
            ["gte_lt", "gte_lt_exclusive"],
            (&lower, true),
            (&upper, false),
        )
    }

    /// `gte` and `lte`.
    pub fn gte_lte(&mut self, lower: T, upper: T) -> &mut Self {
        self.range(
            ["gte_lte", "gte_lte_exclusive"],
            (&lower, true),
            (&upper, true),
        )
    }

    fn range(
        &mut self,
        [inside, outside]: [&'static str; 2],
        (lower, lower_closed): (&T, bool),
        (upper, upper_closed): (&T, bool),
    ) -> &mut Self {
        let is_inside_out = upper.lies(lower) == Some(Ordering::Less);
        let low = Bound {
            constant: lower,
            closed: lower_closed,
        };
        let high = Bound {
            constant: upper,
            closed: upper_closed,
        };
        let (rule, word) = if is_inside_out {
            (outside, "or")
        } else {
            (inside, "and")
        };
        self.expect(
            T::KIND,
            rule,
            |value| {
                if is_inside_out {
                    low.is_below(value) || high.is_above(value)
                } else {
                    low.is_below(value) && high.is_above(value)
                }
            },
            || {
                format!(
                    "must be greater than {}{} {word} less than {}{}",
                    or_equal(lower_closed),
                    T::show(lower),
                    or_equal(upper_closed),
                    T::show(upper)
                )
            },
        )
    }
}

fn or_equal(closed: bool) -> &'static str {
    if closed { "or equal to " } else { "" }
}

impl Field<'_, f32> {
    /// `finite`: neither infinite nor NaN.
    pub fn finite(&mut self) -> &mut Self {
        self.expect("float", "finite", |value| value.is_finite(), finite)
    }
}

impl Field<'_, f64> {
    /// `finite`: neither infinite nor NaN.
    pub fn finite(&mut self) -> &mut Self {
        self.expect("double", "finite", |value| value.is_finite(), finite)
    }
}

fn finite() -> String {
    "must be finite".to_owned()
}

impl Field<'_, Timestamp> {
    /// `lt_now`: in the past.
    pub fn lt_now(&mut self) -> &mut Self {
        self.expect(
            "timestamp",
            "lt_now",
            |value| value.lies(&now()) != Some(Ordering::Greater),
            || "must be less than now".to_owned(),
        )
    }

    /// `gt_now`: in the future.
    pub fn gt_now(&mut self) -> &mut Self {
        self.expect(
            "timestamp",
            "gt_now",
            |value| value.lies(&now()) != Some(Ordering::Less),
            || "must be greater than now".to_owned(),
        )
    }

    /// `within`: at most this far from now, before or after.
    pub fn within(&mut self, distance: Duration) -> &mut Self {
        self.expect(
            "timestamp",
            "within",
            |value| {
                let now = now();
                let away = nanos(value.seconds, value.nanos) - nanos(now.seconds, now.nanos);
                away.abs() <= nanos(distance.seconds, distance.nanos)
            },
            || format!("must be within {} of now", Duration::show(&distance)),
        )
    }
}

fn now() -> Timestamp {
    SystemTime::now().into()
}
