//! Says where the server is, once it answers there.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::logging::NOTICE;
use crate::shutdown::Stop;

/// Asks until the server answers for the first time, then says so. Gives up quietly when it is to stop
/// before that.
pub(crate) async fn when_it_answers(address: SocketAddr, base_path: &str, mut stop: Stop) {
    loop {
        let answered = tokio::select! {
            answered = answers(address, base_path) => answered,
            () = stop.requested() => return,
        };
        if answered.unwrap_or(false) {
            tracing::info!(
                target: NOTICE,
                "open mode: whoever reaches this port on this machine may read and change everything; \
                 nobody has to log in, and nobody else is let in"
            );
            tracing::info!(target: NOTICE, "listening on http://{address}{base_path}/");
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn answers(address: SocketAddr, base_path: &str) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address).await?;
    let request =
        format!("GET {base_path}/health/live HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut begin = [0; 12];
    stream.read_exact(&mut begin).await?;
    Ok(begin.ends_with(b" 200"))
}
