//! Something that lives as long as an answer is being sent.

use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

struct Beside<T> {
    answer: BoxBody,
    _held: T,
}

/// The body of an answer, with which `held` is dropped.
pub(crate) fn beside<T: Unpin + 'static>(answer: BoxBody, held: T) -> BoxBody {
    BoxBody::new(Beside { answer, _held: held })
}

impl<T: Unpin> MessageBody for Beside<T> {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.answer.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.answer).poll_next(context)
    }
}
