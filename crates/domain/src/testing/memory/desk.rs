//! What the desk works with, and the history of settings.

use chrono::{DateTime, Utc};

use super::{Draft, first};
use crate::canned_answer::{CannedAnswer, CannedAnswerReads, CannedAnswerWrites};
use crate::id::{AccountId, CannedAnswerId, OrganizationId, SavedViewId, SettingChangeId};
use crate::report_mail::{ReportMailReads, ReportMailWrites};
use crate::roster::{Duty, RosterReads, RosterWrites, Skills};
use crate::saved_view::{SavedView, SavedViewReads, SavedViewWrites};
use crate::secret::Secret;
use crate::setting_change::{SettingChange, SettingChangeReads, SettingChangeWrites};
use crate::store::{Scope, StoreError, StoreResult};
use crate::ticket_link::{InstallSecretReads, InstallSecretWrites};

impl CannedAnswerReads for Draft {
    fn canned_answers(&mut self, scope: Scope) -> StoreResult<Vec<CannedAnswer>> {
        let mine = self.tables.canned_answers.iter().filter(|(o, _)| *o == scope.organization());
        let mut mine: Vec<CannedAnswer> = mine.map(|(_, answer)| answer.clone()).collect();
        mine.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
        Ok(mine)
    }

    fn canned_answer(&mut self, scope: Scope, id: CannedAnswerId) -> StoreResult<Option<CannedAnswer>> {
        let mut rows = self.tables.canned_answers.iter();
        let found = rows.find(|(o, answer)| *o == scope.organization() && answer.id == id);
        Ok(found.map(|(_, answer)| answer.clone()))
    }
}

impl CannedAnswerWrites for Draft {
    fn insert_canned_answer(&mut self, scope: Scope, answer: &CannedAnswer) -> StoreResult<()> {
        self.tables.canned_answers.push((scope.organization(), answer.clone()));
        Ok(())
    }

    fn update_canned_answer(&mut self, scope: Scope, answer: &CannedAnswer) -> StoreResult<()> {
        let same = |(o, known): &&mut (_, CannedAnswer)| {
            *o == scope.organization() && (known.id, known.version + 1) == (answer.id, answer.version)
        };
        let Some((_, row)) = self.tables.canned_answers.iter_mut().find(same) else {
            return self.refuse(StoreError::Stale);
        };
        *row = answer.clone();
        Ok(())
    }

    fn delete_canned_answer(&mut self, scope: Scope, id: CannedAnswerId) -> StoreResult<bool> {
        let before = self.tables.canned_answers.len();
        self.tables.canned_answers.retain(|(o, known)| !(*o == scope.organization() && known.id == id));
        Ok(self.tables.canned_answers.len() < before)
    }
}

impl SavedViewReads for Draft {
    fn saved_views(&mut self, scope: Scope, account: Option<AccountId>) -> StoreResult<Vec<SavedView>> {
        let mine = self.tables.saved_views.iter().filter(|(o, _)| *o == scope.organization());
        let mine = mine.map(|(_, view)| view).filter(|view| view.shared || view.account == account);
        let mut mine: Vec<SavedView> = mine.cloned().collect();
        mine.sort_by_key(|view| (view.created_at, view.id));
        Ok(mine)
    }
}

impl SavedViewWrites for Draft {
    fn insert_saved_view(&mut self, scope: Scope, view: &SavedView) -> StoreResult<()> {
        self.tables.saved_views.push((scope.organization(), view.clone()));
        Ok(())
    }

    fn update_saved_view(&mut self, scope: Scope, view: &SavedView) -> StoreResult<()> {
        for (organization, known) in &mut self.tables.saved_views {
            if *organization == scope.organization() && known.id == view.id {
                known.clone_from(view);
            }
        }
        Ok(())
    }

    fn delete_saved_view(&mut self, scope: Scope, id: SavedViewId) -> StoreResult<()> {
        self.tables.saved_views.retain(|(o, view)| *o != scope.organization() || view.id != id);
        Ok(())
    }
}

impl SettingChangeReads for Draft {
    fn setting_changes(
        &mut self,
        scope: Scope,
        before: Option<SettingChangeId>,
        limit: i64,
    ) -> StoreResult<Vec<SettingChange>> {
        let older = |id: SettingChangeId| before.is_none_or(|before| id < before);
        let mine = self.tables.setting_changes.iter();
        let mine = mine.filter(|(o, change)| *o == scope.organization() && older(change.id));
        let mut mine: Vec<SettingChange> = mine.map(|(_, change)| change.clone()).collect();
        mine.sort_by_key(|change| std::cmp::Reverse(change.id));
        Ok(first(mine.into_iter(), limit))
    }
}

