//! The Pili API and playback over HTTP.

mod domain_settings;
mod domains;
mod first;
mod hosts;
mod hubs;
mod invented;
mod job;
mod kept;
mod names;
mod older;
pub(crate) mod operations;
mod play;
pub(crate) mod rewrite;
mod save;
mod slot;
mod stat;
mod statd;
mod state;
mod stream;
mod streams;
pub(crate) mod urls;
mod v1;

use axum::{
    Router, middleware,
    routing::{get, post},
};

use crate::{body, fault, signature};
pub(crate) use domain_settings::new as new_domain;
pub(crate) use domains::set_domain;
pub(crate) use play::any_page;
pub(crate) use state::Pili;

pub(crate) fn router(pili: Pili) -> Router {
    api()
        .layer(middleware::from_fn_with_state(pili.ground.clone(), signature::check))
        .layer(middleware::from_fn_with_state(
            fault::Point::new(&pili.ground.faults, operations::v2),
            fault::meet,
        ))
        .merge(play::router())
        .merge(domains::private_router())
        .merge(urls::private_router())
        .merge(stat::private_router())
        .with_state(pili.clone())
        .merge(older::router(pili))
}

fn api() -> Router<Pili> {
    Router::new()
        .merge(hubs::router())
        .merge(domains::router())
        .merge(stat::router())
        .merge(statd::router())
        .route("/v2/hubs/{hub}/streams", post(streams::create).get(streams::list))
        .route("/v2/hubs/{hub}/livestreams", post(streams::batch_live))
        .route("/v2/hubs/{hub}/streams/{key}", get(stream::info))
        .route("/v2/hubs/{hub}/streams/{key}/live", get(stream::live))
        .route("/v2/hubs/{hub}/streams/{key}/disabled", post(stream::disable))
        .route("/v2/hubs/{hub}/streams/{key}/historyactivity", get(stream::history))
        .route("/v2/hubs/{hub}/streams/{key}/historyrecord", get(stream::history))
        .route("/v2/hubs/{hub}/streams/{key}/saveas", post(save::save_as))
        .route("/v2/hubs/{hub}/streams/{key}/snapshot", post(save::snapshot))
        .route("/v2/hubs/{hub}/streams/{key}/converts", post(stream::converts))
}
