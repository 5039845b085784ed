//! A stream that is the work of one future, and ends with it.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use handover_domain::assistant::{AnswerPart, AnswerStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Where the work puts the parts of its answer. What nobody reads any more is nothing to it: then the work
/// is dropped as well.
pub(super) struct Parts(UnboundedSender<AnswerPart>);

impl Parts {
    /// For work of which only the end counts.
    pub(super) fn unheard() -> Self {
        Self(unbounded_channel().0)
    }

    pub(super) fn send(&self, part: AnswerPart) {
        let _ = self.0.send(part);
    }

    /// More text, if there is any.
    pub(super) fn text(&self, text: String) {
        if !text.is_empty() {
            self.send(AnswerPart::Text(text));
        }
    }
}

/// The parts that `work` sends. Nothing is done before they are asked for, and nothing after they are
/// dropped.
pub(super) fn parts_of<F>(work: impl FnOnce(Parts) -> F) -> AnswerStream
where
    F: Future<Output = ()> + Send + 'static,
{
    let (sender, parts) = unbounded_channel();
    Box::pin(Worked { work: Some(Box::pin(work(Parts(sender)))), parts })
}

struct Worked {
    work: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    parts: UnboundedReceiver<AnswerPart>,
}

impl Stream for Worked {
    type Item = AnswerPart;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<AnswerPart>> {
        // What is ready goes first: the work waits while nobody takes what it has made.
        if let Poll::Ready(Some(part)) = self.parts.poll_recv(cx) {
            return Poll::Ready(Some(part));
        }
        if self.work.as_mut().is_some_and(|work| work.as_mut().poll(cx).is_ready()) {
            self.work = None;
        }
        self.parts.poll_recv(cx)
    }
}
