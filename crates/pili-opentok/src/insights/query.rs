use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::OpenTokInsights;
use crate::{id::check_filled, request};

/// Asks a query in GraphQL.
///
/// Example: [`insights`](crate::insights).
pub fn query(text: impl Into<String>) -> Query {
    Query { body: InsightsQuery { query: text.into(), variables: Map::new() } }
}

/// Asks a query in GraphQL: `POST /graphql` (spec 25.2).
///
/// The answer is the service's own JSON, as it is: an object with `data`, with `errors`, or with both, for a query
/// that cannot be answered is a success to GraphQL.
///
/// Example: [`insights`](crate::insights).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Query {
    body: InsightsQuery,
}

impl Query {
    /// Sets a variable that the query declares. Example: [`insights`](crate::insights).
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.body.variables.insert(name.into(), value.into());
        self
    }
}

impl Operation for Query {
    type Output = Value;
    type Api = OpenTokInsights;
    const NAME: &'static str = "opentok.insights.query";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_filled("query", &self.body.query)?;
        request::json(Method::POST, endpoint.url().path(["graphql"]), &self.body)
    }

    fn decode(&self, response: &Response) -> Result<Value> {
        let answer: Value = decode_object(response)?;
        if answer.get("data").is_none() && answer.get("errors").is_none() {
            return Err(Error::decode("the body has neither `data` nor `errors`: is this really the API?"));
        }
        Ok(answer)
    }
}

/// The body of a query.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InsightsQuery {
    pub query: String,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub variables: Map<String, Value>,
}
