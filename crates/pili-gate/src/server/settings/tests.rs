use super::*;
use crate::Cidr;

fn refused(text: &str) -> String {
    text.parse::<Settings>().expect_err(text).to_string()
}

#[test]
fn what_is_wrong_is_named() {
    let hub = |rest: &str| format!("[[hubs]]\nname = \"a\"\n{rest}");
    let told = |rest: &str| format!("[[accounts]]\naccess_key = \"a\"\nsecret_key = \"b\"\n{}", hub(rest));
    for (text, named) in [
        ("lisen = \"127.0.0.1:1\"".to_owned(), "lisen"),
        (hub("pubish = { rule = \"none\" }"), "pubish"),
        (hub("publish = { rul = \"none\" }"), "rul"),
        (hub(""), "hubs.a.publish: `expiry_sk` needs an account"),
        (hub("publish = { rule = \"nonsense\" }"), "`rule` must be none, static"),
        (hub("publish = { rule = \"static\" }"), "`keys` must not be empty"),
        (hub("publish = { rule = \"static\", keys = [\"\"] }"), "`keys` must not be empty"),
        (hub("publish = { rule = \"none\", keys = [\"a\"] }"), "knows no `keys`"),
        (hub("publish = { rule = \"none\" }\nplay = { key1 = \"a\" }"), "no `type`"),
        (hub("publish = { rule = \"none\" }\nplay = { type = \"tsExpireMD5\" }"), "key1"),
        (hub("publish = { rule = \"none\" }\nplay = { type = \"other\", key1 = \"a\" }"), "must be none"),
        (hub("publish = { rule = \"none\" }\nrelays = [\"a\"]"), "hubs.a.relays: `a` must be a CIDR"),
        (hub("publish = { rule = \"none\" }\nplayers = { not = [\"10.0.0.0/99\"] }"), "hubs.a.players.not"),
        (hub("publish = { rule = \"none\" }\nstreams = [{ key = \"a b\" }]"), "stream key"),
        (hub("publish = { rule = \"none\" }\nstreams = [{ key = \"b\" }, { key = \"b\" }]"), "twice"),
        ("[[hubs]]\nname = \"a/b\"".to_owned(), "line 2: hubs.a/b.name: "),
        ("[[accounts]]\naccess_key = \"a\"\nsecret_key = \"\"".to_owned(), "accounts"),
        ("[engines.nginx]".to_owned(), "must be one of nginx-rtmp, srs"),
        ("[engines.srs]\nsignature_key = \"a\"".to_owned(), "signs nothing"),
        ("[engines.srs]\nsecret = \"a/b\"".to_owned(), "engines.srs.secret"),
        ("[engines.srs]\nsecret = \"\"".to_owned(), "engines.srs.secret"),
        ("when_unsure = \"ajar\"".to_owned(), "ajar"),
        (
            hub("publish = { rule = \"none\" }\ncallback = \"http://a.test/\""),
            "hubs.a.callback: needs an account",
        ),
        (told("callback = \"a.test\""), "hubs.a.connect_callback: `url` must begin with"),
        (
            told("connect_callback = { url = \"http://a.test/\", type = \"PUT\" }"),
            "must be GET, FORM or JSON",
        ),
        (told("connect_callback = { url = \"http://a.test/\", vars = {} }"), "at least one var"),
        (
            told("disconnect_callback = { url = \"http://a.test/\", retry_times = 6 }"),
            "retryTimes must be 0 to 5",
        ),
        (
            told("callback = \"http://a.test/\"\ndisconnect_delay = 61"),
            "hubs.a.disconnect_delay: must be 0 to 60",
        ),
        (
            "[engines.zlmediakit]\napi = [\"http://127.0.0.1:1\"]".to_owned(),
            "nginx-rtmp, srs, mediamtx alone",
        ),
        ("[engines.srs]\napi = [\"http://u:hush@127.0.0.1:1\"]".to_owned(), "engines.srs.api"),
    ] {
        let error = refused(&text);
        assert!(error.contains(named) && !error.contains("hush"), "{text}: {error}");
    }
}

