//! Filters find what they say.

use counterpart::message::{Timestamp, set};
use counterpart::rpc::Code;
use counterpart::store::Filter;
use proptest::prop_assert_eq;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tokio::runtime::Handle;

use super::bed::{Bed, specimen};
use super::model::{self, Modelled};
use super::samples;
use super::specimen::{self as fields, Specimen, SpecimenId};

const SPECIMENS: usize = 60;
const FILTERS: u32 = 300;

/// Random terms of each kind.
const TERMS: u32 = 60;

/// Stores random specimens.
pub(crate) async fn fill(bed: &Bed, count: usize) -> Vec<Specimen> {
    let mut runner = TestRunner::deterministic();
    let mut stored = Vec::with_capacity(count);
    for _ in 0..count {
        let specimen = samples::specimens()
            .new_tree(&mut runner)
            .unwrap()
            .current();
        stored.push(bed.insert(specimen).await);
    }
    stored.sort_by(|one, two| one.id.cmp(&two.id));
    stored
}

pub(crate) async fn every_term_of_a_filter_finds_what_a_model_finds(bed: Bed) {
    let specimens = fill(&bed, SPECIMENS).await;
    for term in model::terms() {
        for_each(TERMS, &term, async |modelled| {
            let expected = expected(&specimens, &modelled);
            let found = bed.specimens.list(modelled.filter).all().await.unwrap();
            prop_assert_eq!(ids(&found), expected);
            Ok(())
        });
    }
}

pub(crate) async fn every_filter_finds_what_a_model_finds(bed: Bed) {
    let specimens = fill(&bed, SPECIMENS).await;
    for_each(FILTERS, &model::filters(), async |modelled| {
        let expected = expected(&specimens, &modelled);
        let filter = || modelled.filter.clone();
        let found = bed.specimens.list(filter()).all().await.unwrap();
        prop_assert_eq!(ids(&found), expected.clone());
        let count = bed.specimens.count(filter()).await.unwrap();
        prop_assert_eq!(count, expected.len() as u64);
        let first = bed.specimens.find_one(filter()).await.unwrap();
        prop_assert_eq!(first.map(|first| first.id), expected.first().cloned());
        Ok(())
    });
}

/// Runs a property that waits for something, and shrinks what breaks it.
fn for_each<T: std::fmt::Debug>(
    cases: u32,
    strategy: &impl Strategy<Value = T>,
    property: impl AsyncFn(T) -> Result<(), TestCaseError>,
) {
    tokio::task::block_in_place(|| {
        let mut runner = TestRunner::new(Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        });
        let run = |value| Handle::current().block_on(property(value));
        runner.run(strategy, run).unwrap();
    });
}

fn expected(specimens: &[Specimen], modelled: &Modelled) -> Vec<SpecimenId> {
    let matching = specimens
        .iter()
        .filter(|specimen| (modelled.matches)(specimen));
    matching.map(|specimen| specimen.id.clone()).collect()
}

fn ids(specimens: &[Specimen]) -> Vec<SpecimenId> {
    specimens
        .iter()
        .map(|specimen| specimen.id.clone())
        .collect()
}

pub(crate) async fn a_filter_of_no_values_lets_all_through_and_one_of_nothing_none(bed: Bed) {
    let stored = bed.insert(specimen()).await;
    let count = async |filter| bed.specimens.count(filter).await.unwrap();
    let all = Filter::all;
    let nothing = Vec::<String>::new;
    assert_eq!(count(all().matching(fields::title(), nothing())).await, 1);
    assert_eq!(count(all().matching(fields::tags(), nothing())).await, 1);
    assert_eq!(
        count(all().matching(fields::title(), set(String::new()))).await,
        1
    );
    let unknown = || set("unknown".to_owned());
    assert_eq!(count(all().matching(fields::title(), unknown())).await, 0);
    assert_eq!(count(all().matching(fields::tags(), unknown())).await, 0);
    assert_eq!(count(fields::title().is_in(Vec::<String>::new())).await, 0);
    assert_eq!(
        count(fields::tags().contains_any(Vec::<String>::new())).await,
        0
    );
    assert_eq!(count(Filter::all().and_some(None)).await, 1);
    assert_eq!(
        count(Filter::all().and_some(Some(fields::id().eq(&stored.id)))).await,
        1
    );
    assert_eq!(
        count(Filter::all().and_some(Some(fields::id().ne(&stored.id)))).await,
        0
    );
}

pub(crate) async fn what_means_something_to_a_database_is_only_a_value(bed: Bed) {
    let attacks = [
        "{\"$gt\": \"\"}",
        "$where",
        "'; DROP TABLE specimens; --",
        "\" OR \"\"=\"",
        "%",
        "_",
        "*",
        "a'||'b",
        "\u{0}",
        "$.title",
        "json_extract(document, '$.title')",
        ".*",
        "/.*/",
    ];
    for attack in attacks {
        bed.insert(Specimen {
            id: SpecimenId::from(attack),
            title: attack.to_owned(),
            tags: vec![attack.to_owned()],
            ..specimen()
        })
        .await;
    }
    for attack in attacks {
        let id = SpecimenId::from(attack);
        let read = bed.specimens.get(&id).await.unwrap();
        assert_eq!(read.title, attack);
        for filter in [
            fields::title().eq(attack),
            fields::title().is_in([attack]),
            fields::title()
                .starts_with(attack)
                .and(fields::id().eq(attack)),
            fields::tags().contains(attack),
            fields::id().eq(attack),
        ] {
            let found = bed.specimens.list(filter.clone()).all().await.unwrap();
            let found: Vec<&str> = found.iter().map(|found| found.id.as_str()).collect();
            assert_eq!(found, [attack], "{filter:?}");
        }
    }
    for attack in attacks {
        let before = bed.specimens.count(Filter::all()).await.unwrap();
        bed.specimens
            .delete(&SpecimenId::from(attack), "")
            .await
            .unwrap();
        let after = bed.specimens.count(Filter::all()).await.unwrap();
        assert_eq!(after, before - 1, "{attack}");
    }
}

pub(crate) async fn a_moment_that_is_none_compares_with_nothing(bed: Bed) {
    let never = Timestamp {
        seconds: i64::MAX,
        nanos: 0,
    };
    let status = bed
        .specimens
        .count(fields::moment().lt(never))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let page = bed
        .specimens
        .list(fields::moment().lt(never))
        .page(0, "")
        .await;
    assert_eq!(page.unwrap_err().code(), Code::InvalidArgument);
}
