//! What the fragments of a page stand on: a local service in process, and a client of it.
//!
//! A page shows what a reader writes. Set-up that all pages share is laid here; what a page needs besides stands in
//! a comment of it, which no reader sees, and holds from there on:
//!
//! ```text
//! <!-- ground
//! let client = pili::rtc::builder(credentials.clone()).transport(local.transport());
//! -->
//! ```

/// What is there in every fragment.
const GROUND: &str = "\
#[allow(unused_imports)]
use pili_local::{DEMO_HUB, Local};
let local = Local::demo();
let credentials = local.credentials().clone();
let client = pili::live::builder(credentials.clone()).transport(local.transport());
let now = local.clock().now();
";

/// The page, each fragment of Rust in it made a program. One that has a `main`, or is not to be compiled, stays as
/// it is.
pub(super) fn lay(page: &str) -> String {
    let mut laid = String::new();
    let mut ground = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line == "<!-- ground" {
            ground = until(&mut lines, "-->");
        } else if let Some(kind) = line.strip_prefix("```") {
            let code = until(&mut lines, "```");
            let is_fragment =
                kind.starts_with("rust") && !kind.contains("ignore") && !code.contains("fn main(");
            let code = if is_fragment { program(&ground, &code) } else { code };
            // What says nothing of its language would be taken for Rust.
            let kind = if kind.is_empty() { "text" } else { kind };
            laid += &format!("```{kind}\n{code}```\n");
        } else {
            laid += &format!("{line}\n");
        }
    }
    laid
}

/// The fragment in a block of its own, where its names may shadow those of the ground.
fn program(ground: &str, code: &str) -> String {
    format!(
        "#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {{\n\
         {GROUND}{ground}{{\n{code}}}\nOk(())\n}}\n"
    )
}

fn until<'a>(lines: &mut impl Iterator<Item = &'a str>, end: &str) -> String {
    lines.take_while(|line| *line != end).map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_becomes_a_program_and_a_program_stays() {
        let laid = lay("text\n```rust\nclient.send(x);\n```\n```rust,no_run\nfn main() {}\n```\n");
        assert!(laid.starts_with("text\n```rust\n#[tokio::main]\n"));
        assert!(laid.contains("{\nclient.send(x);\n}\nOk(())\n}\n```\n"));
        assert!(laid.ends_with("```rust,no_run\nfn main() {}\n```\n"));
    }

    #[test]
    fn what_a_page_needs_besides_holds_until_it_says_otherwise() {
        let laid = lay(
            "<!-- ground\nlet a = 1;\n-->\n```rust\nb\n```\n```rust\nc\n```\n<!-- ground\n-->\n```rust\nd\n```\n",
        );
        assert_eq!(laid.matches("let a = 1;\n{\n").count(), 2);
        assert!(!laid.contains("<!--"), "{laid}");
    }

    #[test]
    fn what_is_not_to_be_compiled_is_left_alone() {
        let excerpt = "```rust,ignore\nfn send(&self);\n```\n";
        assert_eq!(lay(excerpt), excerpt);
        assert_eq!(lay("```sh\nls\n```\n"), "```sh\nls\n```\n");
        assert_eq!(lay("```\n+---+\n```\n"), "```text\n+---+\n```\n");
    }
}
