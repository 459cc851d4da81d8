use pili::live::{
    Pili,
    statd::{self, CasterBy, CodecBy, FlowBy, GroupedUsage, Kind, NropBy, PublishBy, Query},
};
use serde_json::json;

use crate::{
    args::{Usage, UsageOf},
    calls::Calls,
    context::Context,
    failure::{Failure, Result},
    output::{Format, Output, Shape},
};

const FLOW: Shape = Shape::new(&["time", "values.flow"]).times(&["time"]);
const DURATION: Shape = Shape::new(&["time", "values.duration"]).times(&["time"]);
const COUNT: Shape = Shape::new(&["time", "values.count"]).times(&["time"]);
const CASTER: Shape =
    Shape::new(&["time", "values.upflow", "values.downflow", "values.duration"]).times(&["time"]);
const PUBLISH: Shape = Shape::new(&["time", "values.count", "values.duration"]).times(&["time"]);
const GROUPS: Shape = Shape::new(&["time", "group", "values"]).times(&["time"]);

pub(super) async fn run(args: &Usage, context: &Context) -> Result {
    let (calls, _) = context.calls()?;
    let asked = Asked { args, calls, output: context.output };
    let (span, step) = (args.from.to_string()..args.to.to_string(), args.step.into());
    const FLOW_BY: &[FlowBy] = &[FlowBy::Hub, FlowBy::Domain, FlowBy::Area];
    match args.of {
        UsageOf::Upflow => asked.of(statd::upflow(span, step), FLOW_BY, &FLOW).await,
        UsageOf::Downflow => asked.of(statd::downflow(span, step), FLOW_BY, &FLOW).await,
        UsageOf::Codec => {
            asked.of(statd::codec(span, step), &[CodecBy::Hub, CodecBy::Profile], &DURATION).await
        }
        UsageOf::Nrop => asked.of(statd::nrop(span, step), &[NropBy::Hub, NropBy::Assured], &COUNT).await,
        UsageOf::Caster => {
            asked.of(statd::caster(span, step), &[CasterBy::Container, CasterBy::Resolution], &CASTER).await
        }
        UsageOf::Publish => asked.of(statd::publish(span, step), &[PublishBy::Tp], &PUBLISH).await,
    }
}

/// What is asked for, whatever it is usage of.
struct Asked<'a> {
    args: &'a Usage,
    calls: Calls<Pili>,
    output: Output,
}

impl Asked<'_> {
    async fn of<K: Kind>(&self, query: Query<K>, known: &[K::By], shape: &'static Shape) -> Result {
        let mut query = query;
        for (by, value) in &self.args.only {
            query = query.only(named(known, by)?, value);
        }
        for (by, value) in &self.args.except {
            query = query.except(named(known, by)?, value);
        }
        match &self.args.group_by {
            None => self.calls.list(query, shape).await,
            Some(by) => {
                let grouped = self.calls.send(query.group_by(named(known, by)?)).await?;
                show_groups(grouped, self.output)
            }
        }
    }
}

/// A row for each group at each time; in JSON as it was answered.
fn show_groups(usage: Vec<GroupedUsage>, output: Output) -> Result {
    if output.format() != Format::Text {
        return output.all(usage, &GROUPS);
    }
    let mut list = output.list(&GROUPS);
    for step in usage {
        let step = GROUPS.apply(&step)?;
        for (group, values) in step["values"].as_object().into_iter().flatten() {
            let figures =
                values.as_object().into_iter().flatten().map(|(name, value)| format!("{name} {value}"));
            let figures: Vec<_> = figures.collect();
            list.push(&json!({ "time": step["time"], "group": group, "values": figures }))?;
        }
    }
    list.end()
}

/// What usage can be filtered and grouped by, by its name.
fn named<B: Copy + Into<&'static str>>(known: &[B], name: &str) -> Result<B> {
    known.iter().copied().find(|by| Into::<&str>::into(*by) == name).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|by| (*by).into()).collect();
        let failure = Failure::usage(format_args!("this usage knows no `{name}`"));
        failure.advise(format!("it knows {}", names.join(", ")))
    })
}
