use counterpart::message::Required;
use counterpart::rpc::{Code, Request, Result, Status};
use counterpart::service::{self, Host};
use shop_category_v1::{
    Category, CategoryId, CreateCategoryRequest, DeleteCategoryRequest, MoveCategoryRequest,
};
use shop_category_v1_service::{
    CategoryContract, CategoryRepository, CategoryServer, CategoryService, category,
};
use tokio::sync::Mutex;

use crate::tree;

/// How often a change starts again because another instance changed the same place.
const ATTEMPTS: usize = 8;

/// The category service.
#[derive(Debug)]
pub struct Categories {
    categories: CategoryRepository,
    /// Held by the one change of a tree that is under way. Etags keep trees
    /// right; this keeps the changes of one instance from failing by each other,
    /// as many new children of one category would.
    turn: Mutex<()>,
}

/// Serves categories until the host is told to stop.
pub async fn serve(host: Host<CategoryContract>) -> service::Result<()> {
    let categories = Categories {
        categories: host.repository(),
        turn: Mutex::default(),
    };
    host.serve(CategoryServer::new(categories)).await
}

impl CategoryService for Categories {
    fn categories(&self) -> &CategoryRepository {
        &self.categories
    }

    async fn create_category(&self, request: Request<CreateCategoryRequest>) -> Result<Category> {
        let category = request.into_message().category.required()?;
        let _turn = self.turn.lock().await;
        again_if_aborted(|| self.create(category.clone())).await
    }

    async fn move_category(&self, request: Request<MoveCategoryRequest>) -> Result<Category> {
        let request = request.into_message();
        let _turn = self.turn.lock().await;
        again_if_aborted(|| self.relocate(request.clone())).await
    }

    async fn delete_category(&self, request: Request<DeleteCategoryRequest>) -> Result<()> {
        let request = request.into_message();
        let category = self.categories.get(&request.id).await?;
        let children = category::parent_id().eq(category.id.clone());
        if self.categories.count(children).await? > 0 {
            return Err(Status::failed_precondition(format!(
                "category {} has children; move or delete them first",
                category.id
            )));
        }
        // A child that was created since has written the category: another etag.
        let etag = if request.etag.is_empty() {
            category.etag
        } else {
            request.etag
        };
        self.categories.delete(&category.id, &etag).await
    }
}

impl Categories {
    async fn create(&self, mut category: Category) -> Result<Category> {
        let parent = self.parent(&category.parent_id).await?;
        category.ancestor_ids = tree::ancestors_under(parent.as_ref());
        category.position = self.next_position(&category.parent_id).await?;

        let batch = self.categories.batch().insert(category).replace_all(parent);
        first(batch.commit().await?)
    }

    async fn relocate(&self, request: MoveCategoryRequest) -> Result<Category> {
        let mut moved = self.categories.get(&request.id).await?;
        let parent = self.parent(&request.parent_id).await?;
        if let Some(parent) = &parent
            && !tree::may_stand_under(&moved, parent)
        {
            return Err(Status::failed_precondition(format!(
                "category {} can't stand under {}, which is the category itself or lies below it",
                moved.id, parent.id
            )));
        }
        let mut siblings = self.children(&request.parent_id).await?;
        siblings.retain(|sibling| sibling.id != moved.id);
        let place = request
            .position
            .map(|place| usize::try_from(place).unwrap_or(0));

        let mut descendants = self.descendants(&moved.id).await?;
        moved.parent_id = request.parent_id;
        moved.ancestor_ids = tree::ancestors_under(parent.as_ref());
        for descendant in &mut descendants {
            tree::reroot(descendant, &moved);
        }
        let shifted = tree::place(&mut moved, siblings, place);

        let batch = self
            .categories
            .batch()
            .replace(moved)
            .replace_all(descendants)
            .replace_all(shifted)
            .replace_all(parent);
        first(batch.commit().await?)
    }

    /// The category with this id; `None` stands above the roots.
    async fn parent(&self, id: &CategoryId) -> Result<Option<Category>> {
        if id.is_empty() {
            return Ok(None);
        }
        self.categories.get(id).await.map(Some)
    }

    /// The children of a category, or the roots, in their order.
    async fn children(&self, parent_id: &CategoryId) -> Result<Vec<Category>> {
        self.categories
            .list(category::parent_id().eq(parent_id.clone()))
            .order_by(category::position().ascending())
            .all()
            .await
    }

    /// The position behind the last child of a category, or the last root.
    async fn next_position(&self, parent_id: &CategoryId) -> Result<i32> {
        let last = self
            .categories
            .list(category::parent_id().eq(parent_id.clone()))
            .order_by(category::position().descending())
            .page(1, "")
            .await?;
        Ok(last.items.first().map_or(0, |last| last.position + 1))
    }

    /// All categories below this one.
    async fn descendants(&self, id: &CategoryId) -> Result<Vec<Category>> {
        settled(|| {
            self.categories
                .list(category::ancestor_ids().contains(id.clone()))
                .all()
        })
        .await
    }
}

/// Reads a part of a tree until two reads agree.
///
/// One read is no snapshot. What others put under a category that it has still
/// to come to may belong on a page that it has passed: it finds the category
/// with its new etag, and not what came with it. A second read finds both, and
/// what comes later changes an etag that was read.
async fn settled<Read: Future<Output = Result<Vec<Category>>>>(
    read: impl Fn() -> Read,
) -> Result<Vec<Category>> {
    let mut last = read().await?;
    for _ in 0..ATTEMPTS {
        let again = read().await?;
        if again == last {
            return Ok(again);
        }
        last = again;
    }
    Err(Status::aborted(
        "the categories below this one are being changed by others; try again",
    ))
}

/// Runs a change, and runs it again on what is there now if somebody else was
/// quicker.
async fn again_if_aborted<Change: Future<Output = Result<Category>>>(
    change: impl Fn() -> Change,
) -> Result<Category> {
    let mut result = change().await;
    for _ in 1..ATTEMPTS {
        match &result {
            Err(status) if status.code() == Code::Aborted => result = change().await,
            _ => break,
        }
    }
    result
}

fn first(written: Vec<Category>) -> Result<Category> {
    written
        .into_iter()
        .next()
        .ok_or_else(|| Status::internal("a batch returned nothing of what it wrote"))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn category(id: &str, etag: &str) -> Category {
        Category {
            id: id.into(),
            etag: etag.into(),
            ..Category::default()
        }
    }

    /// What is read, if the reads find this one after the other.
    async fn after(reads: Vec<Vec<Category>>) -> Result<Vec<Category>> {
        let reads = RefCell::new(reads.into_iter());
        let read = || async { Ok(reads.borrow_mut().next().expect("no further read")) };
        settled(read).await
    }

    #[tokio::test]
    async fn what_was_put_on_a_page_that_was_passed_is_found() {
        let passed = vec![category("new-home", "2")];
        let whole = vec![category("came", "2"), category("new-home", "2")];
        let found = after(vec![passed, whole.clone(), whole.clone()]).await;
        assert_eq!(found.unwrap(), whole);
    }

    #[tokio::test]
    async fn a_tree_that_never_rests_is_left_to_others() {
        let reads = (0..=ATTEMPTS).map(|read| vec![category("busy", &read.to_string())]);
        let status = after(reads.collect()).await.unwrap_err();
        assert_eq!(status.code(), Code::Aborted);
    }
}
