//! Whole outputs of commands, against files that can be read in a review. `PILI_BLESS=1` writes the files anew.

mod hubs;
mod on_air;
mod opentok;
mod oss;
mod rooms;
mod tasks;

use pili_local::DEMO_ACCESS_KEY;

use crate::stage::Stage;

#[tokio::test]
async fn streams() {
    let mut stage = Stage::new().await;
    for line in [
        "pili LOCAL stream ls",
        "pili LOCAL stream ls --json",
        "pili LOCAL stream create evening",
        "pili LOCAL stream create evening",
        "pili LOCAL stream create morning --quiet",
        "pili LOCAL stream create 'a b'",
        "pili LOCAL stream ls",
        "pili LOCAL stream ls --json",
        "pili LOCAL stream ls --jsonl --prefix eve",
        "pili LOCAL stream ls --limit 1",
        "pili LOCAL stream ls --hub nosuch",
        "pili LOCAL stream info evening",
        "pili LOCAL stream info evening --json",
        "pili LOCAL stream info nosuch",
        "pili LOCAL stream disable evening",
        "pili LOCAL stream info evening --jsonl",
        "pili LOCAL stream disable evening --until 2100-01-01T00:00:00Z",
        "pili LOCAL stream info evening --json",
        "pili LOCAL stream enable evening",
        "pili LOCAL stream enable nosuch",
    ] {
        stage.run(line).await;
    }
    stage.is("stream.txt");
}

#[tokio::test]
async fn watching() {
    let mut stage = Stage::new().await;
    for line in [
        "pili LOCAL stream watch evening morning-show --count 1",
        "pili LOCAL stream watch evening --count 2 --every 1s --jsonl",
        "pili LOCAL stream watch evening --count 1 --json",
        "pili LOCAL stream watch --prefix eve --count 1 --json",
        "pili LOCAL stream watch 'a b' --count 1",
        "pili LOCAL stream watch evening --hub nosuch",
        "pili LOCAL stream watch evening --every 500ms",
        "pili LOCAL stream watch",
        "pili LOCAL stream watch evening --prefix eve",
    ] {
        stage.run(line).await;
    }
    stage.is("watch.txt");
}

#[tokio::test]
async fn work_on_many() {
    let mut stage = Stage::new().await;
    for key in ["a1", "a2", "b1"] {
        stage.run(&format!("pili LOCAL stream create {key} --quiet")).await;
    }
    stage.forget();
    stage.run("pili LOCAL stream disable").await;
    stage.run("pili LOCAL stream disable --prefix a --dry-run").await;
    stage.run("pili LOCAL stream disable --prefix a --jobs 1").await;
    stage
        .run_with(
            "pili LOCAL stream disable --from-file - --failures left.txt --jobs 1",
            "a1\n# no\nx1\na1\nx2\n",
        )
        .await;
    stage.run("pili LOCAL stream create x1 --quiet").await;
    stage.run("pili LOCAL stream disable --from-file left.txt --failures left.txt --jsonl --jobs 1").await;
    stage.run("pili LOCAL stream enable a1 a2 --jobs 1 --json").await;
    stage
        .run_with(
            "pili --endpoint http://HOST --access-key ak --secret-stdin stream disable a b --hub demo",
            "",
        )
        .await;
    stage.is("many.txt");
}

#[tokio::test]
async fn urls() {
    let mut stage = Stage::new().await;
    let domain = "--domain pub.example.com --hub shows --expires-at 2100-01-01T00:00:00Z";
    for rule in ["expiry_sk", "expiry", "static", "dynamic --nonce 7", "none", "miku"] {
        stage
            .run(&format!("PILI_PUBLISH_KEY=pk pili --local url publish evening {domain} --rule {rule}"))
            .await;
    }
    let url = stage.run(&format!("pili --local url publish evening {domain} --quiet")).await;
    stage.run(&format!("pili --local url publish evening {domain} --protocol srt --json")).await;
    stage.run(&format!("pili --local url publish evening {domain} --protocol whip")).await;
    stage.run(&format!("pili --local url explain '{}'", url.trim())).await;
    stage.run(&format!("pili --local url explain '{}'", url.trim().replace("evening", "morning"))).await;
    stage.run(&format!("pili --local url explain '{}' --at 2100-01-01T00:01:00Z --json", url.trim())).await;
    stage
        .run(&format!(
            "PILI_PUBLISH_KEY=pk pili --local url explain '{}' --rule expiry --at 2030-01-31T18:00:00Z",
            url.trim()
        ))
        .await;
    for line in [
        "pili --local url publish evening --rule expiry",
        "pili url publish evening --hub shows",
        "pili --local url play evening",
        "pili url play evening --hub shows --domain live.example.com --https --protocol hls",
        "PILI_PLAY_KEY=pk pili url play evening --hub shows --domain live.example.com --rule tsExpireMD5 --expires-at 4102444800 --json",
        "PILI_PLAY_KEY=pk pili url explain 'http://live.example.com/shows/evening.m3u8?sign=00&t=f4865700'",
        "pili url explain 'http://live.example.com/shows/evening.m3u8?sign=00&t=f4865700'",
        "pili url explain rtmp://pub.example.com/shows/evening",
        "pili url explain nonsense",
        "pili --local url explain 'rtmp://b.oss-cn-hangzhou.aliyuncs.com/live/c?OSSAccessKeyId=local-demo-access-key&Expires=4102444800&Signature=x'",
    ] {
        stage.run(line).await;
    }
    stage.is("url.txt");
}

