//! What a project keeps, written once: archives, broadcasts and Experience Composers are read and listed alike.

use axum::{
    Json,
    extract::{Path, State},
};
use pili_opentok::Page;
use serde::Deserialize;

use super::{
    query::Query,
    refused::{Answer, Refused},
    state::{OpenTok, World},
};
use crate::data::{Row, Table};

/// An archive, a broadcast or an Experience Composer.
pub(super) trait Kept: Row + Clone {
    /// What it is called when there is none.
    const WHAT: &'static str;

    /// All of them, by their ids.
    fn all(world: &mut World) -> &mut Table<String, Self>;

    fn session_id(&self) -> &str;

    /// What was under way is done by the time somebody looks; where that is a status that is told of, at once.
    fn come_up(&mut self);

    fn is_listed(&self) -> bool {
        true
    }
}

pub(super) fn find<'a, T: Kept>(world: &'a mut World, id: &str) -> Answer<&'a mut T> {
    T::all(world).get_mut(id).ok_or_else(|| Refused::not_found(T::WHAT))
}

pub(super) async fn info<T: Kept>(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<Json<T>> {
    let mut world = state.world();
    let one: &mut T = find(&mut world, &id)?;
    one.come_up();
    Ok(Json(one.clone()))
}

/// Which part of a list is asked for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Window {
    #[serde(default)]
    offset: usize,
    #[serde(default = "fifty")]
    count: usize,
    /// Vonage's SDK for Python spells it otherwise.
    #[serde(alias = "session_id")]
    session_id: Option<String>,
}

fn fifty() -> usize {
    50
}

/// A page of what is kept, newest first, with the number of all. Ids count up, so they are in the order of age.
pub(super) async fn list<T: Kept>(
    State(state): State<OpenTok>,
    Query(window): Query<Window>,
) -> Answer<Json<Page<T>>> {
    if window.count > 1000 {
        return Err(Refused::bad("Invalid request: count must be at most 1000"));
    }
    let mut world = state.world();
    let all = T::all(&mut world);
    all.values_mut().for_each(T::come_up);
    let of_session = |one: &&T| window.session_id.as_deref().is_none_or(|id| id == one.session_id());
    let all: Vec<&T> = all.values().rev().filter(|one| one.is_listed()).filter(of_session).collect();
    let items = all.iter().skip(window.offset).take(window.count).map(|one| T::clone(one)).collect();
    Ok(Json(Page { count: u64::try_from(all.len()).unwrap_or(u64::MAX), items }))
}
