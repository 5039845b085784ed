//! The kinds of problem, and what is fixed about each.

/// A kind of problem. Each has a page under `/problems/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    BadRequest,
    Unauthenticated,
    SignInFailed,
    LinkNotValid,
    TooManyGuesses,
    OpenMode,
    NotAllowed,
    OtherUser,
    CrossSite,
    NotFound,
    NoSuchSession,
    NoSuchStep,
    NoSuchTicket,
    MethodNotAllowed,
    RequestTimeout,
    IllegalTransition,
    StaleVersion,
    AnotherTicketIsOpen,
    Taken,
    StillRunning,
    NotConfigured,
    BodyTooLarge,
    UnsupportedMediaType,
    UnsupportedEncoding,
    InvalidRequest,
    KeyReused,
    RateLimited,
    TooManyStreams,
    Internal,
    DatabaseUnavailable,
    Overloaded,
    NoTranslation,
}

/// What is fixed about a kind of problem.
pub(crate) struct Description {
    /// The kind.
    pub(crate) kind: Kind,
    /// The last part of its `type`.
    pub(crate) slug: &'static str,
    /// The status it comes with.
    pub(crate) status: u16,
    /// Its `title`.
    pub(crate) title: &'static str,
    /// What the caller can do about it, for its page.
    pub(crate) advice: &'static str,
}

