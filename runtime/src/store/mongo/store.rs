//! A replica set as a [`Store`].

use std::sync::Arc;

use bson::doc;
use futures::future::BoxFuture;
use futures::{FutureExt as _, TryFutureExt as _};
use mongodb::Client;
use mongodb::options::{ClientOptions, ReadConcern, WriteConcern};

use super::database::MongoDatabase;
use super::error;
use super::patience::{SERVER_SELECTION, patiently};
use super::servers::Servers;
use crate::redact;
use crate::rpc::{Result, Status};
use crate::sealed::Sealed;
use crate::store::deadline::deadline;
use crate::store::{Database, Store};

/// A replica set with one database per service.
#[derive(Debug)]
pub struct MongoStore {
    client: Client,
    servers: Servers,
    /// Comes before the services' names in those of their databases.
    prefix: Option<String>,
}

impl MongoStore {
    /// The replica set that a `mongodb://` URL names. Connects when it is used.
    /// `INVALID_ARGUMENT` if the URL is malformed.
    pub async fn open(url: &str) -> Result<Self> {
        // The driver's messages repeat what it takes for a host, which in a
        // malformed URL may be a part of the password.
        let refused = |error: mongodb::error::Error| {
            let shown = redact::url(url);
            let reason = if has_plain_userinfo(url) {
                error.kind.to_string()
            } else {
                "the user's name and password must be percent-encoded".to_owned()
            };
            Status::invalid_argument(format!("{shown:?} is no address of a store: {reason}"))
        };
        let mut options = ClientOptions::parse(url).await.map_err(refused)?;
        options.app_name.get_or_insert("counterpart".to_owned());
        options
            .server_selection_timeout
            .get_or_insert(SERVER_SELECTION);
        options.connect_timeout.get_or_insert(SERVER_SELECTION);
        options.retry_reads = Some(true);
        options.retry_writes = Some(true);
        // What was answered once isn't rolled back.
        options.read_concern = Some(ReadConcern::majority());
        options.write_concern = Some(WriteConcern::majority());
        let prefix = options.default_database.clone();
        let servers = Servers::default();
        servers.listen(&mut options);
        Ok(Self {
            client: Client::with_options(options).map_err(refused)?,
            servers,
            prefix,
        })
    }
}

impl Sealed for MongoStore {}

impl Store for MongoStore {
    fn database<'a>(&'a self, service: &'a str) -> BoxFuture<'a, Result<Database>> {
        let name = match &self.prefix {
            Some(prefix) => format!("{prefix}_{service}"),
            None => service.to_owned(),
        };
        let backend = MongoDatabase::new(&self.client, &self.servers, &name);
        async move { Ok(Database::new(service, Arc::new(backend))) }.boxed()
    }

    fn check(&self) -> BoxFuture<'_, Result<()>> {
        async move {
            let admin = self.client.database("admin");
            let answered = patiently(&self.servers, deadline(), || {
                let ping = admin.run_command(doc! { "ping": 1 }).into_future();
                ping.map_err(|error| error::of_read(&error))
            });
            match answered.await {
                Ok(_) => Ok(()),
                Err(error) => Err(error.to_operator_status()),
            }
        }
        .boxed()
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        async move { self.client.clone().shutdown().immediate(true).await }.boxed()
    }
}

/// Whether nothing before the hosts could be taken for something else.
fn has_plain_userinfo(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.rsplit_once('@').is_none_or(|(userinfo, _)| {
        !userinfo.contains(['/', '?', '#', '@']) && userinfo.matches(':').count() <= 1
    })
}
