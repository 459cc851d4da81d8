//! Memory does not grow from one round of viewers to the next.

use std::time::Duration;

use tokio::time::sleep;

use crate::{Load, Outcome, crowd::Crowd, server::Server, source::Source, usage};

/// Of what is resident after the first round.
const ALLOWED: f64 = 1.1;
/// After the last viewer has gone, until it is looked.
const QUIET: Duration = Duration::from_secs(2);

pub(crate) async fn run(load: Load) -> Outcome {
    let server = Server::pili()?;
    println!("before     {:.1} MB", megabytes(&server)?);
    let first = round(&server, load).await?;
    println!("round 1    {first:.1} MB");
    let second = round(&server, load).await?;
    println!("round 2    {second:.1} MB, {:.2} x the first", second / first);
    if second > ALLOWED * first {
        return Err(
            format!("a second round of {} viewers may leave at most {ALLOWED} x", load.viewers).into()
        );
    }
    Ok(())
}

/// A publish with as many viewers over RTMP as over HTTP-FLV, who come and go: what is resident after it.
async fn round(server: &Server, load: Load) -> Outcome<f64> {
    let source = Source::start(&server.publish_url).await?;
    sleep(Duration::from_millis(500)).await;
    let ways = [Some(server.rtmp.clone()), server.flv.clone()].into_iter().flatten().collect();
    let crowd = Crowd::start(ways, load.viewers);
    crowd.gathered(load.viewers).await?;
    sleep(load.time()).await;
    let watching = crowd.watching();
    crowd.leave()?;
    drop(source);
    sleep(QUIET).await;
    if watching < load.viewers {
        return Err(format!("{} viewers were sent away", load.viewers - watching).into());
    }
    megabytes(server)
}

fn megabytes(server: &Server) -> Outcome<f64> {
    Ok(usage::resident(server.process())? as f64 / 1e6)
}
