//! Lists are complete, in order, and go on where they ended.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use counterpart::rpc::{Code, StatusExt};
use counterpart::store::{Direction, Filter, Order};

use super::bed::{Bed, mask, specimen};
use super::filters::fill;
use super::specimen::{self as fields, Specimen, SpecimenId};

/// A field to sort by, and how the model compares it. What is absent or not a
/// number is the smallest.
type Key = (
    &'static str,
    fn(Direction) -> Order<Specimen>,
    fn(&Specimen, &Specimen) -> Ordering,
);

macro_rules! key {
    ($field:ident, $value:expr) => {
        (
            stringify!($field),
            |direction| match direction {
                Direction::Ascending => fields::$field().ascending(),
                Direction::Descending => fields::$field().descending(),
            },
            |one: &Specimen, two: &Specimen| {
                let value: fn(&Specimen) -> _ = $value;
                value(one)
                    .partial_cmp(&value(two))
                    .expect("not a number is told from numbers before")
            },
        )
    };
}

fn keys() -> Vec<Key> {
    vec![
        key!(title, |own| own.title.clone()),
        key!(large, |own| own.large),
        key!(unsigned_large, |own| own.unsigned_large),
        key!(double, |own| Some(own.double)
            .filter(|double| !double.is_nan())),
        key!(moment, |own| own
            .moment
            .map(|time| (time.seconds, time.nanos))),
        key!(weight, |own| own.weight),
        key!(part_size, |own| own.part.as_ref().map(|part| part.size)),
        key!(grade, |own| {
            use counterpart::message::Enumeration;
            let number = own.grade.number();
            match fields::GRADE.name_of(number) {
                Some(name) => (1, 0, name),
                None => (0, number, ""),
            }
        }),
        key!(flag, |own| own.flag),
        key!(id, |own| own.id.clone()),
    ]
}

async fn read_all(
    bed: &Bed,
    filter: Filter<Specimen>,
    order: Option<Order<Specimen>>,
    page_size: i32,
) -> Vec<Specimen> {
    let mut items = Vec::new();
    let mut token = String::new();
    loop {
        let mut list = bed.specimens.list(filter.clone());
        if let Some(order) = order.clone() {
            list = list.order_by(order);
        }
        let page = list.page(page_size, &token).await.unwrap();
        assert!(page.items.len() <= usize::try_from(page_size).unwrap());
        items.extend(page.items);
        if page.next_page_token.is_empty() {
            return items;
        }
        token = page.next_page_token;
    }
}

pub(crate) async fn every_order_lists_each_entity_once_and_in_its_place(bed: Bed) {
    let stored = fill(&bed, 70).await;
    let keys = keys();
    let directions = [Direction::Ascending, Direction::Descending];
    for (index, first) in keys.iter().enumerate() {
        let second = &keys[(index + 3) % keys.len()];
        for (one, two) in
            [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(one, two)| (directions[one], directions[two]))
        {
            let name = format!("{} {one:?}, {} {two:?}", first.0, second.0);
            let order = (first.1)(one).then((second.1)(two));
            let listed = read_all(&bed, Filter::all(), Some(order), 7).await;
            let mut ids: Vec<&SpecimenId> = listed.iter().map(|listed| &listed.id).collect();
            ids.sort();
            let expected: Vec<&SpecimenId> = stored.iter().map(|stored| &stored.id).collect();
            assert_eq!(ids, expected, "{name}");
            let directed = |direction, ordering: Ordering| match direction {
                Direction::Ascending => ordering,
                Direction::Descending => ordering.reverse(),
            };
            let is_in_order = listed.windows(2).all(|pair| {
                directed(one, (first.2)(&pair[0], &pair[1]))
                    .then(directed(two, (second.2)(&pair[0], &pair[1])))
                    .is_le()
            });
            assert!(is_in_order, "{name}");
        }
    }
}

pub(crate) async fn without_an_order_entities_are_listed_as_they_were_created(bed: Bed) {
    let mut created = Vec::new();
    for _ in 0..20 {
        created.push(bed.insert(specimen()).await.id);
    }
    let listed = read_all(&bed, Filter::all(), None, 6).await;
    let listed: Vec<SpecimenId> = listed.into_iter().map(|listed| listed.id).collect();
    assert_eq!(listed, created);
}

