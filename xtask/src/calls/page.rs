//! The page.

use super::row::Row;

const BEGINNING: &str = "# Every documented call\n\n\
    What the vendors document, each call with its source, and the operation that makes it or the reason why there is none. This page is\n\
    made by `cargo xtask calls` of `xtask/calls.csv`; `cargo xtask ci calls` fails when an operation has no row.\n\n\
    Two operations may make one call, where its body decides what it does. Paths of OpenTok begin with `/v2/project/{key}`, but for\n\
    `/session/create` and where they are whole.\n";

pub(super) fn of(rows: &[Row]) -> String {
    let mut page = BEGINNING.to_owned();
    page.push_str(&sums(rows));
    let mut product = "";
    for row in rows {
        if row.product != product {
            product = &row.product;
            page.push_str(&format!("\n## {product}\n\n| call | operation | source |\n|---|---|---|\n"));
        }
        page.push_str(&line(row));
    }
    page
}

/// How many of each product's rows have an operation.
fn sums(rows: &[Row]) -> String {
    let mut products: Vec<&str> = rows.iter().map(|row| row.product.as_str()).collect();
    products.dedup();
    let mut table = "\n| product | rows | with an operation |\n|---|---|---|\n".to_owned();
    for product in products {
        let of = || rows.iter().filter(|row| row.product == product);
        let made = of().filter(|row| row.operation.is_some()).count();
        table.push_str(&format!("| {product} | {} | {made} |\n", of().count()));
    }
    table
}

fn line(row: &Row) -> String {
    let made = match &row.operation {
        Some(name) if row.note.is_empty() => format!("`{name}`"),
        Some(name) => format!("`{name}`; {}", row.note),
        None => format!("none: {}", row.note),
    };
    format!("| `{}` | {made} | {} |\n", row.call, source(&row.source))
}

/// A page of developer.qiniu.com as a link.
fn source(source: &str) -> String {
    match source.split_once('/') {
        Some((_, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("[{source}](https://developer.qiniu.com/{source})")
        }
        _ => source.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calls::row::{HEAD, read};

    #[test]
    fn rows_stand_below_their_product_with_links_to_pages() {
        let rows =
            "A,pili/7,GET /a,p.a.info,\nA,an SDK,GET /b,-,old\nB,go-sdk pili/hub.go,GET /c,p.c.info,rare\n";
        let page = of(&read(&format!("{HEAD}\n{rows}")).unwrap());
        for part in [
            "| A | 2 | 1 |",
            "## A\n\n| call | operation | source |\n|---|---|---|\n| `GET /a` | `p.a.info` | [pili/7](https://developer.qiniu.com/pili/7) |",
            "| `GET /b` | none: old | an SDK |",
            "| `GET /c` | `p.c.info`; rare | go-sdk pili/hub.go |",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
