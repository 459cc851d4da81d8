//! `pili app`: the apps of RTC.

use pili::rtc::{
    self, Rtc,
    app::{self, Update},
};

use super::given::Given as _;
use crate::{args::App, calls::Calls, context::Context, failure::Result, output::Shape};

const APPS: Shape = Shape::new(&["appId", "title", "hub", "maxUsers"]).times(&["createdAt", "updatedAt"]);

pub(super) async fn run(command: App, context: &Context) -> Result {
    let (calls, _): (Calls<Rtc>, _) = context.calls()?;
    match command {
        App::Ls => calls.list(rtc::App::list(), &APPS).await,
        App::Info { app } => calls.show(rtc::App::new(app).info(), &APPS).await,
        App::Create(args) => {
            let create = rtc::App::create().given(args.hub, app::Create::hub);
            let create = create.given(args.title, app::Create::title);
            let create = create.given(args.max_users, app::Create::max_users);
            calls.show(create.given(args.no_auto_kick_user, app::Create::no_auto_kick_user), &APPS).await
        }
        App::Update(args) => {
            let (update, settings) = (rtc::App::new(args.app).update(), args.settings);
            let update = update.given(settings.hub, Update::hub).given(settings.title, Update::title);
            let update = update.given(settings.max_users, Update::max_users);
            let update = update.given(settings.no_auto_kick_user, Update::no_auto_kick_user);
            calls.show(update.given(args.merge_publish_rtmp, Update::merge_publish_rtmp), &APPS).await
        }
        App::Delete { app } => {
            let delete = rtc::App::new(&*app).delete();
            calls.done(delete, format_args!("deleted app {app}")).await
        }
        App::SetEventCallback { app, url } => {
            let set = rtc::App::new(&*app).set_event_callback(&*url, context.secret("callback secret")?);
            calls.done(set, format_args!("events of {app} are sent to {url}")).await
        }
    }
}
