//! Entities belong to users, and nobody reaches past what is theirs.

use counterpart::identity::Identity;
use counterpart::message::{FieldDescriptor, Kind, Message, MessageDescriptor, Value};
use counterpart::rpc::{Code, Context};
use counterpart::store::{
    Entity, EntityDescriptor, Filter, IndexDescriptor, OwnedRepository, Path, Repository,
};
use counterpart::validate::{Check, Validate};

use super::bed::{Bed, mask};
use super::message::message;
use super::specimen::{Museum, SpecimenId};

message! {
    /// What somebody wrote down in the museum.
    Remark in REMARK = "museum.v1.Remark" {
        1 id: SpecimenId = FieldDescriptor::new(1, "id", "id", Kind::Text).identifier(),
        2 text: String = FieldDescriptor::new(2, "text", "text", Kind::Text),
        3 visitor: String = FieldDescriptor::new(3, "visitor", "visitor", Kind::Text).stored_as("user").output_only(),
        4 etag: String = FieldDescriptor::new(4, "etag", "etag", Kind::Text),
    }
}

impl Validate for Remark {
    fn validate(&self, _check: &mut Check) {}
}

static REMARKS: EntityDescriptor = EntityDescriptor::new(&REMARK, "remarks")
    .indexes(&[IndexDescriptor::new("user", &["user"])])
    .owner("user");

impl Entity<Museum> for Remark {
    type Id = SpecimenId;
    const DESCRIPTOR: &'static EntityDescriptor = &REMARKS;

    fn id(&self) -> &SpecimenId {
        &self.id
    }
}

fn remark(text: &str) -> Remark {
    Remark {
        text: text.to_owned(),
        ..Remark::default()
    }
}

fn text() -> Path<Remark, String> {
    Path::new("text")
}

/// What Alice and Bob wrote: each sees their own.
struct Remarks {
    all: OwnedRepository<Museum, Remark>,
    alice: Repository<Museum, Remark>,
    bob: Repository<Museum, Remark>,
}

impl Remarks {
    async fn open(bed: &Bed) -> Self {
        bed.database.apply(&[&REMARKS]).await.unwrap();
        let all: OwnedRepository<Museum, Remark> = OwnedRepository::open(&bed.database);
        Self {
            alice: all.of(&Identity::new("alice")),
            bob: all.of(&Identity::new("bob")),
            all,
        }
    }
}

pub(crate) async fn a_user_reads_only_what_the_user_owns(bed: Bed) {
    let Remarks { all, alice, bob } = Remarks::open(&bed).await;
    let hers = alice.insert(remark("same")).await.unwrap();
    let his = bob.insert(remark("same")).await.unwrap();
    let same = || text().eq("same");

    assert_eq!(alice.get(&hers.id).await.unwrap(), hers);
    let status = alice.get(&his.id).await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound, "{status}");
    assert_eq!(bob.find(&hers.id).await.unwrap(), None);
    assert_eq!(bob.find_one(same()).await.unwrap(), Some(his.clone()));
    assert_eq!(
        bob.list(same()).all().await.unwrap(),
        std::slice::from_ref(&his)
    );
    assert_eq!(alice.list(Filter::all().not()).all().await.unwrap(), []);
    // A filter that lets everything through doesn't open the view.
    let either = same().or(text().eq("other"));
    assert_eq!(alice.count(either).await.unwrap(), 1);
    assert_eq!(all.of_everyone().count(same()).await.unwrap(), 2);

    let nobody = all.of(&Identity::new(""));
    assert_eq!(nobody.count(Filter::all()).await.unwrap(), 0);
    // Outside of a user's call there is no user to be kept to.
    assert_eq!(all.of_caller().count(Filter::all()).await.unwrap(), 2);
    let call = Context::root().scope(async { all.of_caller().count(Filter::all()).await });
    assert_eq!(call.await.unwrap(), 2);
}

pub(crate) async fn a_user_writes_only_what_the_user_owns(bed: Bed) {
    let Remarks { all, alice, bob } = Remarks::open(&bed).await;
    let hers = alice.insert(remark("hers")).await.unwrap();
    let forged = Remark {
        text: "forged".into(),
        ..hers.clone()
    };
    let status = bob
        .update(forged.clone(), &mask(&["text"]))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::NotFound, "{status}");
    let status = bob.replace(forged).await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound, "{status}");
    for etag in ["", hers.etag.as_str()] {
        let status = bob.delete(&hers.id, etag).await.unwrap_err();
        assert_eq!(status.code(), Code::NotFound, "{status}");
    }
    assert_eq!(all.of_everyone().get(&hers.id).await.unwrap(), hers);
    alice.delete(&hers.id, "").await.unwrap();
    assert_eq!(all.of_everyone().find(&hers.id).await.unwrap(), None);
}

pub(crate) async fn what_a_user_writes_is_the_users(bed: Bed) {
    let Remarks { all, alice, .. } = Remarks::open(&bed).await;
    let given = Remark {
        visitor: "bob".into(),
        ..remark("a gift")
    };
    let stored = alice.insert(given).await.unwrap();
    assert_eq!(stored.visitor, "alice");
    let given_away = Remark {
        visitor: "bob".into(),
        ..stored.clone()
    };
    let kept = alice.replace(given_away).await.unwrap();
    assert_eq!(kept.visitor, "alice");
    // Whoever may do anything may give things away.
    let given_away = Remark {
        visitor: "bob".into(),
        ..kept
    };
    all.of_everyone().replace(given_away).await.unwrap();
    assert_eq!(alice.find(&stored.id).await.unwrap(), None);
}

pub(crate) async fn a_batch_of_a_user_reaches_no_further(bed: Bed) {
    let Remarks { all, alice, bob } = Remarks::open(&bed).await;
    let hers = alice.insert(remark("hers")).await.unwrap();
    let his = bob.insert(remark("his")).await.unwrap();
    for batch in [bob.batch().delete(&hers), bob.batch().replace(hers.clone())] {
        let status = batch.insert(remark("new")).delete(&his).commit().await;
        assert_eq!(status.unwrap_err().code(), Code::NotFound);
    }
    assert_eq!(all.of_everyone().count(Filter::all()).await.unwrap(), 2);
    let batch = bob.batch().delete(&his).insert(Remark {
        visitor: "alice".into(),
        ..remark("new")
    });
    let written = batch.commit().await.unwrap();
    assert_eq!(written[0].visitor, "bob");
}

pub(crate) async fn a_page_of_one_user_is_not_continued_by_another(bed: Bed) {
    let Remarks { alice, bob, .. } = Remarks::open(&bed).await;
    for _ in 0..2 {
        alice.insert(remark("hers")).await.unwrap();
        bob.insert(remark("his")).await.unwrap();
    }
    let page = alice.list(Filter::all()).page(1, "").await.unwrap();
    let token = page.next_page_token;
    let status = bob.list(Filter::all()).page(1, &token).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument, "{status}");
    let rest = alice.list(Filter::all()).page(1, &token).await.unwrap();
    assert_eq!(rest.items[0].text, "hers");
    assert_eq!(rest.next_page_token, "");
}
