use super::*;
use crate::config::tests::parsed;

const FILE: &str = r#"
use = "production"
[profile.production]
access-key = "production-ak"
secret-key = "production-sk"
hub = "shows"
[profile.test]
access-key = "test-ak"
secret-key = "test-sk"
endpoint = "https://test.example"
[profile.here]
local = "http://127.0.0.1:9000"
"#;

/// The keys of production in the environment.
fn production(name: &str) -> Option<String> {
    let value = match name {
        "PILI_ACCESS_KEY" => "env-ak",
        "PILI_SECRET_KEY" => "env-sk",
        "PILI_ENDPOINT" => "https://env.example",
        "PILI_PROFILE" => "test",
        _ => return None,
    };
    Some(value.to_owned())
}

fn nothing(_: &str) -> Option<String> {
    None
}

fn flags(profile: Option<&str>, local: Option<&str>, access_key: Option<&str>) -> Flags {
    let text = |value: Option<&str>| value.map(str::to_owned);
    Flags { profile: text(profile), local: text(local), access_key: text(access_key), ..Flags::default() }
}

fn target(flags: Flags, variable: fn(&str) -> Option<String>) -> Target {
    resolve(flags, variable, &parsed(FILE).unwrap()).unwrap()
}

/// Endpoint, access key and secret key.
fn told(target: &Target) -> (Option<String>, Option<&str>, Option<String>) {
    let secret = target.secret_key.as_ref();
    let secret = secret.map(|secret| String::from_utf8_lossy(secret.value.expose()).into_owned());
    let endpoint = target.endpoint.as_ref().map(|endpoint| endpoint.value.to_string());
    (endpoint, target.access_key.as_ref().map(|key| &*key.value), secret)
}

fn is(target: &Target, endpoint: Option<&str>, access_key: Option<&str>, secret: Option<&str>) {
    assert_eq!(told(target), (endpoint.map(str::to_owned), access_key, secret.map(str::to_owned)));
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_profile() {
    let env = Some("https://env.example");
    is(&target(flags(None, None, Some("flag-ak")), production), env, Some("flag-ak"), Some("env-sk"));
    is(&target(flags(Some("production"), None, None), production), env, Some("env-ak"), Some("env-sk"));
    is(&target(flags(None, None, None), nothing), None, Some("production-ak"), Some("production-sk"));
    let test = target(flags(Some("test"), None, None), nothing);
    is(&test, Some("https://test.example"), Some("test-ak"), Some("test-sk"));
    assert_eq!(test.access_key.unwrap().source, Source::Profile("test".to_owned()));
}

#[test]
fn a_local_service_never_gets_a_key_of_the_environment_or_of_the_profile_in_use() {
    let demo = target(flags(None, Some(LOCAL), None), production);
    is(&demo, Some(LOCAL), Some(DEMO_ACCESS_KEY), Some(DEMO_SECRET_KEY));
    assert!(demo.profile.is_none() && demo.is_local);
    is(
        &target(flags(Some("test"), Some(LOCAL), None), production),
        Some(LOCAL),
        Some("test-ak"),
        Some("test-sk"),
    );
    is(&target(flags(None, Some(LOCAL), Some("ak")), production), Some(LOCAL), Some("ak"), None);
}

#[test]
fn a_profile_may_stand_for_a_local_service() {
    let here = target(flags(Some("here"), None, None), production);
    is(&here, Some("http://127.0.0.1:9000"), Some(DEMO_ACCESS_KEY), Some(DEMO_SECRET_KEY));
    assert!(here.is_local);
    let endpoint = Some("https://elsewhere.example".to_owned());
    let away = target(Flags { endpoint, ..flags(Some("here"), None, None) }, production);
    is(&away, Some("https://elsewhere.example"), Some("env-ak"), Some("env-sk"));
    assert!(!away.is_local);
}

#[test]
fn the_secret_of_a_profile_goes_with_its_own_access_key_alone() {
    is(&target(flags(None, None, Some("other")), nothing), None, Some("other"), None);
    is(
        &target(flags(None, None, Some("production-ak")), nothing),
        None,
        Some("production-ak"),
        Some("production-sk"),
    );
}

#[test]
fn a_profile_that_is_not_there_is_named_with_who_names_it() {
    let unknown = resolve(flags(Some("prod"), None, None), nothing, &parsed(FILE).unwrap());
    let line = unknown.unwrap_err().line();
    assert!(line.contains("no profile `prod`") && line.contains("flag --profile"), "{line}");
}

/// An application in the environment, beside the keys of production.
fn vonage(name: &str) -> Option<String> {
    match name {
        "PILI_APPLICATION" => Some("env-application".to_owned()),
        "PILI_PRIVATE_KEY_FILE" => Some("env.pem".to_owned()),
        _ => production(name).filter(|_| name != "PILI_PROFILE"),
    }
}

fn application(flags: Flags, variable: fn(&str) -> Option<String>) -> Option<(String, Option<String>)> {
    let file = r#"
use = "vonage"
[profile.vonage]
application = "profile-application"
private-key-file = "profile.pem"
"#;
    let target = resolve(flags, variable, &parsed(file).unwrap()).unwrap();
    target.application.map(|it| (it.id.value, it.key_file.map(|file| file.value)))
}

fn is_application(found: Option<(String, Option<String>)>, id: &str, key_file: Option<&str>) {
    assert_eq!(found, Some((id.to_owned(), key_file.map(str::to_owned))));
}

#[test]
fn an_application_is_found_as_a_key_is_and_the_key_of_a_profile_is_its_own_alone() {
    let named = |id: &str| Flags { application: Some(id.to_owned()), ..Flags::default() };
    is_application(application(Flags::default(), nothing), "profile-application", Some("profile.pem"));
    is_application(application(Flags::default(), vonage), "env-application", Some("env.pem"));
    is_application(application(named("other"), nothing), "other", None);
    let flag = Flags { private_key_file: Some("flag.pem".to_owned()), ..named("other") };
    is_application(application(flag, vonage), "other", Some("flag.pem"));
}

#[test]
fn a_local_service_and_the_key_of_a_project_on_the_command_line_leave_the_application_alone() {
    assert_eq!(application(flags(None, Some(LOCAL), None), vonage), None);
    assert_eq!(application(flags(None, None, Some("45678123")), vonage), None);
    is_application(
        application(flags(Some("vonage"), Some(LOCAL), None), vonage),
        "profile-application",
        Some("profile.pem"),
    );
}
