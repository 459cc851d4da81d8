//! The calls that are newer than the vendor's SDKs for Python and Node.

use pili_core::Reason;
use pili_opentok::{
    MediaMode, OutputMode, Project, Role,
    archive::TranscriptionStatus,
    connection::ConnectionState,
    session::{AudioTransport, JsonAudio},
};
use serde_json::{Value, json};

use super::{KEY, World, refused, wire::call};

#[tokio::test]
async fn those_who_are_connected_are_listed_and_none_before_anybody_is() {
    let world = World::new();
    let (id, session) = world.routed().await;
    let nobody = world.client.send(session.connections()).await.unwrap_err();
    assert_eq!(refused(nobody), (Reason::NotFound, 404));
    let first = world.connect(&id);
    world.hands.advance(1);
    let second = world.connect(&id);
    let page = world.client.send(session.connections()).await.unwrap();
    let ids: Vec<_> = page.items.iter().map(|item| item.connection_id.as_str()).collect();
    assert_eq!((page.count, ids), (2, vec![first.as_str(), second.as_str()]));
    assert!(page.items.iter().all(|item| item.connection_state == ConnectionState::Connected));
    assert!(page.items[0].created_at < page.items[1].created_at);
}

#[tokio::test]
async fn an_audio_connector_is_stopped_by_the_id_of_the_call_and_by_that_of_the_connection() {
    let world = World::new();
    let (id, session) = world.routed().await;
    world.connect(&id);
    let project = Project::new(KEY);
    for by_connection in [false, true] {
        let token = world.token(&id, Role::Publisher);
        let made = world.client.send(session.connect_audio(token, "wss://h/a")).await.unwrap();
        assert_eq!(world.client.send(session.connections()).await.unwrap().count, 2);
        let stop_by = if by_connection { &made.connection_id } else { &made.id };
        let stop = project.audio_connector(stop_by).stop();
        world.client.send(stop.clone()).await.unwrap();
        assert_eq!(world.client.send(session.connections()).await.unwrap().count, 1);
        assert_eq!(refused(world.client.send(stop).await.unwrap_err()), (Reason::NotFound, 404));
    }
}

#[tokio::test]
async fn an_audio_transport_is_taken_as_an_object_and_as_the_text_of_one_if_it_makes_sense() {
    let world = World::new();
    let (id, session) = world.routed().await;
    world.connect(&id);
    let token = world.token(&id, Role::Publisher);
    for transport in [AudioTransport::Binary, JsonAudio::base64().static_field("a", 1).into()] {
        let connect = session.connect_audio(&*token, "wss://h/a").audio_transport(transport);
        world.client.send(connect).await.unwrap();
    }
    for (transport, status) in [
        (json!({ "transport": "json", "encoding": "base64", "audio_field": "pcm" }), 200),
        (json!(r#"{"transport":"json","encoding":"base64","static_fields":{"a":1}}"#), 200),
        (json!({ "transport": "json" }), 400),
        (json!({ "transport": "json", "encoding": "hex" }), 400),
        (json!({ "transport": "opus" }), 400),
        (json!("json"), 400),
        (Value::Null, 200),
    ] {
        let websocket = json!({ "uri": "wss://h/a", "audioTransport": transport });
        let body = json!({ "sessionId": id, "token": token, "websocket": websocket });
        let answer = call(&world, "POST", "connect", body).await;
        assert_eq!(answer.status(), status, "{transport}: {answer:?}");
    }
}

#[tokio::test]
async fn only_individual_archives_with_audio_are_transcribed_and_the_service_says_that_it_does_not() {
    let world = World::new();
    let (id, session) = world.routed().await;
    world.connect(&id);
    for body in [
        json!({ "sessionId": id, "hasTranscription": true }),
        json!({ "sessionId": id, "hasTranscription": true, "outputMode": "composed" }),
        json!({ "sessionId": id, "hasTranscription": true, "outputMode": "individual", "hasAudio": false }),
    ] {
        assert_eq!(call(&world, "POST", "archive", body.clone()).await.status(), 400, "{body}");
    }
    let start = session.start_archive().output_mode(OutputMode::Individual).transcription_language("de-DE");
    let archive = world.client.send(start).await.unwrap();
    let told = archive.transcription().unwrap();
    assert_eq!(told.status, Some(TranscriptionStatus::Requested));
    assert_eq!(told.primary_language_code.as_deref(), Some("de-DE"));
    let archive = Project::new(KEY).archive(archive.id);
    world.client.send(archive.stop()).await.unwrap();
    let done = world.client.send(archive.info()).await.unwrap();
    let told = done.transcription().unwrap();
    assert_eq!((&told.status, &told.url), (&Some(TranscriptionStatus::Failed), &None));
    assert!(told.reason.as_deref().is_some_and(|reason| reason.contains("pili-local")));
}

#[tokio::test]
async fn a_session_that_is_always_relayed_is_relayed() {
    let world = World::new();
    let create = Project::new(KEY).create_session().media_mode(MediaMode::AlwaysRelayed);
    let id = world.client.send(create).await.unwrap().session_id;
    assert_eq!(world.shown(&id).await["relayed"], true);
}