pub(crate) async fn an_order_as_text_is_that_of_the_contract(bed: Bed) {
    for (title, large) in [("b", 1), ("a", 1), ("c", 2)] {
        bed.insert(Specimen {
            title: title.into(),
            large,
            code: title.into(),
            ..specimen()
        })
        .await;
    }
    let listed = async |text: &str| {
        let page = bed
            .specimens
            .list(Filter::all())
            .order_by_text(text)
            .page(0, "");
        let titles: Vec<String> = page
            .await
            .unwrap()
            .items
            .into_iter()
            .map(|item| item.title)
            .collect();
        titles.join("")
    };
    assert_eq!(listed("title").await, "abc");
    assert_eq!(listed("title desc").await, "cba");
    assert_eq!(listed("  large   desc ,title asc ").await, "cab");
    // The contract calls it `code`; it is stored under another name.
    assert_eq!(listed("code desc").await, "cba");
    assert_eq!(listed("part.size, title").await, "abc");
    assert_eq!(listed("id").await, "bac");
    assert_eq!(listed("").await, "bac");
}

pub(crate) async fn an_order_by_what_is_not_indexed_is_refused(bed: Bed) {
    for text in [
        "small",
        "tags",
        "part",
        "number",
        "nonsense",
        "title,",
        ",",
        "title up",
        "title desc desc",
        "title, title desc",
        "part.name",
        "$title",
        "_id",
    ] {
        let page = bed
            .specimens
            .list(Filter::all())
            .order_by_text(text)
            .page(0, "");
        let status = page.await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{text}");
        assert_eq!(status.violated_fields(), ["order_by"], "{text}");
    }
    let page = bed
        .specimens
        .list(Filter::all())
        .order_by_text("small")
        .page(0, "");
    let status = page.await.unwrap_err();
    for name in ["code", "title", "large", "part.size", "id"] {
        assert!(status.message().contains(name), "{}", status.message());
    }
}

pub(crate) async fn a_page_has_fifty_entities_unless_asked_and_a_thousand_at_most(bed: Bed) {
    let mut batch = bed.specimens.batch();
    for _ in 0..1001 {
        batch = batch.insert(specimen());
    }
    batch.commit().await.unwrap();
    let page = async |size| bed.specimens.list(Filter::all()).page(size, "").await;
    assert_eq!(page(0).await.unwrap().items.len(), 50);
    assert_eq!(page(2).await.unwrap().items.len(), 2);
    assert_eq!(page(5000).await.unwrap().items.len(), 1000);
    let status = page(-1).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.violated_fields(), ["page_size"]);
    assert_eq!(
        bed.specimens.list(Filter::all()).all().await.unwrap().len(),
        1001
    );
}

pub(crate) async fn the_last_page_has_no_token(bed: Bed) {
    for _ in 0..4 {
        bed.insert(specimen()).await;
    }
    let page = bed.specimens.list(Filter::all()).page(4, "").await.unwrap();
    assert_eq!((page.items.len(), page.next_page_token.as_str()), (4, ""));
    let page = bed
        .specimens
        .list(fields::title().eq("nothing"))
        .page(4, "")
        .await
        .unwrap();
    assert_eq!((page.items.len(), page.next_page_token.as_str()), (0, ""));
}

pub(crate) async fn entities_that_stay_are_listed_once_while_others_come_and_go(bed: Bed) {
    let mut staying = Vec::new();
    for number in 0..120_i64 {
        staying.push(
            bed.insert(Specimen {
                large: number % 7,
                weight: (number % 3 > 0).then_some(number % 5),
                ..specimen()
            })
            .await
            .id,
        );
    }
    for order in [
        None,
        Some(fields::large().ascending()),
        Some(fields::large().descending()),
        Some(fields::weight().ascending()),
        Some(
            fields::weight()
                .descending()
                .then(fields::large().ascending()),
        ),
    ] {
        let coming_and_going = async {
            let mut others = Vec::new();
            for number in 0_i64.. {
                others.push(
                    bed.insert(Specimen {
                        large: number % 8,
                        weight: (number % 2 > 0).then_some(number % 6),
                        ..specimen()
                    })
                    .await,
                );
                if number % 2 == 1 {
                    let gone = others.remove(usize::try_from(number).unwrap() % others.len());
                    bed.specimens.delete(&gone.id, &gone.etag).await.unwrap();
                }
                let stays = &staying[usize::try_from(number).unwrap() * 7 % staying.len()];
                let changed = Specimen {
                    id: stays.clone(),
                    title: format!("title {number}"),
                    ..Specimen::default()
                };
                bed.specimens
                    .update(changed, &mask(&["title"]))
                    .await
                    .unwrap();
            }
        };
        let listed = tokio::select! {
            listed = read_all(&bed, Filter::all(), order.clone(), 9) => listed,
            () = coming_and_going => unreachable!("it never ends"),
        };
        let mut seen = BTreeMap::new();
        for listed in &listed {
            *seen.entry(&listed.id).or_insert(0) += 1;
        }
        for id in &staying {
            assert_eq!(seen.get(id), Some(&1), "{id} in {order:?}");
        }
    }
}
