//! A type of one's own in place of a message.

use counterpart::message::json;

struct Product;

fn main() {
    let _ = json::to_string(&Product);
}