/// All of them.
pub(crate) static DESCRIPTIONS: [Description; 32] = [
    Description {
        kind: Kind::BadRequest,
        slug: "bad-request",
        status: 400,
        title: "Bad request",
        advice: "The request broke off or could not be read. Send it again, whole.",
    },
    Description {
        kind: Kind::Unauthenticated,
        slug: "unauthenticated",
        status: 401,
        title: "Who is asking?",
        advice: "The request proves nobody, or what it brings is worth nothing any more. Send a valid token as \
                 Authorization: Bearer, or sign in again.",
    },
    Description {
        kind: Kind::SignInFailed,
        slug: "sign-in-failed",
        status: 401,
        title: "Address or password wrong",
        advice: "There is no active account with this address and this password. Which of them is wrong is told \
                 to nobody. Ask for a new password, or somebody who administers the accounts.",
    },
    Description {
        kind: Kind::LinkNotValid,
        slug: "link-not-valid",
        status: 410,
        title: "Link not valid",
        advice: "The link was used, was replaced by a newer one, or has expired. Ask for a new one.",
    },
    Description {
        kind: Kind::TooManyGuesses,
        slug: "too-many-guesses",
        status: 429,
        title: "Too many guesses",
        advice: "Too many passwords were tried for this account or from this address. Wait for the time in \
                 Retry-After; until then the right one does not help either.",
    },
    Description {
        kind: Kind::OpenMode,
        slug: "open-mode",
        status: 403,
        title: "Only for this computer",
        advice: "The service runs in open mode, where every caller is trusted, and therefore answers only \
                 requests made on its own computer: no proxy in between, and a loopback host name. Turn \
                 authentication on before putting it behind a proxy.",
    },
    Description {
        kind: Kind::NotAllowed,
        slug: "not-allowed",
        status: 403,
        title: "Not allowed",
        advice: "Whoever asks may not do this to anything. The table in the documentation says who may.",
    },
    Description {
        kind: Kind::OtherUser,
        slug: "other-user",
        status: 403,
        title: "Another user's",
        advice: "The request names another user than the one its token speaks for. Leave user_id out, or send \
                 the token of that user.",
    },
    Description {
        kind: Kind::CrossSite,
        slug: "cross-site",
        status: 403,
        title: "Not from this page",
        advice: "A request that a cookie vouches for has to come from a page of the service itself and to carry \
                 the header X-Handover-Request: 1.",
    },
    Description {
        kind: Kind::NotFound,
        slug: "not-found",
        status: 404,
        title: "Not found",
        advice: "There is nothing at this address. See /docs for what there is.",
    },
    Description {
        kind: Kind::NoSuchSession,
        slug: "no-such-session",
        status: 404,
        title: "No such session",
        advice: "The session does not exist, or it is not yours. Start a new one by sending a chat message \
                 without a session id.",
    },
    Description {
        kind: Kind::NoSuchStep,
        slug: "no-such-step",
        status: 404,
        title: "No such step",
        advice: "The session has no step with this id. Use the step_id of the newest answer.",
    },
    Description {
        kind: Kind::NoSuchTicket,
        slug: "no-such-ticket",
        status: 404,
        title: "No such ticket",
        advice: "The ticket does not exist, or it is not yours. Tickets are found by id or by number.",
    },
    Description {
        kind: Kind::MethodNotAllowed,
        slug: "method-not-allowed",
        status: 405,
        title: "Method not allowed",
        advice: "The address exists, but not for this method. The Allow header lists those it has.",
    },
    Description {
        kind: Kind::RequestTimeout,
        slug: "request-timeout",
        status: 408,
        title: "Request too slow",
        advice: "The request body did not arrive in time and the connection was closed. Send it again.",
    },
    Description {
        kind: Kind::IllegalTransition,
        slug: "illegal-transition",
        status: 409,
        title: "Not possible from here",
        advice: "The session or ticket cannot go there from its present state. Read it again.",
    },
    Description {
        kind: Kind::StaleVersion,
        slug: "stale-version",
        status: 409,
        title: "Changed meanwhile",
        advice: "Somebody changed it after you read it. Read it again and decide anew.",
    },
    Description {
        kind: Kind::AnotherTicketIsOpen,
        slug: "another-ticket-is-open",
        status: 409,
        title: "Another ticket is open",
        advice: "The session has a newer open ticket, so this one stays closed. Work on the newer one.",
    },
    Description {
        kind: Kind::Taken,
        slug: "taken",
        status: 409,
        title: "Another works on it",
        advice: "Another expert works on the ticket. Read it, and take it with the version that you have read if it \
                 shall be yours all the same.",
    },
    Description {
        kind: Kind::StillRunning,
        slug: "still-running",
        status: 409,
        title: "Still running",
        advice: "The first request with this idempotency key has no answer yet. Repeat the request after \
                 the time in Retry-After.",
    },
    Description {
        kind: Kind::NotConfigured,
        slug: "not-configured",
        status: 409,
        title: "Not set up here",
        advice: "This install has nothing that could do that. An operator can set it up; the detail says what is missing.",
    },
    Description {
        kind: Kind::BodyTooLarge,
        slug: "body-too-large",
        status: 413,
        title: "Body too large",
        advice: "Chat requests may have 256 KiB, documents 8 MiB if nothing else is set, all others 64 KiB.",
    },
    Description {
        kind: Kind::UnsupportedMediaType,
        slug: "unsupported-media-type",
        status: 415,
        title: "Not JSON",
        advice: "Send the body as application/json.",
    },
    Description {
        kind: Kind::UnsupportedEncoding,
        slug: "unsupported-encoding",
        status: 415,
        title: "Compressed body",
        advice: "Compressed request bodies are not accepted. Send the body as it is.",
    },
    Description {
        kind: Kind::InvalidRequest,
        slug: "invalid-request",
        status: 422,
        title: "Invalid request",
        advice: "A field is missing, has the wrong type or a value that is not allowed; `errors` names it.",
    },
    Description {
        kind: Kind::KeyReused,
        slug: "idempotency-key-reused",
        status: 422,
        title: "Idempotency key used before",
        advice: "The same idempotency key came with another body within 72 hours. Use a new key for a new \
                 request.",
    },
    Description {
        kind: Kind::RateLimited,
        slug: "rate-limited",
        status: 429,
        title: "Too many requests",
        advice: "More was asked than is answered in a minute; the detail names the limit. Repeat the request \
                 after the time in Retry-After. Nothing was stored.",
    },
    Description {
        kind: Kind::TooManyStreams,
        slug: "too-many-streams",
        status: 429,
        title: "Too many streams",
        advice: "Whoever asks has as many live streams open as they may. Close one, or wait for the time in \
                 Retry-After.",
    },
    Description {
        kind: Kind::Internal,
        slug: "internal",
        status: 500,
        title: "Internal error",
        advice: "The fault is ours. Nothing was stored. Tell the operator the request id.",
    },
    Description {
        kind: Kind::DatabaseUnavailable,
        slug: "database-unavailable",
        status: 503,
        title: "Database unavailable",
        advice: "The database cannot be reached or is too busy. Repeat the request after the time in \
                 Retry-After; with the same Idempotency-Key nothing happens twice.",
    },
    Description {
        kind: Kind::Overloaded,
        slug: "overloaded",
        status: 503,
        title: "Too busy",
        advice: "Too many requests are being worked on. Repeat the request after the time in Retry-After.",
    },
    Description {
        kind: Kind::NoTranslation,
        slug: "no-translation",
        status: 503,
        title: "Not translated",
        advice: "The language model did not give a translation in time and form; the detail says why. Repeat the \
                 request after the time in Retry-After, or do without.",
    },
];

/// What an unlisted kind would be; a test shows that none is.
static UNLISTED: Description = Description {
    kind: Kind::Internal,
    slug: "internal",
    status: 500,
    title: "Internal error",
    advice: "The fault is ours.",
};

impl Kind {
    /// What is fixed about it.
    pub(crate) fn description(self) -> &'static Description {
        DESCRIPTIONS.iter().find(|about| about.kind == self).unwrap_or(&UNLISTED)
    }
}