impl SettingChangeWrites for Draft {
    fn insert_setting_change(&mut self, scope: Scope, change: &SettingChange) -> StoreResult<()> {
        self.tables.setting_changes.push((scope.organization(), change.clone()));
        Ok(())
    }
}

impl InstallSecretReads for Draft {
    fn install_secret(&mut self, name: &str) -> StoreResult<Option<Secret>> {
        let found = self.tables.install_secrets.iter().find(|(known, _)| known == name);
        Ok(found.map(|(_, secret)| secret.clone()))
    }
}

impl InstallSecretWrites for Draft {
    fn keep_install_secret(&mut self, name: &str, secret: &Secret) -> StoreResult<()> {
        if self.install_secret(name)?.is_none() {
            self.tables.install_secrets.push((name.to_owned(), secret.clone()));
        }
        Ok(())
    }
}

impl Draft {
    /// The row of an expert, made where there is none.
    fn duty_row(&mut self, scope: Scope, expert_id: &str) -> Option<&mut Duty> {
        let mine = |(o, duty): &(_, Duty)| *o == scope.organization() && duty.expert_id == expert_id;
        if !self.tables.duties.iter().any(mine) {
            self.tables.duties.push((scope.organization(), Duty::unknown(expert_id)));
        }
        self.tables.duties.iter_mut().find(|row| mine(row)).map(|(_, duty)| duty)
    }
}

impl RosterReads for Draft {
    fn duties(&mut self, scope: Scope) -> StoreResult<Vec<Duty>> {
        let mine = self.tables.duties.iter().filter(|(o, _)| *o == scope.organization());
        let mut mine: Vec<Duty> = mine.map(|(_, duty)| duty.clone()).collect();
        mine.sort_by(|a, b| a.expert_id.cmp(&b.expert_id));
        Ok(mine)
    }

    fn duty(&mut self, scope: Scope, expert_id: &str) -> StoreResult<Option<Duty>> {
        Ok(self.duties(scope)?.into_iter().find(|duty| duty.expert_id == expert_id))
    }
}

impl RosterWrites for Draft {
    fn lock_available(&mut self, scope: Scope) -> StoreResult<Vec<Duty>> {
        let mut there = self.duties(scope)?;
        there.retain(|duty| duty.available == Some(true) && duty.skills.auto_assign);
        Ok(there)
    }

    fn put_skills(&mut self, scope: Scope, expert_id: &str, skills: &Skills) -> StoreResult<()> {
        self.duty_row(scope, expert_id).into_iter().for_each(|duty| duty.skills = skills.clone());
        Ok(())
    }

    fn put_availability(&mut self, scope: Scope, expert_id: &str, available: bool) -> StoreResult<()> {
        self.duty_row(scope, expert_id).into_iter().for_each(|duty| duty.available = Some(available));
        Ok(())
    }

    fn note_assigned(&mut self, scope: Scope, expert_id: &str, at: DateTime<Utc>) -> StoreResult<()> {
        self.duty_row(scope, expert_id).into_iter().for_each(|duty| duty.assigned_at = Some(at));
        Ok(())
    }
}

impl ReportMailReads for Draft {
    fn report_due(&mut self, scope: Scope, account: AccountId) -> StoreResult<Option<DateTime<Utc>>> {
        let mut rows = self.tables.reports.iter();
        let found = rows.find(|(o, known, _)| (*o, *known) == (scope.organization(), account));
        Ok(found.map(|(_, _, due)| *due))
    }

    fn organizations_with_reports(&mut self, now: DateTime<Utc>) -> StoreResult<Vec<OrganizationId>> {
        let due = self.tables.reports.iter().filter(|(_, _, due)| *due <= now);
        let mut found: Vec<_> = due.map(|(organization, _, _)| *organization).collect();
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

impl ReportMailWrites for Draft {
    fn put_report_due(
        &mut self,
        scope: Scope,
        account: AccountId,
        due: Option<DateTime<Utc>>,
    ) -> StoreResult<()> {
        let row = (scope.organization(), account);
        self.tables.reports.retain(|(organization, known, _)| (*organization, *known) != row);
        self.tables.reports.extend(due.map(|due| (row.0, row.1, due)));
        Ok(())
    }

    fn take_reports(
        &mut self,
        scope: Scope,
        now: DateTime<Utc>,
        next: DateTime<Utc>,
    ) -> StoreResult<Vec<AccountId>> {
        let rows = self.tables.reports.iter_mut();
        let due = rows.filter(|(o, _, due)| *o == scope.organization() && *due <= now);
        let mut taken: Vec<AccountId> = Vec::new();
        for (_, account, due) in due {
            *due = next;
            taken.push(*account);
        }
        taken.sort_unstable();
        Ok(taken)
    }
}
