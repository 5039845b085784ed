// A mail server that takes everything and lets tests read it.
import { createServer } from "node:net";

/** Takes mail until the test ends. `settings` are for a service that sends to it; `mailTo` and `subjectTo` wait for a mail. */
export async function mailbox(t) {
  const mails = [];
  const waiting = new Set();
  const server = createServer((socket) => {
    let rest = "";
    let isData = false;
    const answer = (line) => socket.write(`${line}\r\n`);
    socket.on("error", () => {});
    socket.on("data", (piece) => {
      rest += piece;
      for (let end; (end = rest.indexOf(isData ? "\r\n.\r\n" : "\r\n")) >= 0; ) {
        const text = rest.slice(0, end);
        rest = rest.slice(end + (isData ? 5 : 2));
        if (isData) {
          mails.push(text);
          isData = false;
          answer("250 taken");
          for (const heard of waiting) heard();
          waiting.clear();
        } else if (/^DATA/i.test(text)) {
          isData = true;
          answer("354 go on");
        } else if (/^EHLO/i.test(text)) answer("250-test\r\n250-8BITMIME\r\n250 SMTPUTF8");
        else if (/^QUIT/i.test(text)) socket.end("221 bye\r\n");
        else answer("250 fine");
      }
    });
    answer("220 test");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  /** Subject and plain text of the first mail to `address` whose subject has all of `words` in it. */
  const mailTo = async (address, ...words) => {
    for (;;) {
      const isIt = (mail) => headerOf(mail, "To").includes(address) && words.every((one) => headerOf(mail, "Subject").includes(one));
      const mail = mails.find(isIt);
      if (mail) return { subject: headerOf(mail, "Subject"), text: textOf(mail) };
      await new Promise((resolve) => waiting.add(resolve));
    }
  };
  /** The subject of the first mail to `address` whose subject has `words` in it. */
  const subjectTo = async (address, words) => (await mailTo(address, words)).subject;
  const settings = {
    SMTP_SERVER: "127.0.0.1",
    SMTP_PORT: String(server.address().port),
    SMTP_USE_TLS: "false",
    FROM_EMAIL: "support@handover.example",
  };
  return { settings, mailTo, subjectTo };
}

/** The plain text, which our mails carry in base64. */
function textOf(mail) {
  const part = mail.slice(mail.search(/^Content-Type: text\/plain/im));
  const begin = part.indexOf("\r\n\r\n") + 4;
  const end = part.indexOf("\r\n--", begin);
  return Buffer.from(part.slice(begin, end), "base64").toString();
}

/** A header, unfolded, and its encoded words read. */
function headerOf(mail, name) {
  const head = mail.slice(0, mail.indexOf("\r\n\r\n")).replace(/\r\n[ \t]/g, " ");
  const value = head.match(new RegExp(`^${name}: (.*)$`, "mi"))?.[1] ?? "";
  const joined = value.replace(/\?=\s+=\?/g, "?==?");
  return joined.replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind, text) =>
    kind.toLowerCase() === "b"
      ? Buffer.from(text, "base64").toString()
      : Buffer.from(text.replace(/_/g, " ").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), "latin1").toString(),
  );
}
