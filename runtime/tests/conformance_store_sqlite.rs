//! SQLite keeps what every store promises.

mod store;

use store::bed::Bed;

async fn bed() -> Bed {
    Bed::open("memory:").await
}

store::promises!(bed);
