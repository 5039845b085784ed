//! Every layer, every error, every defaulting rule.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use handover_api::RateSettings;
use handover_assistant::ModelSettings;
use handover_domain::{Contact, ContactBook, Routes, Secret};
use handover_notification::Tls;

use super::keys::{KEYS, Secrecy};
use super::layers::SHIPPED;
use super::{Auth, Layers, Settings, SettingsError, Surroundings, dot_env, secret};

/// A folder of its own, removed at the end.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("config")).unwrap();
        Self(folder)
    }

    fn with(self, file: &str, text: &str) -> Self {
        std::fs::write(self.0.path().join(file), text).unwrap();
        self
    }
}

fn around(folder: &Path, environment: &[(&str, &str)]) -> Surroundings {
    Surroundings {
        file: None,
        folder: folder.to_owned(),
        environment: environment.iter().map(|(name, value)| (name.into(), value.into())).collect(),
        flags: Vec::new(),
    }
}

fn layers(environment: &[(&str, &str)]) -> Result<Layers, SettingsError> {
    Layers::load(&around(Path::new("/nonexistent"), environment))
}

fn settings(environment: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    Settings::read(&layers(environment)?)
}

fn message(environment: &[(&str, &str)]) -> String {
    settings(environment).expect_err("the settings are wrong").to_string()
}

/// The names of the values in a table, with the sections that lead to them.
fn names_in(section: &str, value: &toml::Value) -> Vec<String> {
    match value.as_table() {
        Some(table) => {
            table.iter().flat_map(|(key, value)| names_in(&format!("{section}.{key}"), value)).collect()
        }
        None => vec![section.to_owned()],
    }
}

#[test]
fn the_shipped_file_names_every_setting_and_nothing_else() {
    let layers = layers(&[]).unwrap();
    for (key, given) in layers.all() {
        assert_eq!(given.source, "default", "{}", key.name);
    }
    let table: toml::Table = toml::from_str(SHIPPED).unwrap();
    let in_file: BTreeSet<String> =
        table.iter().flat_map(|(section, keys)| names_in(section, keys)).collect();
    let in_catalogue: BTreeSet<String> = KEYS.iter().map(|key| key.name.to_owned()).collect();
    assert_eq!(in_file, in_catalogue);
}

#[test]
fn the_defaults_are_those_of_the_issue() {
    let settings = settings(&[]).unwrap();
    assert_eq!(settings.server.bind.to_string(), "127.0.0.1:8001");
    assert_eq!(settings.database.url.to_string(), "sqlite:data/handover.db");
    assert_eq!(settings.chat.turn_deadline, Duration::from_secs(25));
    assert_eq!(settings.chat.abandon_after, Duration::from_secs(7 * 86_400));
    assert_eq!(settings.server.cors_allowed_origins.len(), 4);
    assert!(settings.mail.smtp.is_none(), "a fresh install dials nobody");
}

#[test]
fn a_language_model_is_asked_once_an_address_or_a_key_is_set() {
    assert!(settings(&[]).unwrap().model.is_none(), "nothing leaves a fresh install");
    let only_key = settings(&[("OPENAI_API_KEY", "sk-1")]).unwrap().model.unwrap();
    let defaults = ModelSettings::default();
    let debug = |settings: &ModelSettings| format!("{settings:?}");
    let expected = ModelSettings {
        base_url: "https://api.openai.com/v1".to_owned(),
        api_key: Some(Secret::new("sk-1")),
        ..defaults
    };
    assert_eq!(debug(&only_key), debug(&expected), "the defaults are those of the assistant");
    let prototype = settings(&[
        ("OPENAI_BASE_URL", "http://localhost:11434/v1"),
        ("OPENAI_MODEL", "llama3.1"),
        ("HANDOVER__ASSISTANT__FALLBACK_MODEL", ""),
        ("OPENAI_MAX_TOKENS", "500"),
        ("OPENAI_TEMPERATURE", "0.2"),
        ("OPENAI_TIMEOUT", "12.5"),
        ("OPENAI_MAX_RETRIES", "0"),
        ("HANDOVER__ASSISTANT__LINK_HOSTS", "docs.example.com, parts.example.com"),
    ]);
    let model = prototype.unwrap().model.unwrap();
    assert_eq!((model.model.as_str(), model.fallback_model, model.api_key), ("llama3.1", None, None));
    assert_eq!((model.max_tokens, model.temperature, model.tries), (500, Some(0.2), 1));
    assert_eq!(model.timeout, Duration::from_millis(12_500));
    assert_eq!(model.link_hosts, ["docs.example.com", "parts.example.com"]);
}

