//! The picture as a Mermaid flowchart, which GitHub and many editors draw:
//! <https://mermaid.js.org/syntax/flowchart.html>.

use std::fmt::Write as _;

use super::{Graph, GraphPackage, GraphService, short};

impl Graph {
    /// The picture as a Mermaid flowchart. A package is a box with its services
    /// and entities (as cylinders); a thick arrow leads from a service to what it
    /// owns, a plain one to whom it asks, a dotted one from an entity to another
    /// whose id it holds, one with a circle from a service to another that lets it
    /// call. Who stands outside reaches what the gateway serves.
    pub fn mermaid(&self) -> String {
        let mut text = String::from("flowchart LR\n");
        if self.services().any(is_routed) {
            text.push_str("  gateway([gateway])\n");
        }
        for package in &self.packages {
            boxed(&mut text, package);
        }
        for service in self.services() {
            let from = node(&service.name);
            let routed = service.methods.iter().filter(|method| method.is_routed);
            let routed = routed.count();
            if routed > 0 {
                line(
                    &mut text,
                    &format!("gateway -->|{routed} of {}| {from}", service.methods.len()),
                );
            }
            for entity in &service.owns {
                line(&mut text, &format!("{from} ==> {}", node(entity)));
            }
        }
        for call in &self.calls {
            let (from, to) = (node(&call.from), node(&call.to));
            line(&mut text, &format!("{from} -->|{}| {to}", call.method));
        }
        for reference in &self.references {
            let (from, to) = (node(&reference.from), node(&reference.to));
            line(&mut text, &format!("{from} -.->|{}| {to}", reference.field));
        }
        for callers in &self.callers {
            let (from, to) = (node(&callers.from), node(&callers.to));
            let share = self.share(callers);
            line(&mut text, &format!("{from} --o|{share}| {to}"));
        }
        text
    }
}

fn is_routed(service: &GraphService) -> bool {
    service.methods.iter().any(|method| method.is_routed)
}

fn boxed(text: &mut String, package: &GraphPackage) {
    if package.services.is_empty() && package.entities.is_empty() {
        return;
    }
    // Mermaid takes the id of a box for that of a node with the same one.
    line(
        text,
        &format!(
            "subgraph package_{}[\"{}\"]",
            node(&package.name),
            package.name
        ),
    );
    for service in &package.services {
        let methods = service.methods.iter();
        let names = methods.map(|method| format!("<br/>{}", method.name));
        let names: String = names.collect();
        let title = short(&service.name);
        line(
            text,
            &format!("  {}[\"<b>{title}</b>{names}\"]", node(&service.name)),
        );
    }
    for entity in &package.entities {
        line(
            text,
            &format!("  {}[(\"{}\")]", node(&entity.name), short(&entity.name)),
        );
    }
    line(text, "end");
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "  {line}").expect("a string takes all that is written");
}

/// A name of a node: a full name without dots, which mean something to Mermaid. No
/// part of a name begins with a digit, so a zero tells underscores from dots.
fn node(full_name: &str) -> String {
    full_name.replace('_', "_0").replace('.', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_names_are_different_nodes() {
        assert_eq!(node("shop.cart.v1"), "shop_cart_v1");
        for (one, other) in [("a.b_c", "a_b.c"), ("a_.b", "a._b"), ("a_0b", "a__b")] {
            assert_ne!(node(one), node(other));
        }
    }
}
