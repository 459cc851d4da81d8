use crate::Result;

/// The first line of the file.
pub(super) const HEAD: &str = "product,source,call,operation,note";

/// A documented call.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) product: String,
    /// `pili/2774` for a page of developer.qiniu.com, otherwise a page's title or an SDK's file.
    pub(super) source: String,
    /// Method and path.
    pub(super) call: String,
    pub(super) operation: Option<String>,
    /// Why there is no operation, or what is to be known of it. It may hold commas.
    pub(super) note: String,
}

pub(super) fn read(text: &str) -> Result<Vec<Row>> {
    let mut lines = text.lines();
    if lines.next() != Some(HEAD) {
        return Err(format!("the rows do not begin with `{HEAD}`").into());
    }
    lines.filter(|line| !line.is_empty()).map(row).collect()
}

fn row(line: &str) -> Result<Row> {
    let parts: Vec<_> = line.splitn(5, ',').map(|part| part.trim().to_owned()).collect();
    let [product, source, call, operation, note] =
        <[String; 5]>::try_from(parts).map_err(|_| format!("no row of five: {line}"))?;
    let operation = Some(operation).filter(|name| name != "-");
    Ok(Row { product, source, call, operation, note })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_five_parts_and_a_note_may_have_commas() {
        let rows = read(&format!("{HEAD}\nP,pili/1,GET /a,-,old, and rare\n")).unwrap();
        assert_eq!((rows[0].operation.as_deref(), rows[0].note.as_str()), (None, "old, and rare"));
        read(&format!("{HEAD}\nP,pili/1,GET /a\n")).unwrap_err();
        read("P,pili/1,GET /a,-,x\n").unwrap_err();
    }
}