#[test]
fn limits_are_by_setting_and_the_defaults_those_of_the_api() {
    assert_eq!(settings(&[]).unwrap().limits, RateSettings::default());
    let off = settings(&[("HANDOVER__LIMITS__CHATS_PER_ACTOR", "0")]).unwrap().limits;
    assert_eq!(off, RateSettings { chats_per_actor: None, ..RateSettings::default() });
}

#[test]
fn each_layer_wins_over_the_one_below() {
    let folder = Folder::new();
    let at = |folder: &Folder, environment: &[(&str, &str)], flags: &[&str]| {
        let flag = |value: &&str| ("log.level".to_owned(), (*value).to_owned(), "--set".to_owned());
        let around =
            Surroundings { flags: flags.iter().map(flag).collect(), ..around(folder.0.path(), environment) };
        let given = Layers::load(&around).unwrap().given("log.level");
        (given.value, given.source)
    };
    let is = |value: &str, source: &str| (value.to_owned(), source.to_owned());
    assert_eq!(at(&folder, &[], &[]), is("info", "default"));
    let folder = folder.with("config/handover.toml", "[log]\nlevel = \"warning\"");
    assert_eq!(at(&folder, &[], &[]), is("warning", "config/handover.toml"));
    let folder = folder.with(".env", "UNKNOWN=1\nLOG_LEVEL=ERROR");
    assert_eq!(at(&folder, &[], &[]), is("ERROR", ".env: LOG_LEVEL"));
    let folder = folder.with(".env", "HANDOVER__LOG__LEVEL=error\nLOG_LEVEL=info");
    assert_eq!(at(&folder, &[], &[]), is("error", ".env: HANDOVER__LOG__LEVEL"));
    assert_eq!(at(&folder, &[("LOG_LEVEL", "DEBUG")], &[]), is("DEBUG", "environment: LOG_LEVEL"));
    let environment = [("HANDOVER__LOG__LEVEL", "trace"), ("LOG_LEVEL", "DEBUG")];
    assert_eq!(at(&folder, &environment, &[]), is("trace", "environment: HANDOVER__LOG__LEVEL"));
    assert_eq!(at(&folder, &environment, &["info"]), is("info", "--set"));
}

#[test]
fn an_empty_plain_variable_says_nothing_and_an_empty_one_of_ours_does() {
    let folder = Folder::new().with("config/handover.toml", "[smtp]\nserver = \"mail.example.com\"");
    let server = |environment: &[(&str, &str)]| {
        Layers::load(&around(folder.0.path(), environment)).unwrap().given("smtp.server").value
    };
    assert_eq!(server(&[("SMTP_SERVER", "")]), "mail.example.com");
    assert_eq!(server(&[("HANDOVER__SMTP__SERVER", "")]), "");
}

#[test]
fn text_stays_as_it_was_written() {
    let environment = [("SMTP_PASSWORD", "0123"), ("SMTP_USERNAME", "1e5@x.org")];
    let layers = layers(&environment).unwrap();
    assert_eq!(layers.given("smtp.password").value, "0123");
    assert_eq!(layers.given("smtp.username").value, "1e5@x.org");
}

