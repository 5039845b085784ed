//! Putting a text into another language, on the same leash as answers: what the text says is material, and what comes
//! back is cleaned text.

use handover_domain::OrganizationId;
use handover_domain::assistant::{Question, Request, ToTranslate, Translated};
use tokio::time::Instant;

use super::Shared;
use super::failure::ModelFailure;
use super::prompt;
use super::stream::Parts;
use super::turn::Turn;

/// Asks the model for `wish` in its language.
pub(super) async fn translated(shared: &Shared, wish: ToTranslate) -> Result<Translated, ModelFailure> {
    let deadline = Instant::now() + wish.deadline.min(shared.settings.timeout);
    let fence = shared.ids.capability().simple().to_string();
    // An answer cannot be longer than the endpoint lets it be; its form takes some of that.
    let most =
        usize::try_from(shared.settings.max_tokens.min(shared.settings.prompt_tokens)).unwrap_or(usize::MAX);
    let prompt = prompt::translation(&wish, &fence, most / 5 * 4);
    let ToTranslate { text, language, deadline: patience } = wish;
    let question = Question {
        request: Request::Answer { text, guide: None },
        organization: OrganizationId::DEFAULT,
        language,
        machine_model: None,
        past: Vec::new(),
        turn: 1,
        guidance: None,
        deadline: patience,
    };
    let parts = Parts::unheard();
    let turn = Turn { shared, question: &question, deadline, parts: &parts, repeats: true };
    let said = turn.said(&prompt).await?;
    Ok(Translated { text: said.text.trim().to_owned(), model: said.model })
}
