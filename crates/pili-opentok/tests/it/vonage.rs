//! Vonage's unified mode: the same operations, with the ID of an application.

use pili_core::{Error, auth::opentok::Application};
use pili_opentok::{
    ApplicationId, AutoArchive, Credentials, MediaMode, PrivateKey, Project, VONAGE_ENDPOINT,
    archive::ArchiveInfo, broadcast::BroadcastInfo, callback::CallbackInfo, endpoint, render::RenderInfo,
    session::SessionInfo, session::SipCall,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{answer, request};

const ID: &str = "a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d";
const KEY: &str = include_str!("../../../pili-auth/tests/keys/application.pkcs8.pem");

fn credentials() -> Credentials {
    Credentials::application(ApplicationId::new(ID).unwrap(), PrivateKey::from_pem(KEY).unwrap())
}

fn form(operation: impl pili_core::Operation) -> String {
    String::from_utf8(request(operation).unwrap().into_body().to_vec()).unwrap()
}

#[test]
fn endpoint_path_and_signature_follow_from_the_credentials() {
    let credentials = credentials();
    assert_eq!(endpoint(&credentials), VONAGE_ENDPOINT);
    assert_eq!(VONAGE_ENDPOINT.to_string(), "https://video.api.vonage.com");
    let archives = Project::of(&credentials).archives();
    let request = pili_core::Operation::encode(&archives, &endpoint(&credentials)).unwrap();
    assert_eq!(request.uri(), &*format!("https://video.api.vonage.com/v2/project/{ID}/archive"));
    let Credentials::Application(application) = credentials else { panic!("an application") };
    let same: Credentials = Application::clone(&application).into();
    assert_eq!(same.id(), ID);
}

#[test]
fn a_session_is_routed_unless_it_is_told_otherwise() {
    let application = Project::new(ID);
    assert_eq!(form(application.create_session()), "p2p.preference=disabled&archiveMode=manual");
    let relayed = application.create_session().media_mode(MediaMode::Relayed);
    assert_eq!(form(relayed), "p2p.preference=enabled&archiveMode=manual");
    let archived = application.create_session().always_archive(AutoArchive::new());
    assert_eq!(form(archived), "p2p.preference=disabled&archiveMode=always");
    assert_eq!(form(Project::new("45678123").create_session()), "p2p.preference=enabled&archiveMode=manual");
}

#[test]
fn what_is_neither_a_key_nor_an_application_s_id_is_refused_before_anything_is_sent() {
    for id in ["", "key", "a1b2c3d4", "A1B2C3D4-5E6F-4A7B-8C9D-0E1F2A3B4C5", "../45678123", "45678123 "] {
        let error: Error = request(Project::new(id).archives()).unwrap_err();
        assert_eq!(error.field(), Some("API key"), "{id}");
        assert!(error.to_string().contains("an application's ID, which is a UUID"), "{error}");
    }
}

/// What an answer tells as its owner under each name, and how that is written again.
fn owners<T: DeserializeOwned + Serialize>(rest: &Value, of: impl Fn(&T) -> Option<String>) {
    for (named, owner, written) in [
        (json!({ "projectId": "45678123" }), Some("45678123"), "projectId"),
        (json!({ "projectId": 45678123 }), Some("45678123"), "projectId"),
        (json!({ "applicationId": ID }), Some(ID), "applicationId"),
        (json!({ "applicationId": ID, "projectId": null }), Some(ID), "applicationId"),
        (json!({ "applicationId": ID, "projectId": ID }), Some(ID), "applicationId"),
        (json!({ "applicationId": null }), None, ""),
        (json!({}), None, ""),
    ] {
        let mut told = rest.clone();
        told.as_object_mut().unwrap().extend(named.as_object().unwrap().clone());
        let read: T = serde_json::from_value(told.clone()).unwrap();
        assert_eq!(of(&read).as_deref(), owner, "{told}");
        let again = serde_json::to_value(&read).unwrap();
        let has = |name: &str| again.get(name).is_some();
        assert_eq!(
            (has("projectId"), has("applicationId")),
            (written == "projectId", written == "applicationId")
        );
    }
}

#[test]
fn every_answer_tells_whose_it_is_by_either_name() {
    let composed = json!({ "id": "i", "sessionId": "s", "status": "started" });
    owners(&composed, |archive: &ArchiveInfo| archive.project_id.clone());
    owners(&composed, |broadcast: &BroadcastInfo| broadcast.project_id.clone());
    owners(&composed, |render: &RenderInfo| render.project_id.clone());
    owners(&json!({ "id": "i", "connectionId": "c", "streamId": "s" }), |call: &SipCall| {
        call.project_id.clone()
    });
    let callback = json!({ "id": "i", "group": "archive", "event": "status", "url": "https://h" });
    owners(&callback, |callback: &CallbackInfo| callback.project_id.clone());
}

#[test]
fn a_created_session_names_its_application_whatever_the_content_type_says() {
    let create = Project::new(ID).create_session();
    let read = |kind: &str, body: &str| -> SessionInfo {
        pili_core::Operation::interpret(&create, &answer(200, kind, body)).unwrap()
    };
    for body in [
        format!(r#"[{{"session_id":"1_a","application_id":"{ID}"}}]"#),
        format!(r#"[{{"session_id":"1_a","application_id":"{ID}","project_id":null,"partner_id":null}}]"#),
        format!(r#"[{{"session_id":"1_a","project_id":"{ID}","partner_id":"x","media_server_url":""}}]"#),
    ] {
        // A client that made a call in JSON before keeps its type, and services may answer with that of the request.
        for kind in ["application/json", "application/x-www-form-urlencoded", "text/plain", ""] {
            let told = read(kind, &body);
            assert_eq!((&*told.session_id, told.project_id.as_deref()), ("1_a", Some(ID)), "{kind}: {body}");
        }
    }
}
