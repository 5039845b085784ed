//! `POST /api/ai/sessions/{session_id}/messages/{message_id}/translation`: a message in another language.

use actix_web::{HttpResponse, post, web};
use handover_domain::assistant::{ToTranslate, Translated};
use handover_domain::{TranslationError, message_to_translate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{Desk, Talk};
use crate::body::Body;
use crate::parameters::MessageInPath;
use crate::problem::{ApiError, Kind};
use crate::words::LanguageWord;

/// What a message is to be translated into.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TranslationWish {
    // One of the six.
    #[schema(inline)]
    language: LanguageWord,
}

/// A message in another language, by a machine: it may be wrong.
#[derive(Serialize, ToSchema)]
pub(crate) struct Translation {
    /// Plain text; ends with `…` where the message was longer than the model may answer.
    text: String,
    /// The model that made it.
    model_used: String,
}

/// Have a message translated by the language model. Nothing is stored, and the message stays as it is.
///
/// For those who work on tickets. 409 `not-configured` where no language model is set up, 503 `no-translation` where it
/// does not give one.
#[utoipa::path(
    tag = "tickets",
    params(("session_id" = Uuid, Path), ("message_id" = Uuid, Path)),
    request_body = TranslationWish,
    responses((status = 200, body = Translation), (status = 404), (status = 409))
)]
#[post("/api/ai/sessions/{session_id}/messages/{message_id}/translation")]
pub(crate) async fn translate(
    desk: Desk,
    talk: web::Data<Talk>,
    which: MessageInPath,
    body: Body<TranslationWish>,
) -> Result<HttpResponse, ApiError> {
    let place = (which.session, which.message);
    let message = desk.read(move |view, scene| Ok(message_to_translate(view, scene, place)?)).await?;
    let deadline = desk.house.now().turn_deadline;
    let is_silent = message.content.trim().is_empty();
    let wish = ToTranslate { text: message.content, language: body.value.language.0, deadline };
    let Some(translating) = talk.assistant.translate(wish) else {
        return Err(ApiError::new(Kind::NotConfigured, "No language model is set up to translate"));
    };
    let Translated { text, model } = if is_silent {
        Translated { text: String::new(), model: talk.assistant.name().to_owned() }
    } else {
        // Nothing is asked of the database meanwhile.
        translating.await.map_err(|error| ApiError::new(Kind::NoTranslation, error.to_string()))?
    };
    Ok(HttpResponse::Ok().json(Translation { text, model_used: model }))
}

impl From<TranslationError> for ApiError {
    fn from(error: TranslationError) -> Self {
        match error {
            TranslationError::Session(error) => error.into(),
            TranslationError::NoSuchMessage(_) => Self::new(Kind::NotFound, "Message not found"),
            TranslationError::Store(error) => error.into(),
        }
    }
}
