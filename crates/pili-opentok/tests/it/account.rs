//! Accounts, where archives go, and Insights: what is sent, what is read, and what is never shown.

use std::{
    convert::Infallible,
    sync::{Arc, Mutex},
    time::{Duration, UNIX_EPOCH},
};

use pili_core::{Operation as _, Request, auth::Secret};
use pili_opentok::{
    Account, AccountCredentials, account,
    account::project::{Environment, ProjectStatus},
    archive_storage::{Azure, Fallback, S3},
    core::auth::jwt,
    insights,
};
use serde_json::{Value, json};

use crate::{answer, project, refused, request};

const PROJECT: &str = r#"{"id":"12312","secret":"567890","status":"ACTIVE","name":"Joe Montana",
    "environment":"standard","createdAt":1414642898000,"environmentName":"disregarded"}"#;

fn sent(operation: impl pili_core::Operation) -> (String, String, Value) {
    let request = request(operation).unwrap();
    let body = serde_json::from_slice(request.body()).unwrap_or_default();
    (request.method().to_string(), request.uri().to_string(), body)
}

fn is_sent(operation: impl pili_core::Operation, method: &str, path: &str, body: Value) {
    let expected = (method.to_owned(), format!("https://api.opentok.com{path}"), body);
    assert_eq!(sent(operation), expected);
}

#[test]
fn projects_are_administered_by_the_documented_requests() {
    is_sent(Account.create_project(), "POST", "/v2/project", Value::Null);
    is_sent(Account.create_project().name("Acme"), "POST", "/v2/project", json!({ "name": "Acme" }));
    is_sent(Account.projects(), "GET", "/v2/project", Value::Null);
    is_sent(project().info(), "GET", "/v2/project/45678123", Value::Null);
    is_sent(project().suspend(), "PUT", "/v2/project/45678123", json!({ "status": "SUSPENDED" }));
    is_sent(project().activate(), "PUT", "/v2/project/45678123", json!({ "status": "ACTIVE" }));
    is_sent(project().delete(), "DELETE", "/v2/project/45678123", Value::Null);
    assert_eq!(refused(Account.create_project().name("")), "project name");
}

