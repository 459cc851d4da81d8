//! What an account does with its projects, and what Insights tells.

use pili::opentok::{
    Account, Project,
    account::{
        OpenTokAccount,
        project::{Create, ProjectInfo},
    },
    insights::{self, OpenTokInsights, Query},
};
use serde_json::{Value, json};

use crate::{
    args::opentok::OpenTokProject,
    calls::Calls,
    clock,
    cmd::given::Given as _,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    output::Shape,
};

const PROJECTS: Shape =
    Shape::new(&["id", "status", "name", "environment", "createdAt"]).times(&["createdAt"]).keys(&["secret"]);
const ANSWER: Shape = Shape::new(&["data", "errors"]);

pub(super) async fn run(command: OpenTokProject, context: &Context) -> Result {
    let (calls, _): (Calls<OpenTokAccount>, _) = context.calls()?;
    let output = context.output;
    match command {
        OpenTokProject::Ls(keys) => {
            let projects = calls.send(Account.projects()).await?;
            let told =
                projects.iter().map(|project| PROJECTS.with_keys(keys.show_keys).apply(&told(project)));
            output.all(told.collect::<Result<Vec<_>>>()?, &PROJECTS)
        }
        OpenTokProject::Info { id, keys } => {
            let project = calls.send(Project::new(id).info()).await?;
            output.item(&told(&project), &PROJECTS.with_keys(keys.show_keys))
        }
        OpenTokProject::Create { name, keys } => {
            let project = calls.send(Account.create_project().given(name, Create::name)).await?;
            output.item(&told(&project), &PROJECTS.with_keys(keys.show_keys))
        }
        OpenTokProject::Suspend(one) => {
            calls.done(Project::new(&*one.id).suspend(), format_args!("suspended {}", one.id)).await
        }
        OpenTokProject::Activate(one) => {
            calls.done(Project::new(&*one.id).activate(), format_args!("activated {}", one.id)).await
        }
        OpenTokProject::Delete(one) => {
            calls.done(Project::new(&*one.id).delete(), format_args!("deleted {}", one.id)).await
        }
    }
}

/// With the names of the API.
fn told(project: &ProjectInfo) -> Value {
    json!({
        "id": project.id,
        "secret": String::from_utf8_lossy(project.secret.expose()),
        "status": project.status,
        "name": project.name,
        "environment": project.environment,
        "createdAt": project.created_at.map(clock::rfc3339),
    })
}

pub(super) async fn insights(query: String, variables: Vec<(String, String)>, context: &Context) -> Result {
    let query = match &*query {
        "-" => std::io::read_to_string(std::io::stdin())
            .map_err(|error| Failure::usage(format_args!("cannot read the query: {error}")))?,
        _ => query,
    };
    let (calls, _): (Calls<OpenTokInsights>, _) = context.calls()?;
    let asked = insights::query(query);
    let asked = variables.into_iter().fold(asked, |asked, (name, value)| Query::variable(asked, name, value));
    let answer = calls.send(asked).await?;
    context.output.item(&answer, &ANSWER)?;
    // GraphQL answers 200 to what it cannot answer.
    match answer["data"].is_null() {
        true => Err(Failure::new(Exit::Refused, "Insights cannot answer the query")),
        false => Ok(()),
    }
}
