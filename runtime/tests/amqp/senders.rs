//! What is said at the start where nobody can tell services apart.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use counterpart::bus::{Identities, ServeOptions, Settings};
use counterpart::rpc::{self, Caller};
use tracing::subscriber;

use super::super::bus::contract::Contract;
use super::super::bus::service::Notes;
use super::open;

/// A log that can be read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody panicked").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        let bytes = self.0.lock().expect("nobody panicked");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// What a service says that starts where no broker is.
async fn said(identities: Identities) -> String {
    let log = Log::default();
    let writer = log.clone();
    let logging = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = subscriber::set_default(logging);
    let contract = Contract::unique();
    let nowhere = Settings::new("amqp://127.0.0.1:1/%2f").identities(identities);
    let caller = Caller::new(open(nowhere), "notes");
    let options = ServeOptions::default().start_within(Duration::ZERO);
    let notes = Arc::new(Notes::echo(contract));
    let served = rpc::serve_as(&caller, contract.service, notes, options).await;
    assert!(served.is_err(), "no broker is there");
    log.text()
}

#[tokio::test]
async fn a_service_that_names_its_callers_says_that_nobody_knows_them() {
    let words = "which of them calls isn't known";
    let shared = said(Identities::Shared).await;
    assert!(shared.contains(words), "{shared}");
    assert!(shared.contains("test.note.v1.Notes"), "{shared}");
    let known = said(Identities::PerService).await;
    assert!(!known.contains(words), "{known}");
}
