//! `pili api`: a signed call of any method and path.

mod call;

use std::{path::PathBuf, str};

use pili::{
    core::{Api, Response},
    live::{Pili, first::FirstGen, task::Pub},
    opentok::{OpenTok, account::OpenTokAccount, insights::OpenTokInsights},
    oss::Oss,
    rtc::Rtc,
};
use serde_json::Value;

use crate::{
    args,
    config::Setting,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    output::Format,
    saved,
    target::{Product, Target},
};
use call::Call;

pub(super) async fn run(args: args::Api, context: &Context) -> Result {
    let target = context.target()?;
    let bucket = target.setting(args.bucket.clone(), Setting::Bucket, "PILI_BUCKET", None);
    let (product, include) = (args.product, args.include);
    let call = Call::new(args.method, args.path, args.headers, body(args.data, args.input)?, bucket);
    let answer = match product {
        Product::Pili => send::<Pili>(product, &target, call).await,
        Product::Pub => send::<Pub>(product, &target, call).await,
        Product::Rtc => send::<Rtc>(product, &target, call).await,
        Product::Oss => send::<Oss>(product, &target, call).await,
        Product::OpenTok => send::<OpenTok>(product, &target, call).await,
        Product::OpenTokAccount => send::<OpenTokAccount>(product, &target, call).await,
        Product::OpenTokInsights => send::<OpenTokInsights>(product, &target, call).await,
        Product::First => send::<FirstGen>(product, &target, call).await,
    };
    match answer? {
        Ok(response) => show(&response, include, context),
        Err(error) => {
            // What the service said is the data that was asked for, whatever it means.
            if let Some(refusal) = error.api_error() {
                show_body(&refusal.body, context)?;
            }
            Err(error.into())
        }
    }
}

/// The answer, or the service's refusal.
async fn send<A: Api>(product: Product, target: &Target, call: Call) -> Result<pili::core::Result<Response>> {
    let client = target.client::<A>(product)?;
    Ok(client.send(call.of::<A>()).await)
}

fn body(data: Option<String>, input: Option<PathBuf>) -> Result<Vec<u8>> {
    match (data, input) {
        (Some(data), _) => Ok(data.into_bytes()),
        (_, Some(path)) => saved::bytes_of(&path),
        _ => Ok(Vec::new()),
    }
}

fn show(response: &Response, include: bool, context: &Context) -> Result {
    if include {
        let mut head = format!("{}\n", response.status());
        for (name, value) in response.headers() {
            head += &format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes()));
        }
        context.output.text(head + "\n")?;
    }
    show_body(response.body(), context)
}

/// JSON in lines for a person, or where it was asked for; otherwise the bytes as they came.
fn show_body(body: &[u8], context: &Context) -> Result {
    let output = context.output;
    let json = str::from_utf8(body).ok().and_then(|text| serde_json::from_str::<Value>(text).ok());
    match (json, output.format()) {
        (Some(json), Format::Json) => output.text(format_args!("{json:#}\n")),
        (Some(json), Format::JsonLines) => output.text(format_args!("{json}\n")),
        (Some(json), Format::Text) if output.is_terminal() => output.text(format_args!("{json:#}\n")),
        (None, Format::Json | Format::JsonLines) if !body.is_empty() => {
            Err(Failure::new(Exit::Failed, "the answer is no JSON; leave --json out to see it"))
        }
        _ => output.bytes(body),
    }
}
