//! What `doctor` says about mail.

use handover_domain::ContactBook;
use handover_notification::{
    EmailAddress, Recipients, SmtpSettings, TestFailure, check_connection, send_test,
};

use super::{Finding, chain};
use crate::compose;
use crate::failure::Outcome;
use crate::settings::Settings;
use crate::world::{RandomIds, SystemClock};

/// Looks at the mail settings, talks to the mail server, and sends a test mail if that was asked for.
pub(super) fn check(
    settings: &Settings,
    contacts: &ContactBook,
    test: Option<&Option<String>>,
    findings: &mut Vec<Finding>,
) -> Outcome {
    let recipients = match settings.mail.recipients(contacts) {
        Ok(recipients) => recipients,
        Err(error) => {
            findings.push(Finding::problem(error.to_string(), "set HANDOVER__NOTIFICATION__SUPPORT_TO"));
            return Ok(());
        }
    };
    let Some(smtp) = &settings.mail.smtp else {
        let what = "no mail server is configured: mails wait in the outbox (`handover outbox list`)";
        let cure = "set SMTP_SERVER and what .env.example lists beside it";
        let finding =
            if test.is_some() { Finding::problem(what, cure) } else { Finding::warning(what, cure) };
        findings.push(finding);
        return Ok(());
    };
    if recipients.support().is_empty() {
        findings.push(Finding::problem("nobody gets support mail", "set HANDOVER__NOTIFICATION__SUPPORT_TO"));
    }
    if !smtp.username.is_empty() && smtp.password == handover_domain::Secret::default() {
        findings.push(Finding::warning("SMTP_USERNAME is set, SMTP_PASSWORD is not", "set SMTP_PASSWORD"));
    }
    let server = format!("{}:{}", smtp.host, smtp.port);
    compose::run(async {
        match check_connection(smtp).await {
            Ok(()) => {
                findings.push(Finding::good(format!("the mail server {server} answers and lets us in")))
            }
            Err(error) => {
                findings.push(refused(&server, error));
                return Ok(());
            }
        }
        if let Some(address) = test {
            for to in test_recipients(address.as_deref(), &recipients, findings) {
                findings.push(tested(smtp, &to).await);
            }
        }
        Ok(())
    })
}

fn refused(server: &str, error: TestFailure) -> Finding {
    Finding::problem(
        format!("mail server {server}: {}", chain(error.into())),
        "check SMTP_SERVER, SMTP_PORT, SMTP_USE_TLS, SMTP_USE_SSL, SMTP_CA_FILE, SMTP_USERNAME and SMTP_PASSWORD",
    )
}

/// Who gets the test mail. A sample address never does.
fn test_recipients(
    asked: Option<&str>,
    recipients: &Recipients,
    findings: &mut Vec<Finding>,
) -> Vec<EmailAddress> {
    let Some(text) = asked else { return recipients.support().to_vec() };
    match EmailAddress::parse(text) {
        Ok(address) if recipients.permits(&address) => return vec![address],
        Ok(address) => findings.push(Finding::problem(
            format!("{} belongs to the sample contacts and gets no mail", address.address()),
            "name an address of yours",
        )),
        Err(error) => {
            findings.push(Finding::problem(error.to_string(), "name an address such as me@example.com"))
        }
    }
    Vec::new()
}

async fn tested(smtp: &SmtpSettings, to: &EmailAddress) -> Finding {
    match send_test(smtp, to, &SystemClock, &RandomIds).await {
        Ok(answer) => Finding::good(format!("a test mail to {} was taken: {answer}", to.address())),
        Err(error) => Finding::problem(
            format!("a test mail to {}: {}", to.address(), chain(error.into())),
            "the answer above is the mail server's: ask its operator, or correct the address",
        ),
    }
}
