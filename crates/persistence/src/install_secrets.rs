//! What the install signs with.

use diesel::prelude::*;
use handover_domain::{InstallSecretReads, InstallSecretWrites, Secret, StoreResult};

use crate::connection::run;
use crate::schema::install_secrets::dsl;
use crate::transaction::SqlTransaction;

impl InstallSecretReads for SqlTransaction<'_> {
    fn install_secret(&mut self, name: &str) -> StoreResult<Option<Secret>> {
        self.run_aside(|db| {
            let found: Option<String> = run!(db, c => dsl::install_secrets
                .find(name)
                .select(dsl::secret)
                .get_result(c)
                .optional())?;
            Ok(found.map(Secret::new))
        })
    }
}

impl InstallSecretWrites for SqlTransaction<'_> {
    fn keep_install_secret(&mut self, name: &str, secret: &Secret) -> StoreResult<()> {
        self.run_aside(|db| {
            run!(db, c => diesel::insert_into(dsl::install_secrets)
                .values((dsl::name.eq(name), dsl::secret.eq(secret.expose())))
                .on_conflict_do_nothing()
                .execute(c))?;
            Ok(())
        })
    }
}