#[test]
fn a_refusal_names_the_line_and_repeats_no_key() {
    let error = refused("[[accounts]]\naccess_key = \"a\"\nsecret_key = \"hush\" \"hush\"\n");
    assert!(error.starts_with("line 3: ") && !error.contains("hush"), "{error}");
    let error = refused("[[hubs]]\nname = \"a\"\npublish = { rule = \"static\", keys = \"hush\" }");
    assert!(error.contains("expected a sequence") && !error.contains("hush"), "{error}");
    let settings: Settings =
        "[[accounts]]\naccess_key = \"a\"\nsecret_key = \"hush\"\n[[hubs]]\nname = \"a\"".parse().unwrap();
    assert!(!format!("{settings:?}").contains("hush"), "{settings:?}");
}

#[test]
fn without_a_word_engines_ask_from_this_machine_and_nobody_may_do_anything() {
    let settings: Settings = "".parse().unwrap();
    let callers = settings.engine(Engine::Srs).callers;
    let blocks = ["127.0.0.0/8", "::1"].map(|block| block.parse::<Cidr>().unwrap());
    assert_eq!(callers.addresses, blocks);
    assert!(settings.policy.is_empty() && !settings.when_unsure.is_open());
    assert_eq!(settings.listen.port(), 8085);
}

#[test]
fn a_redis_that_cannot_be_asked_is_named_without_its_password() {
    let url = "url = \"redis://:hush@127.0.0.1\"";
    for (table, named) in [
        ("".to_owned(), "missing field `url`"),
        ("url = \"redis://:hush@/\"".to_owned(), "redis.url: "),
        ("url = \"rediss://:hush@a.test\"".to_owned(), "redis.url: "),
        ("url = \"http://:hush@a.test\"".to_owned(), "redis.url: "),
        ("url = \"hush\"".to_owned(), "redis.url: "),
        ("url = [\"hush\"]".to_owned(), "line 2: "),
        (format!("{url}\nprefx = \"a\""), "prefx"),
        (format!("{url}\ntimeout = \"0s\""), "redis.timeout: must be"),
        (format!("{url}\ntimeout = \"3s\""), "redis.timeout: must be"),
        (format!("{url}\ntimeout = \"-1s\""), "redis.timeout: must be"),
        (format!("{url}\ntimeout = \"soon\""), "redis.timeout: must be"),
    ] {
        let error = refused(&format!("[redis]\n{table}"));
        assert!(error.contains(named) && !error.contains("hush"), "{table}: {error}");
    }
    let good = format!("[redis]\n{url}\nprefix = \"a:\"\ntimeout = \"20 ms\"").parse::<Settings>();
    #[cfg(feature = "redis")]
    assert_eq!(good.map(|settings| settings.redis()), Ok(Some("127.0.0.1:6379".to_owned())));
    #[cfg(not(feature = "redis"))]
    assert!(good.is_err_and(|error| error.to_string().contains("without the feature `redis`")));
}

#[test]
fn a_rule_that_is_broken_is_named_with_the_line_of_its_member() {
    let text = "[[accounts]]\naccess_key = \"ak\"\nsecret_key = \"sk\"\n\n[[hubs]]\nname = \"a\"\n\n[[hubs]]\n\
        name = \"b\"\nrelays = []\n";
    for (more, named) in [
        ("publish = { rule = \"static\" }", "line 11: hubs.b.publish: "),
        (
            "publish.rule = \"none\"\nstreams = [\n  { key = \"c\" },\n  { key = \"d\", play = { key1 = \"x\" } },\n]",
            "line 14: hubs.b.streams.d.play: ",
        ),
        (
            "[[hubs.streams]]\nkey = \"c\"\n[[hubs.streams]]\nkey = \"c\"",
            "line 13: hubs.b.streams.c: is there twice",
        ),
        ("[[hubs]]\nname = \"a\"", "line 11: hubs.a: is there twice"),
        ("players.not = [\"x\"]", "line 11: hubs.b.players.not: "),
        ("[engines.srs]\n\nsecret = \"a/b\"", "line 13: engines.srs.secret: "),
        ("[[accounts]]\naccess_key = \"other\"\nsecret_key = \"\"", "line 11: accounts.other: "),
        ("[redis]\nurl = \"http://a.test\"", "line 12: redis.url: "),
    ] {
        let error = refused(&format!("{text}{more}"));
        assert!(error.starts_with(named), "{more}: {error}");
    }
    // Of what is left out there is the line of the hub.
    assert!(refused("[[hubs]]\nname = \"a\"").starts_with("line 1: hubs.a.publish: "));
}
