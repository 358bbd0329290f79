//! What it costs to validate a message: rules as generated Rust, and the same
//! rules as expressions. See `README.md`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use counterpart::Message;
use counterpart::message::{FieldDescriptor, Kind, MessageDescriptor, Value};
use counterpart::validate::{Check, Expression, Pattern, Validate};

/// How long each contender runs in a round.
const ROUND: Duration = Duration::from_millis(300);

/// How often each contender runs; the table shows medians.
const ROUNDS: usize = 9;

/// What a client might send.
#[derive(Clone, Debug)]
struct Order {
    id: String,
    email: String,
    quantity: i32,
    minor_units: i64,
    currency: String,
    tags: Vec<String>,
}

static ORDER: MessageDescriptor = MessageDescriptor::new(
    "bench.v1.Order",
    &[
        FieldDescriptor::new(1, "id", "id", Kind::Text),
        FieldDescriptor::new(2, "email", "email", Kind::Text),
        FieldDescriptor::new(3, "quantity", "quantity", Kind::Int32),
        FieldDescriptor::new(4, "minor_units", "minorUnits", Kind::Int64),
        FieldDescriptor::new(5, "currency", "currency", Kind::Text),
        FieldDescriptor::new(6, "tags", "tags", Kind::Text).repeated(),
    ],
);

impl Message for Order {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &ORDER
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.id),
            2 => Some(&self.email),
            3 => Some(&self.quantity),
            4 => Some(&self.minor_units),
            5 => Some(&self.currency),
            6 => Some(&self.tags),
            _ => None,
        }
    }

    fn field_mut(&mut self, _number: u32) -> Option<&mut dyn Value> {
        None
    }
}

/// Bounds of numbers and lengths.
struct Bounds<'a>(&'a Order);

impl Validate for Bounds<'_> {
    fn validate(&self, check: &mut Check) {
        check.field("id", &self.0.id).min_len(1).max_len(64);
        check.field("quantity", &self.0.quantity).gte_lte(1, 100);
        check.field("minor_units", &self.0.minor_units).gt(0);
    }
}

static ID: Expression = Expression::of("this.size() >= 1 && this.size() <= 64");
static QUANTITY: Expression = Expression::of("this >= 1 && this <= 100");
static MINOR_UNITS: Expression = Expression::of("this > 0");

/// The same as expressions, one for each field.
struct BoundsInCel<'a>(&'a Order);

impl Validate for BoundsInCel<'_> {
    fn validate(&self, check: &mut Check) {
        check.field("id", &self.0.id).cel(&ID);
        check.field("quantity", &self.0.quantity).cel(&QUANTITY);
        check
            .field("minor_units", &self.0.minor_units)
            .cel(&MINOR_UNITS);
    }
}

static CURRENCY: Pattern = Pattern::new("^[A-Z]{3}$");

/// Forms, a pattern and a list beside bounds.
struct Forms<'a>(&'a Order);

impl Validate for Forms<'_> {
    fn validate(&self, check: &mut Check) {
        check.field("id", &self.0.id).uuid();
        check.field("email", &self.0.email).email();
        check.field("quantity", &self.0.quantity).gte_lte(1, 100);
        check.field("currency", &self.0.currency).pattern(&CURRENCY);
        check
            .field("tags", &self.0.tags)
            .max_items(10)
            .unique()
            .each(|tag| {
                tag.min_len(1);
            });
    }
}

static FORMS: Expression = Expression::of(
    "this.id.matches('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$') \
     && this.email.isEmail() \
     && this.quantity >= 1 && this.quantity <= 100 \
     && this.currency.matches('^[A-Z]{3}$') \
     && this.tags.size() <= 10 && this.tags.unique() && this.tags.all(tag, tag.size() >= 1)",
);

/// The same as one expression of the message.
struct FormsInCel<'a>(&'a Order);

impl Validate for FormsInCel<'_> {
    fn validate(&self, check: &mut Check) {
        check.cel(self.0, &FORMS);
    }
}

fn main() {
    let order = Order {
        id: "0198f2a1-0000-7000-8000-00000000000a".to_owned(),
        email: "ada@shop.example".to_owned(),
        quantity: 3,
        minor_units: 1999,
        currency: "EUR".to_owned(),
        tags: ["new", "sale", "blue"].map(str::to_owned).to_vec(),
    };
    let contenders: [(&str, &str, &dyn Validate); 4] = [
        ("bounds of three fields", "Rust", &Bounds(&order)),
        (
            "bounds of three fields",
            "CEL, three expressions",
            &BoundsInCel(&order),
        ),
        ("forms, a pattern, a list", "Rust", &Forms(&order)),
        (
            "forms, a pattern, a list",
            "CEL, one expression",
            &FormsInCel(&order),
        ),
    ];
    let mut measured = vec![Vec::new(); contenders.len()];
    // Contenders alternate, so that a slow minute of the machine meets all.
    for _ in 0..ROUNDS {
        for (contender, runs) in contenders.iter().zip(&mut measured) {
            runs.push(nanos_per_message(contender.2));
        }
    }
    println!("| rules | as | ns per message |");
    println!("| --- | --- | --- |");
    for ((rules, form, _), mut runs) in contenders.iter().zip(measured) {
        runs.sort_by(f64::total_cmp);
        println!("| {rules} | {form} | {:.0} |", runs[runs.len() / 2]);
    }
}

/// The time of one validation, which finds nothing.
fn nanos_per_message(message: &dyn Validate) -> f64 {
    const BATCH: u32 = 1_000;
    let start = Instant::now();
    let mut messages = 0_u32;
    while start.elapsed() < ROUND {
        for _ in 0..BATCH {
            let check = Check::of(black_box(message));
            assert!(check.is_ok(), "the message keeps its rules");
        }
        messages += BATCH;
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(messages)
}