#[tokio::test]
async fn signatures() {
    let mut stage = Stage::new().await;
    let request = |signature: &str| {
        format!(
            "POST /v2/hubs/demo/streams HTTP/1.1\nHost: pili.qiniuapi.com\nContent-Type: application/json\n\
             Authorization: Qiniu {DEMO_ACCESS_KEY}:{signature}\n\n{{\"key\":\"evening\"}}"
        )
    };
    let guessed = stage.run_with("pili --local sign explain", &request("guessed")).await;
    let right = guessed.lines().find_map(|line| line.strip_prefix("shouldBe")).unwrap();
    let right = right.rsplit(':').next().unwrap();
    stage.run_with("pili --local sign explain - --json", &request(right)).await;
    let without_body = request(right).replace("\"evening\"", "\"morning\"");
    stage.run_with("pili --local sign explain", &without_body).await;
    let other_host = request(right).replace("Host: pili.qiniuapi.com", "Host: 127.0.0.1:8935");
    stage.run_with("pili --local sign explain", &other_host).await;
    stage.run_with("pili --local callback verify --json", &other_host).await;
    stage.run_with("pili --local callback verify", &request(right)).await;
    stage.run_with("pili --local sign explain", "GET / HTTP/1.1\nHost: a.example\n\n").await;
    stage.run_with("pili --local sign explain", "nonsense").await;
    stage.run("pili --local sign explain --at 1700000000 -- curl https://b.oss-cn-hangzhou.aliyuncs.com/c?live -H 'Date: Tue, 14 Nov 2023 22:13:20 GMT' -H 'Authorization: OSS local-demo-access-key:x'").await;
    stage
        .run("pili --local sign explain -- curl https://a.example/ -H 'Authorization: Qiniu somebody:x'")
        .await;
    stage.run("pili --local sign explain -- curl https://a.example/ -H 'X-OPENTOK-AUTH: x'").await;
    stage.is("sign.txt");
}

#[tokio::test]
async fn tokens() {
    let mut stage = Stage::new().await;
    let until = "--expires-at 2100-01-01T00:00:00Z";
    for line in [
        &format!("pili --local room token lobby --app app1 --user alice {until}"),
        &format!("pili --local room token lobby --app app1 --user alice --admin {until} --json"),
        &format!("pili --local room token lobby --user alice --version 2 {until} --jsonl"),
        "pili --local room token lobby --user alice",
        "pili --local room token lobby --app app1 --user al",
        "pili room token lobby --app app1 --user alice",
        "PILI_ACCESS_KEY=ak pili room token lobby --app app1 --user alice",
        "pili --local opentok token 1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg",
        "PILI_ACCESS_KEY=45678123 PILI_SECRET_KEY=sk pili opentok token 1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg --t1 --json",
    ] {
        stage.run(line).await;
    }
    stage.is("token.txt");
}

