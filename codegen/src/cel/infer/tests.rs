//! What is told of expressions.

use super::super::parse;
use super::*;

fn faults(source: &str) -> Vec<String> {
    let contract = Contract::new(Vec::new());
    let subject = Subject {
        this: Type::Map(Box::new(Type::Text), Box::new(Type::Int)),
        predefined: false,
        contract: &contract,
    };
    let faults = match parse(source) {
        Ok(parsed) => infer(&parsed, &subject),
        Err(faults) => faults,
    };
    faults.into_iter().map(|fault| fault.reason).collect()
}

#[test]
fn what_can_be_meant_is_right() {
    for source in [
        "this.all(key, this[key] > 0)",
        "size(this) > 0 && this.size() < 10u",
        "this.exists(key, key.startsWith('a') || key.matches('^b'))",
        "this.map(key, key + 'x').unique()",
        "has(this.a) ? this.a * 2 <= 10 : true",
        "now - duration('1h') > timestamp(0)",
        "this.a in [1, 2] ? '' : 'must be %s'.format([this.a])",
        "type(this.a) == int",
        "dyn(this).b == 'c'",
        "optional.of(1).hasValue()",
    ] {
        assert_eq!(faults(source), Vec::<String>::new(), "{source}");
    }
}

#[test]
fn what_can_not_be_meant_is_told() {
    for (source, reason) in [
        ("this.a > 'x'", "there is no `>` of int, string"),
        ("this.a + 1u == 2", "there is no `+` of int, uint"),
        ("this.a == 'x'", "there is no `==` of int, string"),
        ("this.a.b == 1", "`int` has no field `b`"),
        (
            "this.a.startsWith('x')",
            "there is no `int.startsWith(string)`",
        ),
        ("isMail(this)", "there is no function `isMail`"),
        ("name == 'x'", "there is no `name`"),
        ("this.a.all(x, x > 0)", "`int` has no elements"),
        ("this.a + 1", "it gives `int`, where a rule says yes or no"),
        ("this.a && true", "there is no `&&` of int, bool"),
    ] {
        assert_eq!(faults(source), [reason], "{source}");
    }
    assert!(!faults("this.a >").is_empty());
}
