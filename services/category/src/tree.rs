//! Rules of trees, as plain functions.

use shop_category_v1::{Category, CategoryId};

/// Whether a category may stand under this parent: neither itself nor anything
/// below it may be above it.
pub(crate) fn may_stand_under(category: &Category, parent: &Category) -> bool {
    parent.id != category.id && !parent.ancestor_ids.contains(&category.id)
}

/// The ancestors of a child of this parent; none for a root.
pub(crate) fn ancestors_under(parent: Option<&Category>) -> Vec<CategoryId> {
    parent
        .map(|parent| {
            let mut ancestors = parent.ancestor_ids.clone();
            ancestors.push(parent.id.clone());
            ancestors
        })
        .unwrap_or_default()
}

/// Replaces what is above `moved` in the ancestors of a category below it.
pub(crate) fn reroot(descendant: &mut Category, moved: &Category) {
    let below = descendant
        .ancestor_ids
        .iter()
        .position(|id| *id == moved.id)
        .unwrap_or(0);
    let kept = descendant.ancestor_ids.split_off(below);
    descendant.ancestor_ids = moved.ancestor_ids.iter().cloned().chain(kept).collect();
}

/// Puts a category among its siblings, which are in order, at this place, and
/// returns the siblings whose position changes by it. Past the end is last.
pub(crate) fn place(
    category: &mut Category,
    siblings: Vec<Category>,
    place: Option<usize>,
) -> Vec<Category> {
    let place = place.unwrap_or(siblings.len()).min(siblings.len());
    category.position = position(place);
    siblings
        .into_iter()
        .enumerate()
        .filter_map(|(index, mut sibling)| {
            let wanted = position(if index < place { index } else { index + 1 });
            let changes = sibling.position != wanted;
            sibling.position = wanted;
            changes.then_some(sibling)
        })
        .collect()
}

fn position(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(id: &str, ancestors: &[&str], position: i32) -> Category {
        Category {
            id: id.into(),
            ancestor_ids: ancestors.iter().map(|id| CategoryId::from(*id)).collect(),
            position,
            ..Category::default()
        }
    }

    #[test]
    fn nothing_stands_under_itself_or_what_is_below_it() {
        let root = category("root", &[], 0);
        let leaf = category("leaf", &["root", "branch"], 0);
        let other = category("other", &[], 1);

        assert!(!may_stand_under(&root, &root));
        assert!(!may_stand_under(&root, &leaf));
        assert!(may_stand_under(&leaf, &root));
        assert!(may_stand_under(&root, &other));
    }

    #[test]
    fn a_child_has_its_parents_ancestors_and_its_parent() {
        assert!(ancestors_under(None).is_empty());
        let branch = category("branch", &["root"], 0);
        assert_eq!(
            ancestors_under(Some(&branch)),
            [CategoryId::from("root"), CategoryId::from("branch")]
        );
    }

    #[test]
    fn what_is_below_a_moved_category_follows_it() {
        let moved = category("branch", &["new"], 0);
        let mut leaf = category("leaf", &["old", "older", "branch", "twig"], 0);
        reroot(&mut leaf, &moved);
        assert_eq!(leaf, category("leaf", &["new", "branch", "twig"], 0));
    }

    #[test]
    fn only_siblings_behind_the_place_give_way() {
        let mut moved = category("moved", &[], 7);
        let siblings = vec![
            category("a", &[], 0),
            category("b", &[], 1),
            category("c", &[], 2),
        ];
        let changed = place(&mut moved, siblings, Some(1));
        assert_eq!(moved.position, 1);
        assert_eq!(changed, [category("b", &[], 2), category("c", &[], 3)]);
    }

    #[test]
    fn a_place_past_the_end_is_the_last_one() {
        let mut moved = category("moved", &[], 7);
        let changed = place(&mut moved, vec![category("a", &[], 0)], Some(99));
        assert_eq!(moved.position, 1);
        assert!(changed.is_empty());
    }

    #[test]
    fn equal_positions_and_gaps_are_straightened() {
        let mut moved = category("moved", &[], 0);
        let siblings = vec![category("a", &[], 4), category("b", &[], 4)];
        let changed = place(&mut moved, siblings, None);
        assert_eq!(changed, [category("a", &[], 0), category("b", &[], 1)]);
        assert_eq!(moved.position, 2);
    }
}
