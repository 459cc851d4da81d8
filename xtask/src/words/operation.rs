/// An operation as the sources have it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Operation {
    /// The type: `SaveAs`.
    pub(super) kind: String,
    /// The name in traces.
    pub(super) name: String,
}

const IMPL: &str = "Operation for ";
const NAME: &str = "const NAME: &'static str = \"";

/// The operations of a source file whose name is a literal. Those that several nouns share name themselves through
/// a constant of the noun, and are seen where that is.
pub(super) fn all_in(text: &str) -> Vec<Operation> {
    text.split("\nimpl").skip(1).filter_map(of_block).collect()
}

/// The names of operations in a source file: `product.noun.method`, of operations and of what names them.
pub(super) fn names_in(text: &str) -> impl Iterator<Item = String> {
    let given = text.split("NAME: &'static str = \"").skip(1).filter_map(|rest| rest.split('"').next());
    given.filter(|name| name.split('.').count() == 3).map(str::to_owned)
}

fn of_block(block: &str) -> Option<Operation> {
    let (head, body) = block.split_once('{')?;
    let kind = head.split_once(IMPL)?.1.trim().split(['<', ' ']).next()?;
    let name = body.split_once(NAME)?.1.split('"').next()?;
    Some(Operation { kind: kind.to_owned(), name: name.to_owned() })
}

/// `SaveAs` as `save_as`.
pub(super) fn snake_case(kind: &str) -> String {
    let mut text = String::new();
    for letter in kind.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_found_with_their_type_and_name() {
        let text = "\nimpl Stream {\n}\n\nimpl Operation for SaveAs {\n    type Api = Pili;\n    const NAME: &'static str = \"pili.stream.save_as\";\n}\n";
        let found = Operation { kind: "SaveAs".to_owned(), name: "pili.stream.save_as".to_owned() };
        assert_eq!(all_in(text), [found]);
        assert_eq!(snake_case("SetMergeTracks"), "set_merge_tracks");
    }
}