#[test]
fn every_value_that_cannot_be_read_names_its_key_source_and_form() {
    let cases = [
        ("HANDOVER__SERVER__BIND", "8001", "server.bind", "ADDRESS:PORT"),
        ("HANDOVER__SERVER__BASE_PATH", "support", "server.base_path", "/support"),
        ("CORS_ALLOWED_ORIGINS", "*", "server.cors_allowed_origins", "origins"),
        ("HANDOVER__SERVER__WORKERS", "0", "server.workers", "auto"),
        ("HANDOVER__SERVER__DRAIN", "31s", "server.drain", "30s"),
        ("DATABASE_URL", "mysql://x/y", "database.url", "sqlite:PATH"),
        ("HANDOVER__DATABASE__SQLITE_READERS", "999", "database.sqlite_readers", "255"),
        ("HANDOVER__DATABASE__POSTGRES_CONNECTIONS", "-1", "database.postgres_connections", "255"),
        ("HANDOVER__ORGANIZATION__TIME_ZONE", "EST5", "organization.time_zone", "Europe/Athens"),
        ("HANDOVER__ORGANIZATION__TICKET_PREFIX", "ab", "organization.ticket_prefix", "capital"),
        ("HANDOVER__CHAT__TURN_DEADLINE", "25", "chat.turn_deadline", "25s"),
        ("HANDOVER__CHAT__ABANDON_AFTER", "1s", "chat.abandon_after", "60s"),
        ("HANDOVER__ASSISTANT__KNOWLEDGE", "", "assistant.knowledge", "path"),
        ("OPENAI_BASE_URL", "llm.example.com", "assistant.base_url", "https://llm.example.com/v1"),
        ("OPENAI_BASE_URL", "http://ollama:11434/v1", "assistant.base_url", "assistant.plain_http"),
        ("OPENAI_TIMEOUT", "0", "assistant.timeout", "seconds such as 30"),
        ("OPENAI_TEMPERATURE", "hot", "assistant.temperature", "from 0 to 2"),
        ("OPENAI_MAX_TOKENS", "0", "assistant.max_tokens", "from 1 to 1000000"),
        ("OPENAI_MAX_RETRIES", "-1", "assistant.max_retries", "from 0 to 1000000"),
        ("HANDOVER__ASSISTANT__TOKENS_PARAMETER", "tokens", "assistant.tokens_parameter", "max_tokens"),
        ("HANDOVER__ASSISTANT__PROMPT_TOKENS", "1000", "assistant.prompt_tokens", "1500"),
        ("HANDOVER__NOTIFICATION__SUPPORT_TO", "a@b.c,nobody", "notification.support_to", "commas"),
        ("HANDOVER__NOTIFICATION__SUPPORT_LANGUAGE", "de", "notification.support_language", "el, ar"),
        ("HANDOVER__NOTIFICATION__COMMAND_TIMEOUT", "2m", "notification.command_timeout", "45s"),
        ("HANDOVER__NOTIFICATION__CONTENT_TIMEOUT", "2h", "notification.content_timeout", "3600s"),
        ("SMTP_PORT", "0", "smtp.port", "65535"),
        ("FROM_EMAIL", "nobody", "smtp.from_email", "mail address"),
        ("SMTP_USE_TLS", "maybe", "smtp.use_tls", "true or false"),
        ("SMTP_USE_SSL", "2", "smtp.use_ssl", "true or false"),
        ("LOG_LEVEL", "loud", "log.level", "warning"),
        ("HANDOVER__LOG__FORMAT", "xml", "log.format", "json"),
        ("HANDOVER__SERVER__TRUSTED_PROXIES", "10.0.0.0/33", "server.trusted_proxies", "10.0.0.0/8"),
        ("HANDOVER__SERVER__MAX_CONNECTIONS", "0", "server.max_connections", "from 1 to 1000000"),
        ("HANDOVER__LIMITS__CHATS_PER_ACTOR", "-1", "limits.chats_per_actor", "where 0 is any number"),
        ("HANDOVER__LIMITS__CHATS_PER_KEY", "4294967296", "limits.chats_per_key", "1000000"),
        ("HANDOVER__SERVER__TRUSTED_PROXIES", "proxy.local", "server.trusted_proxies", "10.0.0.0/8"),
    ];
    for (variable, value, key, form) in cases {
        let message = message(&[(variable, value)]);
        for part in [key, &format!("\"{value}\""), &format!("environment: {variable}"), form] {
            assert!(message.contains(part), "{variable}={value}: `{message}` lacks `{part}`");
        }
        assert!(!message.contains('\n'), "{message}");
    }
}

#[test]
fn proxies_are_named_by_address_or_network() {
    let named = settings(&[("HANDOVER__SERVER__TRUSTED_PROXIES", "10.0.0.0/8, ::1,192.0.2.7")]).unwrap();
    let shown: Vec<String> = named.server.trusted_proxies.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["10.0.0.0/8", "::1/128", "192.0.2.7/32"]);
}

