//! SQLite keeps what every store promises.

mod store;

use store::bed::Bed;

async fn bed() -> Bed {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite:{}", folder.path().display());
    let mut bed = Bed::open(&url).await;
    bed.keeps = Some(folder);
    bed
}

store::promises!(bed);
