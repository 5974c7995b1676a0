//! Messages between a worker and the one that gives it work: the length, then JSON.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What a worker says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Message<A> {
    /// It prints a text, on standard output or else on standard error.
    Print {
        /// Whether it goes to standard output.
        is_main: bool,
        /// The text.
        text: String,
    },
    /// It asks whether it may write files; it is told.
    MayWrite,
    /// Its task is done.
    Done(A),
}

/// Sends a message.
pub(super) fn send(out: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_vec(message)?;
    let length = u32::try_from(json.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&json)?;
    out.flush()
}

/// Receives the bytes of a message; room is made only for what comes.
pub(super) fn receive_bytes(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u64::from(u32::from_le_bytes(length));
    let mut json = Vec::new();
    from.take(length).read_to_end(&mut json)?;
    if json.len() as u64 == length { Ok(json) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Receives a message.
pub(super) fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    Ok(serde_json::from_slice(&receive_bytes(from)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_as_they_were_sent_or_not_at_all() {
        let mut sent = Vec::new();
        send(&mut sent, &Message::Done("甲".to_owned())).expect("there is room");
        let read: Message<String> = receive(&mut sent.as_slice()).expect("it is whole");
        assert!(matches!(read, Message::Done(text) if text == "甲"));
        assert!(receive::<Message<String>>(&mut &sent[..sent.len() - 1]).is_err());
        assert!(receive_bytes(&mut &[255, 255, 255, 255, b'x'][..]).is_err());
    }
}
