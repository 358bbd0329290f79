//! Entities go when their time has come.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use counterpart::message::{
    FieldDescriptor, Kind, Message, MessageDescriptor, TIMESTAMP, Timestamp, Value,
};
use counterpart::rpc::StatusExt;
use counterpart::store::{Entity, EntityDescriptor, Filter, IndexDescriptor, Repository};
use counterpart::validate::{Check, Validate};

use super::bed::Bed;
use super::message::message;
use super::specimen::{Museum, SpecimenId};

message! {
    /// What lets a visitor in.
    Ticket in TICKET = "museum.v1.Ticket" {
        1 id: SpecimenId = FieldDescriptor::new(1, "id", "id", Kind::Text).identifier(),
        2 expire_time: Option<Timestamp> = FieldDescriptor::new(2, "expire_time", "expireTime", Kind::Message(&TIMESTAMP)).stored_as("end").optional(),
    }
}

impl Validate for Ticket {
    fn validate(&self, _check: &mut Check) {}
}

static TICKETS: EntityDescriptor = EntityDescriptor::new(&TICKET, "tickets")
    .indexes(&[IndexDescriptor::new("end", &["end"]).ttl()]);

impl Entity<Museum> for Ticket {
    type Id = SpecimenId;
    const DESCRIPTOR: &'static EntityDescriptor = &TICKETS;

    fn id(&self) -> &SpecimenId {
        &self.id
    }
}

/// How long a store may take, for a test not to wait for ever.
const PATIENCE: Duration = Duration::from_mins(2);

/// A ticket that ends this many seconds from now.
fn ticket(seconds: i64) -> Ticket {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Ticket {
        expire_time: Some(Timestamp {
            seconds: now.as_secs().cast_signed() + seconds,
            nanos: 5,
        }),
        ..Ticket::default()
    }
}

pub(crate) async fn what_has_expired_is_removed_and_nothing_else(bed: Bed) {
    let tickets: Repository<Museum, Ticket> = Repository::open(&bed.database);
    // More than are removed at once.
    for _ in 0..2 {
        bed.database.apply(&[&TICKETS]).await.unwrap();
    }
    let mut batch = tickets.batch();
    for number in 0..1_100 {
        batch = batch.insert(ticket(-1 - number));
    }
    batch.commit().await.unwrap();
    let valid = tickets.insert(ticket(3_600)).await.unwrap();
    let endless = tickets.insert(Ticket::default()).await.unwrap();
    // A store looks when it is opened, and then now and then.
    bed.database.apply(&[&TICKETS]).await.unwrap();
    let removed = async {
        while tickets.count(Filter::all()).await.unwrap() > 2 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, removed).await.unwrap();
    assert_eq!(tickets.get(&valid.id).await.unwrap(), valid);
    assert_eq!(tickets.get(&endless.id).await.unwrap(), endless);
}

pub(crate) async fn expiry_serves_no_order(bed: Bed) {
    bed.database.apply(&[&TICKETS]).await.unwrap();
    let tickets: Repository<Museum, Ticket> = Repository::open(&bed.database);
    let list = tickets.list(Filter::all()).order_by_text("expire_time");
    let status = list.page(1, "").await.unwrap_err();
    assert_eq!(status.violated_fields(), ["order_by"]);
}
