use pili::live::stream::{FirstTs, SaveAs};

use super::each;
use crate::{
    args::SaveStreams, cmd::given::Given as _, context::Context, failure::Result, many::Verb, output::Shape,
};

const SAVED: Shape = Shape::new(&["name", "fname"]).seconds(&["start", "end"]);
const SAVE: Verb = Verb { to_do: "save", done: "saved", things: "streams", answer: &SAVED };

pub(super) async fn run(args: SaveStreams, context: &Context) -> Result {
    let (streams, file, span) = (args.streams, args.file, args.span.get()?);
    file.check(&streams)?;
    each(streams, args.hub, &args.many, SAVE, context, |stream, key| {
        let save = stream.save_as().span(span);
        let save = save.given(file.name_for(key), SaveAs::file_name);
        let save =
            save.given(file.notify.clone(), SaveAs::notify).given(file.pipeline.clone(), SaveAs::pipeline);
        let save = save.given(file.delete_after_days, SaveAs::delete_after_days);
        let save = save.given(args.format.map(Into::into), SaveAs::format);
        save.given(args.expire_days, SaveAs::expire).given(args.first_ts.map(FirstTs::from), SaveAs::first_ts)
    })
    .await
}
