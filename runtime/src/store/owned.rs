//! Entities that belong to users.

use std::fmt;

use super::{Database, Entity, Repository};
use crate::identity::Identity;
use crate::rpc::Context;

/// The stored `E`s, each of which belongs to a user: that of an entity whose
/// contract names its `owner`.
///
/// It reads and writes nothing by itself. [`of`](Self::of) gives the view of one
/// user, which can't reach past what the user owns; [`of_everyone`](Self::of_everyone)
/// gives all of it, and says so where it is used. Cheap to clone.
pub struct OwnedRepository<Owner, E> {
    all: Repository<Owner, E>,
}

impl<Owner, E: Entity<Owner>> OwnedRepository<Owner, E> {
    /// The entities in this database, which is that of the owning service.
    pub fn open(database: &Database) -> Self {
        Self {
            all: Repository::open(database),
        }
    }

    /// What this user owns: another's entity is `NOT_FOUND`, in no list and in no
    /// count, and what is written becomes the user's.
    ///
    /// An id that is taken is `ALREADY_EXISTS`, and so is the value of a unique
    /// index, whoever has it.
    pub fn of(&self, user: &Identity) -> Repository<Owner, E> {
        self.all.view(user.subject())
    }

    /// What the user owns for whom a call is being handled; all of it where there
    /// is no user. Generated code looks references up in it: nobody refers to
    /// what isn't theirs to see.
    pub fn of_caller(&self) -> Repository<Owner, E> {
        let context = Context::current();
        let user = context.as_ref().and_then(Context::identity);
        user.map_or_else(|| self.all.clone(), |user| self.of(user))
    }

    /// All of it, whoever owns it: for what the platform or its staff does.
    pub fn of_everyone(&self) -> &Repository<Owner, E> {
        &self.all
    }
}

// Derived implementations would ask the same of `Owner` and `E`, which are only names.
impl<Owner, E> Clone for OwnedRepository<Owner, E> {
    fn clone(&self) -> Self {
        Self {
            all: self.all.clone(),
        }
    }
}

impl<Owner, E> fmt::Debug for OwnedRepository<Owner, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OwnedRepository")
            .field(&self.all.database)
            .finish()
    }
}

/// What a service opens of its own database: a [`Repository`], or an
/// [`OwnedRepository`] where the contract says that entities have owners.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no repository of `{Owner}`",
    label = "not opened here",
    note = "a service opens the repositories of what its own contract owns: `ProductRepository` for `Product`"
)]
pub trait Open<Owner>: Sized {
    /// Opens it in the database of its owner.
    fn open(database: &Database) -> Self;
}

impl<Owner, E: Entity<Owner>> Open<Owner> for Repository<Owner, E> {
    fn open(database: &Database) -> Self {
        Self::open(database)
    }
}

impl<Owner, E: Entity<Owner>> Open<Owner> for OwnedRepository<Owner, E> {
    fn open(database: &Database) -> Self {
        Self::open(database)
    }
}
