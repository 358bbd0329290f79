//! Finds what reaches itself in a graph.

use std::collections::{BTreeMap, BTreeSet};

/// Names with those that each one leads to.
pub(crate) type Graph<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The groups of names that reach each other, each by name. One that reaches no
/// other that reaches it is a group of its own.
///
/// They are the strongly connected components, found in two walks over the graph
/// (Sharir, "A strong-connectivity algorithm and its applications", 1981), which
/// takes as long as the graph is large.
pub(crate) fn connected<'a>(graph: &Graph<'a>) -> Vec<Vec<&'a str>> {
    let mut reversed = Graph::new();
    for (from, targets) in graph {
        for to in targets {
            reversed.entry(to).or_default().insert(from);
        }
    }
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for name in graph.keys() {
        order.extend(walk(graph, name, &mut seen));
    }
    seen.clear();
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for name in order.iter().rev() {
        let mut group = walk(&reversed, name, &mut seen);
        if !group.is_empty() {
            group.sort_unstable();
            groups.push(group);
        }
    }
    groups.sort_unstable();
    groups
}

/// The names that are reached from one and weren't seen, each behind all that are
/// reached from it. Contracts may be deep, so that it doesn't call itself.
fn walk<'a>(graph: &Graph<'a>, from: &'a str, seen: &mut BTreeSet<&'a str>) -> Vec<&'a str> {
    let next = |name| graph.get(name).into_iter().flatten().copied();
    let (mut done, mut open) = (Vec::new(), Vec::new());
    if seen.insert(from) {
        open.push((from, next(from)));
    }
    while let Some((name, rest)) = open.last_mut() {
        if let Some(other) = rest.find(|other| !seen.contains(other)) {
            seen.insert(other);
            open.push((other, next(other)));
        } else {
            done.push(*name);
            open.pop();
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reaches_each_other_is_one_group() {
        let edges = [
            ("a", "b"),
            ("b", "c"),
            ("c", "a"),
            ("c", "d"),
            ("d", "e"),
            ("e", "d"),
            ("f", "a"),
            ("g", "g"),
        ];
        let mut graph = Graph::new();
        for (from, to) in edges {
            graph.entry(from).or_default().insert(to);
        }
        let expected: [&[&str]; 4] = [&["a", "b", "c"], &["d", "e"], &["f"], &["g"]];
        assert_eq!(connected(&graph), expected);
    }
}