#[test]
fn an_unknown_key_names_the_nearest_known_one() {
    let ours = message(&[("HANDOVER__SERVER__BNID", "x")]);
    assert!(ours.contains("HANDOVER__SERVER__BNID") && ours.contains("`HANDOVER__SERVER__BIND`"), "{ours}");
    let lower = message(&[("HANDOVER__server__bind", "x")]);
    assert!(lower.contains("`HANDOVER__SERVER__BIND`"), "{lower}");
    let in_file = |text: &str| {
        let folder = Folder::new().with("config/handover.toml", text);
        Layers::load(&around(folder.0.path(), &[])).err().expect("the file is wrong").to_string()
    };
    assert!(in_file("[databse]\nurl = \"x\"").contains("`database.url`"));
    assert!(in_file("bind = \"x\"").contains("`server.bind`"));
    assert!(in_file("[server.bind]\nport = 1").contains("`server.bind`"));
    assert!(in_file("[smtp]\nport = 58.7").contains("quotes"));
    let folder = Folder::new().with(".env", "HANDOVER__LOG__LEVLE=info");
    let error = Layers::load(&around(folder.0.path(), &[])).err().expect("the line is wrong").to_string();
    assert!(error.contains("HANDOVER__LOG__LEVLE") && error.contains(".env"), "{error}");
}

#[test]
fn other_variables_and_lines_are_ignored() {
    let folder = Folder::new().with(".env", "SMTP_SERVERS=x\nnonsense\n=\n# HANDOVER__NO=1\nHOME=/x");
    let layers =
        Layers::load(&around(folder.0.path(), &[("smtp_server", "x"), ("HANDOVER_X", "y")])).unwrap();
    assert!(layers.all().all(|(_, given)| given.source == "default"));
}

#[test]
fn a_file_that_was_asked_for_must_be_there() {
    let around =
        Surroundings { file: Some("elsewhere.toml".into()), ..around(Path::new("/nonexistent"), &[]) };
    let error = Layers::load(&around).err().expect("there is no such file").to_string();
    assert!(error.contains("elsewhere.toml"), "{error}");
}

#[test]
fn secrets_are_in_no_text() {
    let canary = "canary-7f3a";
    let url = format!("postgres://me:{canary}@db/x?sslpassword={canary}");
    let environment =
        [("SMTP_PASSWORD", canary), ("SMTP_USERNAME", "a@b.org"), ("DATABASE_URL", url.as_str())];
    let key = format!("{canary} and enough letters to be a secret");
    let tokens = [
        ("HANDOVER__AUTH__SECRET", key.as_str()),
        ("HANDOVER__AUTH__MODE", "token"),
        ("HANDOVER__AUTH__ISSUER", "https://host.example"),
        ("HANDOVER__AUTH__AUDIENCE", "handover"),
        ("OPENAI_API_KEY", canary),
    ];
    let environment = [&environment[..], &tokens].concat();
    let mut shown = Vec::new();
    crate::commands::config_show::run(&layers(&environment).unwrap(), &mut shown).unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("smtp.password = \"***\""), "{shown}");
    assert!(!shown.contains(canary), "{shown}");
    assert!(!format!("{:?}", settings(&environment).unwrap()).contains(canary));
    let wrong = message(&[("DATABASE_URL", &format!("postgers://me:{canary}@db/x"))]);
    assert!(!wrong.contains(canary), "{wrong}");
    let folder =
        Folder::new().with("config/handover.toml", &format!("[smtp]\npassword = \"{canary}\nuse_tls = 1"));
    let broken = Layers::load(&around(folder.0.path(), &[])).err().expect("the file is wrong").to_string();
    assert!(!broken.contains(canary) && broken.contains("line 2"), "{broken}");
    let secrets: Vec<&str> =
        KEYS.iter().filter(|key| key.secrecy != Secrecy::Open).map(|key| key.name).collect();
    assert_eq!(
        secrets,
        [
            "auth.secret",
            "auth.jwks_url",
            "auth.oidc.client_secret",
            "database.url",
            "assistant.base_url",
            "assistant.api_key",
            "smtp.password"
        ]
    );
}