#[tokio::test]
async fn load_that_is_not_begun() {
    let mut stage = Stage::new().await;
    let production = "PILI_ACCESS_KEY=ak PILI_SECRET_KEY=sk PILI_ENDPOINT=https://api.example.com PILI_HUB=shows PILI_PUBLISH_DOMAIN=pub.example.com";
    for line in [
        "pili load publish --publish-domain pub.example.com --hub shows",
        "pili load publish --viewers 1 --publish-domain 127.0.0.1:1 --hub shows",
        "pili load publish --publish-domain pub.example.com --yes-against other.example.com --hub shows",
        &format!(
            "{production} pili load publish --publish-domain pub.example.com --yes-against pub.example.com --streams 10 --viewers 20 --play-domain pub.example.com"
        ),
        &format!("{production} pili load publish --streams 200 --viewers 500"),
        "pili --local=http://10.1.2.3:8935 load play",
        "pili load play --url https://play.example.com/shows/a.flv",
        "pili load play --url http://play.example.com/shows/a.flv",
        "pili load play --streams 0",
        "pili load play --for 2h",
        "pili LOCAL load play --for 1s",
        "pili LOCAL load publish --publish-domain 127.0.0.1:1 --for 1s --json",
    ] {
        stage.run(line).await;
    }
    stage.is("load.txt");
}

#[tokio::test]
async fn raw_calls() {
    let mut stage = Stage::new().await;
    for line in [
        "pili LOCAL api POST /v2/hubs/demo/streams -d '{\"key\":\"evening\"}'",
        "pili LOCAL api GET /v2/hubs/demo/streams --json",
        "pili LOCAL api GET /v2/hubs/demo/streams --jsonl",
        "pili LOCAL api GET /v2/hubs/demo/streams/bm9zdWNo --json",
        "pili LOCAL api GET '/?live' --product oss --bucket demo-bucket",
        "pili LOCAL api GET /v3/apps --product rtc --json -v",
        "pili LOCAL api GET v2/hubs",
        "pili LOCAL api 'G T' /v2/hubs",
    ] {
        stage.run(line).await;
    }
    stage.is("api.txt");
}

#[tokio::test]
async fn profiles_and_whoami() {
    let mut stage = Stage::new().await;
    stage.run("pili whoami").await;
    stage.run("pili whoami --local").await;
    stage.run("pili config list").await;
    stage.run("pili config set access-key production-ak --profile production").await;
    stage.run_with("pili config set secret-key --profile production", "production-sk\n").await;
    stage.run("pili config set secret-key oops").await;
    stage.run("pili config set endpoint nonsense/path").await;
    stage.run("pili config set local http://127.0.0.1:8935 --profile here").await;
    stage.run("pili config list").await;
    stage.run("pili config list --jsonl").await;
    stage.run("pili config get access-key").await;
    stage.run("pili config get secret-key").await;
    stage.run("pili config get hub").await;
    stage.run("pili config use nosuch").await;
    stage.run("pili whoami").await;
    stage.run("pili whoami --profile here").await;
    stage
        .run("PILI_ACCESS_KEY=env-ak PILI_SECRET_KEY=env-sk PILI_ENDPOINT=https://env.example pili whoami")
        .await;
    stage.run("PILI_ACCESS_KEY=env-ak PILI_SECRET_KEY=env-sk PILI_ENDPOINT=https://env.example pili whoami --local").await;
    stage.run("HTTPS_PROXY=http://user:pass@proxy.example:3128 pili whoami --json").await;
    stage.run("pili config unset access-key").await;
    stage.run("pili whoami --profile nosuch").await;
    stage.run("pili config path").await;
    stage.is("config.txt");
}

#[tokio::test]
async fn failures() {
    let mut stage = Stage::new().await;
    for line in [
        "pili --endpoint http://127.0.0.1:1 --access-key ak stream ls --hub shows",
        "PILI_SECRET_KEY=sk pili --endpoint http://127.0.0.1:1 --access-key ak stream ls --hub shows --timeout 300ms",
        "PILI_SECRET_KEY=guessed pili --endpoint http://HOST --access-key local-demo-access-key stream ls --hub demo",
        "pili --local stream",
        "pili --local --endpoint http://a.example stream ls",
        "pili --timeout soon stream ls",
        "pili nosuch",
    ] {
        stage.run(&line.replace("HOST", &stage.http())).await;
    }
    stage.is("failure.txt");
}

#[tokio::test]
async fn help() {
    let mut stage = Stage::new().await;
    for line in [
        "pili --help",
        "pili help options",
        "pili help exit-codes",
        "pili help environment",
        "pili stream ls --help",
        "pili stream watch --help",
        "pili stream disable --help",
        "pili load publish --help",
        "pili load play --help",
        "pili url publish --help",
        "pili sign explain --help",
        "pili api --help",
        "pili config set --help",
    ] {
        stage.run(line).await;
    }
    stage.is("help.txt");
}
