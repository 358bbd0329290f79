//! The picture in Graphviz' language: <https://graphviz.org/doc/info/lang.html>.

use std::fmt::Write as _;

use super::{Graph, GraphPackage, GraphService, short};

impl Graph {
    /// The picture in the language of Graphviz (`dot -Tsvg`). A package is a
    /// cluster with its services, whose methods stand in them, and its entities;
    /// a bold arrow leads from a service to what it owns, a plain one to whom it
    /// asks, a dotted one from an entity to another whose id it holds; one with a circle
    /// from a service to another that lets it call.
    pub fn dot(&self) -> String {
        let mut text = String::from(
            "digraph system {\n  rankdir = LR;\n  node [fontname = \"sans-serif\", shape = box];\n  \
             edge [fontname = \"sans-serif\", fontsize = 10];\n",
        );
        for package in &self.packages {
            cluster(&mut text, package);
        }
        for service in self.services() {
            for entity in &service.owns {
                edge(&mut text, &service.name, entity, "style = bold");
            }
        }
        for call in &self.calls {
            let label = format!("label = {}", quoted(&call.method));
            edge(&mut text, &call.from, &call.to, &label);
        }
        for reference in &self.references {
            let label = format!("style = dotted, label = {}", quoted(&reference.field));
            edge(&mut text, &reference.from, &reference.to, &label);
        }
        for callers in &self.callers {
            let label = format!("arrowhead = odot, label = {}", quoted(&self.share(callers)));
            edge(&mut text, &callers.from, &callers.to, &label);
        }
        text.push_str("}\n");
        text
    }
}

fn cluster(text: &mut String, package: &GraphPackage) {
    if package.services.is_empty() && package.entities.is_empty() {
        return;
    }
    let name = quoted(&format!("cluster {}", package.name));
    line(text, &format!("  subgraph {name} {{"));
    line(text, &format!("    label = {};", quoted(&package.name)));
    for service in &package.services {
        let label = quoted(&label(service));
        line(
            text,
            &format!("    {} [label = {label}];", quoted(&service.name)),
        );
    }
    for entity in &package.entities {
        let label = quoted(short(&entity.name));
        let name = quoted(&entity.name);
        line(
            text,
            &format!("    {name} [shape = cylinder, label = {label}];"),
        );
    }
    line(text, "  }");
}

/// The name of a service, and its methods in lines of their own, at the left.
fn label(service: &GraphService) -> String {
    let methods = service
        .methods
        .iter()
        .map(|method| format!("{}\\l", method.name));
    format!("{}\\n{}", short(&service.name), methods.collect::<String>())
}

fn edge(text: &mut String, from: &str, to: &str, attributes: &str) {
    line(
        text,
        &format!("  {} -> {} [{attributes}];", quoted(from), quoted(to)),
    );
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes all that is written");
}

/// A text between quotes. Backslashes stay: labels break their lines by them, and
/// names of contracts have none.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}