#[test]
fn an_identity_provider_needs_a_way_back_and_a_name_for_us() {
    let provider = |name: &'static str, value: &'static str| (name, value);
    let issuer = provider("HANDOVER__AUTH__OIDC__ISSUER", "https://id.example");
    let client = provider("HANDOVER__AUTH__OIDC__CLIENT_ID", "desk");
    let (mode, public) = (("HANDOVER__AUTH__MODE", "token"), ("PUBLIC_URL", "https://help.example.com/ai/"));
    let read =
        settings(&[mode, issuer, client, public, ("HANDOVER__AUTH__OIDC__JOIN_DOMAINS", "Fjord.Example")]);
    let Auth::Token(auth) = read.unwrap().auth else { panic!("token mode") };
    let provider = auth.provider.unwrap();
    assert_eq!(provider.settings.redirect_uri, "https://help.example.com/ai/api/auth/oidc/callback");
    assert_eq!(provider.joining.unwrap().domains, ["fjord.example"]);
    for (environment, named) in [
        (&[issuer, client][..], "server.public_url"),
        (&[issuer, public], "auth.oidc.client_id"),
        (&[("HANDOVER__AUTH__OIDC__JOIN_ROLE", "boss")], "expert, lead or admin"),
        (&[("PUBLIC_URL", "http://help.example.com")], "http only for this machine"),
        (&[("PUBLIC_URL", "https://user@help.example.com")], "expected an address"),
        (&[("PUBLIC_URL", "help.example.com")], "expected an address"),
    ] {
        let error = message(environment);
        assert!(error.contains(named), "{environment:?}: {error}");
    }
}

#[test]
fn token_mode_believes_only_what_is_named() {
    let key = ("HANDOVER__AUTH__SECRET", "0123456789abcdef0123456789abcdef");
    let issuer = ("HANDOVER__AUTH__ISSUER", "https://host.example");
    let audience = ("HANDOVER__AUTH__AUDIENCE", "handover");
    let mode = ("HANDOVER__AUTH__MODE", "token");
    assert!(matches!(settings(&[]).unwrap().auth, Auth::Open));
    assert!(matches!(settings(&[mode, key, issuer, audience]).unwrap().auth, Auth::Token(_)));
    // Accounts and API keys are no settings, so nobody else has to be let in by one.
    assert!(matches!(settings(&[mode]).unwrap().auth, Auth::Token(_)));
    for (environment, named) in [
        (&[mode, key, issuer][..], "auth.audience"),
        (&[key, audience], "auth.issuer"),
        (
            &[mode, key, issuer, audience, ("HANDOVER__AUTH__JWKS_URL", "https://host.example/jwks")],
            "only one",
        ),
        (&[("HANDOVER__AUTH__MODE", "closed")], "expected open or token"),
        (&[("HANDOVER__AUTH__ALGORITHMS", "none")], "RS256"),
        (&[("HANDOVER__AUTH__LEEWAY", "31s")], "auth.leeway"),
    ] {
        let error = message(environment);
        assert!(error.contains(named), "{environment:?}: {error}");
    }
}

#[test]
fn a_url_is_shown_without_its_secrets_however_odd_it_is() {
    let cases = [
        ("sqlite:/home/a@b/x.db", "sqlite:/home/a@b/x.db"),
        ("postgres://u:p@h/d", "postgres://***@h/d"),
        ("postgres://u:p@q@h/d", "postgres://***@h/d"),
        ("postgres://u:p?q@h/d", "postgres://***"),
        ("postgres://h/d?password=a@b", "postgres://***"),
        ("postgres://h/d?user=x&PassFile=y", "postgres://h/d?user=x&PassFile=***"),
        ("postgres:u:p@h", "postgres:***@h"),
        (
            "https://h/jwks?tenant=t&access_token=y&x-key=z",
            "https://h/jwks?tenant=t&access_token=***&x-key=***",
        ),
    ];
    for (url, shown) in cases {
        assert_eq!(secret::without_password(url), shown);
    }
}

#[test]
fn an_env_file_is_read_as_the_prototype_wrote_it() {
    let text = "\u{feff}A=1\r\nexport B = two words # why\nC='a # b'\nD=\"x\\n\\\"y\\\\\"\nE=pa$$w{ord}#1\nF=\nG=\"open";
    let pairs: Vec<(String, String)> = dot_env::parse(text);
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let expected = [
        ("A", "1"),
        ("B", "two words"),
        ("C", "a # b"),
        ("D", "x\n\"y\\"),
        ("E", "pa$$w{ord}#1"),
        ("F", ""),
        ("G", "\"open"),
    ];
    assert_eq!(pairs, expected);
}

