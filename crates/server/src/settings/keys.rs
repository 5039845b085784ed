//! The catalogue of settings: their names, the prototype's names for them, and which are secret.

/// How much of a value may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secrecy {
    /// All of it.
    Open,
    /// Nothing.
    Secret,
    /// All but the password in it.
    Url,
}

/// One setting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// Section and name, as in the file: `server.bind`.
    pub(crate) name: &'static str,
    /// The plain environment variable the prototype had for it.
    pub(crate) plain: Option<&'static str>,
    /// How much may be shown.
    pub(crate) secrecy: Secrecy,
}

const fn open(name: &'static str) -> Key {
    Key { name, plain: None, secrecy: Secrecy::Open }
}

const fn plain(name: &'static str, plain: &'static str) -> Key {
    Key { name, plain: Some(plain), secrecy: Secrecy::Open }
}

/// Every setting there is, in the order of `config/handover.toml`.
pub(crate) const KEYS: &[Key] = &[
    open("server.bind"),
    open("server.base_path"),
    plain("server.public_url", "PUBLIC_URL"),
    open("server.link_life"),
    plain("server.cors_allowed_origins", "CORS_ALLOWED_ORIGINS"),
    open("server.trusted_proxies"),
    open("server.max_connections"),
    open("server.connections_per_address"),
    open("server.max_streams"),
    open("server.streams_per_client"),
    plain("server.environment", "ENVIRONMENT"),
    open("server.workers"),
    open("server.drain"),
    open("auth.mode"),
    open("auth.visitors"),
    Key { name: "auth.secret", plain: None, secrecy: Secrecy::Secret },
    open("auth.key_file"),
    Key { name: "auth.jwks_url", plain: None, secrecy: Secrecy::Url },
    open("auth.jwks_cache"),
    open("auth.algorithms"),
    open("auth.issuer"),
    open("auth.audience"),
    open("auth.leeway"),
    open("auth.claim_user_id"),
    open("auth.claim_organization"),
    open("auth.new_organizations"),
    open("auth.claim_name"),
    open("auth.claim_email"),
    open("auth.claim_language"),
    open("auth.claim_roles"),
    open("auth.manager_roles"),
    open("auth.oidc.issuer"),
    open("auth.oidc.name"),
    open("auth.oidc.client_id"),
    Key { name: "auth.oidc.client_secret", plain: None, secrecy: Secrecy::Secret },
    open("auth.oidc.scopes"),
    open("auth.oidc.algorithms"),
    open("auth.oidc.join_domains"),
    open("auth.oidc.join_role"),
    open("limits.chats_per_actor"),
    open("limits.chats_per_key"),
    open("limits.chats_per_address"),
    open("limits.chats_per_organization"),
    open("limits.requests_per_actor"),
    open("limits.requests_per_address"),
    Key { name: "database.url", plain: Some("DATABASE_URL"), secrecy: Secrecy::Url },
    open("database.sqlite_readers"),
    open("database.postgres_connections"),
    open("organization.time_zone"),
    open("organization.ticket_prefix"),
    open("chat.turn_deadline"),
    open("chat.abandon_after"),
    open("chat.distress_text"),
    open("desk.auto_assign"),
    open("assistant.knowledge"),
    open("assistant.packs"),
    open("assistant.document_size"),
    Key { name: "assistant.base_url", plain: Some("OPENAI_BASE_URL"), secrecy: Secrecy::Url },
    Key { name: "assistant.api_key", plain: Some("OPENAI_API_KEY"), secrecy: Secrecy::Secret },
    plain("assistant.model", "OPENAI_MODEL"),
    plain("assistant.fallback_model", "OPENAI_FALLBACK_MODEL"),
    plain("assistant.max_tokens", "OPENAI_MAX_TOKENS"),
    open("assistant.tokens_parameter"),
    plain("assistant.temperature", "OPENAI_TEMPERATURE"),
    open("assistant.json_mode"),
    plain("assistant.timeout", "OPENAI_TIMEOUT"),
    plain("assistant.max_retries", "OPENAI_MAX_RETRIES"),
    open("assistant.stall_timeout"),
    open("assistant.prompt_tokens"),
    open("assistant.memory"),
    open("assistant.turns_per_session"),
    open("assistant.answer_limit"),
    open("assistant.concurrent"),
    open("assistant.breaker_failures"),
    open("assistant.breaker_pause"),
    open("assistant.link_hosts"),
    open("assistant.plain_http"),
    open("assistant.ca_file"),
    open("escalation.rules"),
    open("escalation.contacts"),
    open("notification.support_to"),
    open("notification.support_language"),
    open("notification.command_timeout"),
    open("notification.content_timeout"),
    plain("smtp.server", "SMTP_SERVER"),
    plain("smtp.port", "SMTP_PORT"),
    plain("smtp.username", "SMTP_USERNAME"),
    Key { name: "smtp.password", plain: Some("SMTP_PASSWORD"), secrecy: Secrecy::Secret },
    plain("smtp.from_email", "FROM_EMAIL"),
    plain("smtp.use_tls", "SMTP_USE_TLS"),
    plain("smtp.use_ssl", "SMTP_USE_SSL"),
    plain("smtp.ca_file", "SMTP_CA_FILE"),
    plain("log.level", "LOG_LEVEL"),
    open("log.format"),
];

/// Variables of the prototype that this version takes note of without using them.
pub(crate) const NOT_USED: &[&str] =
    &["ABPARTS_API_BASE_URL", "ABPARTS_API_URL", "AI_ENCRYPTION_KEY", "DEBUG", "REDIS_URL"];

/// What environment variables of our own begin with.
pub(crate) const PREFIX: &str = "HANDOVER__";

impl Key {
    /// The environment variable of our own for it: `HANDOVER__SERVER__BIND`.
    pub(crate) fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.to_ascii_uppercase().replace('.', "__"))
    }

    /// The value as it may be shown.
    pub(crate) fn shown(&self, value: &str) -> String {
        match self.secrecy {
            _ if value.is_empty() => String::new(),
            Secrecy::Open => value.to_owned(),
            Secrecy::Secret => super::secret::MASK.to_owned(),
            Secrecy::Url => super::secret::without_password(value),
        }
    }
}

/// The setting with this name.
pub(crate) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The setting whose name is most like `name`, whether or not the section was given.
pub(crate) fn nearest(name: &str) -> &'static Key {
    let name = name.to_ascii_lowercase();
    let distance = |key: &&'static Key| {
        let last = key.name.rsplit('.').next().unwrap_or(key.name);
        let as_variable = key.plain.unwrap_or(key.name).to_ascii_lowercase();
        [key.name, last, &as_variable].iter().map(|candidate| strsim::levenshtein(&name, candidate)).min()
    };
    KEYS.iter().min_by_key(distance).unwrap_or(&FIRST)
}

const FIRST: Key = open("server.bind");
