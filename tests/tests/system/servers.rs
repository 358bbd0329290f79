//! The shop as one process per service, on RabbitMQ and MongoDB.

use crate::running::Shop;
use crate::scenarios::scenarios;

scenarios!(Shop::on_servers);
