//! MongoDB keeps what every store promises.

mod store;

use store::bed::Bed;

async fn bed() -> Bed {
    let url = std::env::var("COUNTERPART_TEST_MONGODB_URL").expect(
        "COUNTERPART_TEST_MONGODB_URL names no replica set: run scripts/test, which starts one",
    );
    Bed::open(&url).await
}

store::promises!(bed);
