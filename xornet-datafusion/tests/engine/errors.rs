//! What the engine says when a query is planned.

use crate::support::context;

async fn error(query: &str) -> String {
    let planned = context().sql(query).await;
    planned.expect_err(query).strip_backtrace()
}

#[tokio::test]
async fn a_wrong_number_of_columns_says_what_the_network_takes() {
    assert_eq!(
        error("SELECT weather(1, 2)").await,
        "Error during planning: `weather` takes 3 columns (pressure, humidity, wind), or one column of lists of 3 \
         numbers; it was given 2 columns"
    );
    assert_eq!(
        error("SELECT merged(1)").await,
        "Error during planning: `merged` takes 5 columns, or one column of lists of 5 numbers; it was given 1 column"
    );
    assert_eq!(
        error("SELECT merged()").await,
        "Error during planning: `merged` takes 5 columns, or one column of lists of 5 numbers; it was given 0 columns"
    );
    let all = ["1"; 31].join(", ");
    let said = error(&format!("SELECT fraud({all})")).await;
    assert!(
        said.contains("`fraud` takes 30 columns (amount, hour, weekday, "),
        "{said}"
    );
    assert!(said.ends_with("it was given 31 columns"), "{said}");
}

#[tokio::test]
async fn a_column_without_numbers_says_which_and_how_to_cast_it() {
    assert_eq!(
        error("SELECT weather(1, town, 3) FROM (VALUES ('Ulm')) AS t (town)").await,
        "Error during planning: `weather` takes numbers, but its argument 2, humidity, is `town` of type Utf8; cast it, \
         for example CAST(town AS REAL)"
    );
    assert_eq!(
        error("SELECT weather(1, 2, true)").await,
        "Error during planning: `weather` takes numbers, but its argument 3, wind, is `Boolean(true)` of type Boolean; \
         cast it, for example CAST(Boolean(true) AS REAL)"
    );
}

#[tokio::test]
async fn lists_of_texts_are_refused() {
    let said = error("SELECT weather(['a', 'b', 'c'])").await;
    assert!(
        said.starts_with("Error during planning: `weather` takes 3 columns"),
        "{said}"
    );
}
