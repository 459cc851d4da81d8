//! Every recorded hook gets its verdict, and an answer that its engine understands.

use std::{fs, path::Path};

use bytes::Bytes;
use http::Request;
use pili_gate::Engine;
use serde::Deserialize;
use serde_json::Value;

use crate::stage::{HUB, Stage, allows};

#[derive(Deserialize)]
struct Vector {
    name: String,
    engine: String,
    hook: String,
    request: Option<Sent>,
    answer: Value,
    effect: Value,
}

#[derive(Deserialize)]
struct Sent {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: String,
}

/// All hooks, but not what was asked of an engine.
fn hooks() -> Vec<Vector> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    let read = |file| serde_json::from_slice::<Vec<Vector>>(&fs::read(file).unwrap()).unwrap();
    files.flat_map(read).filter(|vector| !vector.hook.ends_with(" module")).collect()
}

impl Vector {
    fn engine(&self) -> Engine {
        match &*self.engine {
            "nginx-rtmp-module" => Engine::NginxRtmp,
            "SRS" => Engine::Srs,
            "MediaMTX" => Engine::MediaMtx,
            "ZLMediaKit" => Engine::ZlMediaKit,
            "OvenMediaEngine" => Engine::OvenMediaEngine,
            "Node-Media-Server" => Engine::NodeMediaServer,
            other => panic!("{other}"),
        }
    }

    /// The request, to the route of its engine.
    fn request(&self) -> Option<Request<Bytes>> {
        let sent = self.request.as_ref()?;
        let path = sent.target.split('?').next().unwrap_or_default();
        let path = format!("/hooks/{}/{}", self.engine(), path.rsplit('/').next().unwrap_or_default());
        let mut request = Request::builder().method(&*sent.method).uri(path);
        for (name, value) in &sent.headers {
            request = request.header(name, value);
        }
        Some(request.body(Bytes::from(sent.body.clone())).unwrap())
    }

    /// What is to be decided: nothing, whether it begins, whether it goes on.
    fn asks(&self) -> Option<&'static str> {
        let body = self.request.as_ref().map_or("", |sent| &sent.body);
        match &*self.hook {
            "on_publish" | "on_play" | "postPublish" | "postPlay" => Some("begins"),
            "authHTTPAddress" => Some("begins"),
            "AdmissionWebhooks" => body.contains("\"opening\"").then_some("begins"),
            "on_update" => Some("goes on"),
            _ => None,
        }
    }

    fn is_by_get(&self) -> bool {
        self.request.as_ref().is_some_and(|sent| sent.method == "GET")
    }
}

/// The applications of the recordings, all with one rule.
fn settings(rules: &str) -> String {
    let apps = ["hub", "relayr", "relaynr", "strict", "hangupd", "hang"];
    let hubs = apps.map(|app| format!("[[hubs]]\nname = \"{app}\"\n{rules}\n"));
    let head = HUB.split("[[hubs]]").next().unwrap_or_default();
    format!("{head}{}[engines.ovenmediaengine]\nsignature_key = \"1234\"\n", hubs.concat())
}

#[test]
fn each_hook_gets_its_verdict_and_an_answer_that_its_engine_understands() {
    let open = Stage::new(&settings("publish = { rule = \"none\" }"));
    let shut = Stage::new(&settings("play = { type = \"tsExpireMD5\", key1 = \"play-key\" }"));
    let mut engines = std::collections::BTreeMap::<_, usize>::new();
    for vector in hooks() {
        let Some(request) = vector.request() else { continue };
        let (name, engine) = (&vector.name, vector.engine());
        *engines.entry(engine).or_default() += 1;
        if vector.is_by_get() {
            assert!(!open.ask(engine, request.clone()), "{name}: a client can break what comes by GET");
            continue;
        }
        let before = (open.count(), shut.count());
        let (opened, let_in) = (open.ask(engine, request.clone()), shut.ask(engine, request));
        let told = (open.count() - before.0, shut.count() - before.1);
        match vector.asks() {
            Some(asked) => {
                assert!(opened, "{name}: {}", open.last());
                assert_eq!(let_in, asked == "goes on", "{name}: {}", shut.last());
                assert_eq!(told, (1, 1), "{name}");
                assert_eq!(shut.last().reason.is_some(), asked == "begins", "{name}");
            }
            // The answer to what has ended is not looked at by this one.
            None if engine == Engine::OvenMediaEngine => assert_eq!(told, (0, 0), "{name}"),
            None => assert!(opened && let_in && told == (0, 0), "{name}"),
        }
    }
    for engine in Engine::ALL {
        assert!(engines.get(&engine).is_some_and(|count| *count >= 4), "{engine}: {engines:?}");
    }
}

#[test]
fn answers_are_read_here_as_the_engines_read_them() {
    let mut looked_at = 0;
    for vector in hooks() {
        let (Some(status), Some(body)) = (vector.answer["status"].as_u64(), vector.answer["body"].as_str())
        else {
            continue;
        };
        let effect = vector.effect.as_str().unwrap_or_default();
        let allowed = match effect {
            effect if effect.starts_with("allow") => true,
            effect if effect.starts_with("deny") || effect.ends_with("then deny") => false,
            _ => continue,
        };
        looked_at += 1;
        let status = u16::try_from(status).unwrap();
        assert_eq!(allows(vector.engine(), status, body), allowed, "{}: {effect}", vector.name);
    }
    assert!(looked_at > 30, "{looked_at}");
}
