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
        self.categories
            .list(category::ancestor_ids().contains(id.clone()))
            .all()
            .await
    }
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