#[test]
fn a_project_is_read_with_its_keys_and_does_not_show_its_secret() {
    let read = |body: &str| project().info().interpret(&answer(200, "application/json", body));
    let info = read(PROJECT).unwrap();
    assert_eq!((info.id.as_str(), info.name.as_deref()), ("12312", Some("Joe Montana")));
    assert_eq!((&info.status, &info.environment), (&ProjectStatus::Active, &Some(Environment::Standard)));
    assert_eq!(info.created_at, Some(UNIX_EPOCH + Duration::from_millis(1_414_642_898_000)));
    let keys = info.credentials();
    assert_eq!((keys.access_key(), keys.secret_key()), ("12312", &Secret::from("567890")));
    assert!(!format!("{info:?} {keys:?}").contains("567890"));
    let bare = read(r#"{"id":12312,"secret":"s","status":"FROZEN","name":null}"#).unwrap();
    assert_eq!((bare.id.as_str(), bare.name), ("12312", None));
    assert_eq!(bare.status, ProjectStatus::Other("FROZEN".to_owned()));
    let list = format!("[{PROJECT},{PROJECT}]");
    let all = Account.projects().interpret(&answer(200, "application/json", &list)).unwrap();
    assert_eq!(all.len(), 2);
}

#[tokio::test]
async fn an_account_s_client_signs_as_the_account() {
    let seen = Arc::new(Mutex::new(String::new()));
    let service = tower::service_fn({
        let seen = seen.clone();
        move |request: Request| {
            *seen.lock().unwrap() = request.headers()["x-opentok-auth"].to_str().unwrap().to_owned();
            async { Ok::<_, Infallible>(answer(200, "application/json", PROJECT)) }
        }
    });
    let client = account::builder(AccountCredentials::new("123456", "secret")).transport(service);
    client.send(Account.create_project()).await.unwrap();
    let token = seen.lock().unwrap().clone();
    let claims = jwt::claims(&token).unwrap();
    assert_eq!((&claims["iss"], &claims["ist"]), (&json!("123456"), &json!("account")));
    assert!(jwt::verify(&token, &"secret".into()).is_ok());
}

#[test]
fn an_upload_target_is_sent_with_its_keys_and_never_shown_with_them() {
    let path = "/v2/project/45678123/archive/storage";
    let bucket = || S3::new("recordings", "access", "hush-hush");
    let config = json!({ "accessKey": "access", "secretKey": "hush-hush", "bucket": "recordings" });
    let set = project().set_archive_storage(bucket());
    is_sent(set.clone(), "PUT", path, json!({ "type": "s3", "config": config }));
    let config = json!({ "accessKey": "access", "secretKey": "hush-hush", "bucket": "recordings",
        "endpoint": "https://s3.example.com", "sse": "s3" });
    let other = bucket().endpoint("https://s3.example.com").encrypted(true);
    let other = project().set_archive_storage(other).fallback(Fallback::None);
    is_sent(other, "PUT", path, json!({ "type": "s3", "config": config, "fallback": "none" }));
    let config = json!({ "accountName": "account", "accountKey": "hush-hush", "container": "recordings",
        "domain": "blob.example.com" });
    let azure = Azure::new("recordings", "account", "hush-hush").domain("blob.example.com");
    let azure = project().set_archive_storage(azure).fallback(Fallback::OpenTok);
    is_sent(azure.clone(), "PUT", path, json!({ "type": "azure", "config": config, "fallback": "opentok" }));
    is_sent(project().delete_archive_storage(), "DELETE", path, Value::Null);
    assert!(!format!("{set:?} {azure:?}").contains("hush"), "{set:?} {azure:?}");
}

#[test]
fn an_upload_target_that_cannot_be_one_is_refused_by_its_field_and_without_its_key() {
    let field = |s3: S3| refused(project().set_archive_storage(s3));
    assert_eq!(field(S3::new("", "a", "hush")), "bucket");
    assert_eq!(field(S3::new("b", "", "hush")), "access key");
    assert_eq!(field(S3::new("b", "a", "")), "secret key");
    assert_eq!(field(S3::new("b", "a", Secret::new([0xff]))), "secret key");
    for endpoint in ["", "s3.example.com", "ftp://s3.example.com"] {
        assert_eq!(field(S3::new("b", "a", "hush").endpoint(endpoint)), "endpoint");
    }
    let field = |azure: Azure| refused(project().set_archive_storage(azure));
    assert_eq!(field(Azure::new("", "a", "hush")), "container");
    assert_eq!(field(Azure::new("c", "", "hush")), "account name");
    assert_eq!(field(Azure::new("c", "a", "")), "account key");
    assert_eq!(field(Azure::new("c", "a", "hush").domain("")), "domain");
    let error = request(project().set_archive_storage(S3::new("", "a", "hush"))).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hush"));
}

#[test]
fn insights_are_asked_in_one_raw_call_at_a_host_of_their_own() {
    let query =
        insights::query("query ($key: Int!) { a }").variable("key", 7).variable("start", "2026-01-01");
    let request = query.encode(&insights::ENDPOINT).unwrap();
    assert_eq!(
        (request.method().as_str(), request.uri().to_string().as_str()),
        ("POST", "https://insights.opentok.com/graphql")
    );
    let body: Value = serde_json::from_slice(request.body()).unwrap();
    let variables = json!({ "key": 7, "start": "2026-01-01" });
    assert_eq!(body, json!({ "query": "query ($key: Int!) { a }", "variables": variables }));
    let bare: Value =
        serde_json::from_slice(crate::request(insights::query("{ a }")).unwrap().body()).unwrap();
    assert_eq!(bare, json!({ "query": "{ a }" }));
    assert_eq!(refused(insights::query("")), "query");
}

#[test]
fn an_answer_of_insights_is_given_as_it_is_and_a_refusal_is_read_in_its_form() {
    let query = insights::query("{ a }");
    for body in [r#"{"data":{"a":1}}"#, r#"{"errors":[{"message":"no","errorCode":1008}],"data":null}"#] {
        let read = query.interpret(&answer(200, "application/json", body)).unwrap();
        assert_eq!(read, serde_json::from_str::<Value>(body).unwrap());
    }
    let refused = r#"{"errors":[{"message":"No valid authentication was provided.","errorCode":1001}]}"#;
    let error = query.interpret(&answer(401, "application/json", refused)).unwrap_err();
    let told = error.api_error().unwrap();
    assert_eq!(told.code.as_deref(), Some("1001"));
    assert_eq!(told.message.as_deref(), Some("No valid authentication was provided."));
    let error =
        query.interpret(&answer(403, "application/json", r#"{"code":-1,"message":"no"}"#)).unwrap_err();
    assert_eq!(error.api_error().unwrap().code.as_deref(), Some("-1"));
    for odd in ["0", "null", r#""no""#, "[]", r#"{"errors":0}"#, r#"{"errors":[]}"#, r#"{"errors":[0]}"#] {
        let error = query.interpret(&answer(401, "application/json", odd)).unwrap_err();
        assert_eq!(error.api_error().unwrap().code, None, "{odd}");
    }
}