#[test]
fn mail_is_configured_by_a_server_or_a_user_name_and_nothing_else() {
    let quiet =
        [("SMTP_PORT", "2525"), ("FROM_EMAIL", "a@b.org"), ("SMTP_PASSWORD", "x"), ("SMTP_USE_SSL", "true")];
    assert!(settings(&quiet).unwrap().mail.smtp.is_none());
    let by_user = settings(&[("SMTP_USERNAME", "me@gmail.com")]).unwrap().mail.smtp.unwrap();
    assert_eq!((by_user.host.as_str(), by_user.port, by_user.tls), ("smtp.gmail.com", 587, Tls::StartTls));
    assert_eq!(by_user.from.address(), "me@gmail.com");
    let by_server =
        settings(&[("SMTP_SERVER", "mx"), ("FROM_EMAIL", "Desk <a@b.org>")]).unwrap().mail.smtp.unwrap();
    assert_eq!((by_server.host.as_str(), by_server.username.as_str()), ("mx", ""));
    assert_eq!(by_server.from.address(), "a@b.org");
    let no_sender = message(&[("SMTP_SERVER", "mx"), ("SMTP_USERNAME", "apikey")]);
    assert!(no_sender.contains("smtp.from_email") && no_sender.contains("FROM_EMAIL"), "{no_sender}");
}

#[test]
fn the_port_and_two_switches_decide_about_tls() {
    let tls = |more: &[(&str, &str)]| {
        let mut environment = vec![("SMTP_SERVER", "mx"), ("FROM_EMAIL", "a@b.org")];
        environment.extend_from_slice(more);
        let smtp = settings(&environment).unwrap().mail.smtp.unwrap();
        (smtp.port, smtp.tls)
    };
    assert_eq!(tls(&[]), (587, Tls::StartTls));
    assert_eq!(tls(&[("SMTP_PORT", "465")]), (465, Tls::Implicit));
    assert_eq!(tls(&[("SMTP_PORT", "465"), ("SMTP_USE_TLS", "false")]), (465, Tls::Implicit));
    assert_eq!(tls(&[("SMTP_USE_SSL", "True")]), (465, Tls::Implicit));
    assert_eq!(tls(&[("SMTP_USE_SSL", "true"), ("SMTP_PORT", "2465")]), (2465, Tls::Implicit));
    assert_eq!(tls(&[("SMTP_USE_TLS", "false"), ("SMTP_PORT", "25")]), (25, Tls::None));
}

fn contacts(sample: bool) -> ContactBook {
    let contact = |id: &str| Contact {
        id: id.to_owned(),
        name: id.to_owned(),
        email: format!("{id}@desk.example"),
        phone: String::new(),
        hours: String::new(),
        specialization: String::new(),
    };
    let routes = Routes { general: "general".into(), emergency: "emergency".into(), by_category: Vec::new() };
    ContactBook::new(vec![contact("general"), contact("emergency")], &routes, sample).unwrap()
}

#[test]
fn support_mail_goes_to_the_general_contact_but_never_to_a_sample() {
    let support = |environment: &[(&str, &str)], sample: bool| -> Result<Vec<String>, SettingsError> {
        let recipients = settings(environment).unwrap().mail.recipients(&contacts(sample))?;
        Ok(recipients.support().iter().map(|address| address.address().to_owned()).collect())
    };
    let mail = [("SMTP_SERVER", "mx"), ("FROM_EMAIL", "me@own.org")];
    assert_eq!(support(&mail, false).unwrap(), ["general@desk.example"]);
    assert_eq!(support(&mail, true).unwrap(), ["me@own.org"]);
    assert_eq!(support(&[], true).unwrap(), [""; 0]);
    let named = [mail[0], mail[1], ("HANDOVER__NOTIFICATION__SUPPORT_TO", "a@own.org, b@own.org")];
    assert_eq!(support(&named, false).unwrap(), ["a@own.org", "b@own.org"]);
    for sample in ["HANDOVER__NOTIFICATION__SUPPORT_TO", "FROM_EMAIL"] {
        let mut environment = vec![("SMTP_SERVER", "mx"), ("FROM_EMAIL", "me@own.org")];
        environment.push((sample, "General@Desk.Example"));
        let error = support(&environment, true).expect_err("a sample address gets no mail").to_string();
        assert!(error.contains("sample") && error.to_lowercase().contains("general@desk.example"), "{error}");
    }
}
