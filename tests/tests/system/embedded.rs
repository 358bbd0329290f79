//! The shop in one process, on the embedded bus and store.

use crate::running::Shop;
use crate::scenarios::scenarios;

scenarios!(Shop::embedded);
