//! What the host system told us about users and machines.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;
use handover_domain::{
    Language, MachineProfile, ProfileReads, ProfileWrites, Scope, StoreResult, UserProfile,
};

use crate::connection::run;
use crate::schema::{machines, users};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `users`.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = users, primary_key(organization_id, user_id))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
struct UserRow {
    organization_id: Uid,
    user_id: String,
    name: Option<String>,
    email: Option<String>,
    organization_name: Option<String>,
    role: Option<String>,
    language: Option<String>,
    updated_at: Time,
}

/// A row of `machines`.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = machines, primary_key(organization_id, machine_id))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
struct MachineRow {
    organization_id: Uid,
    machine_id: String,
    name: Option<String>,
    model: Option<String>,
    serial: Option<String>,
    hours: Option<f64>,
    location: Option<String>,
    updated_at: Time,
    user_id: Option<String>,
}

impl UserRow {
    fn of(scope: Scope, user: &UserProfile) -> Self {
        Self {
            organization_id: Uid(scope.organization().0),
            user_id: user.user_id.clone(),
            name: user.name.clone(),
            email: user.email.clone(),
            organization_name: user.organization_name.clone(),
            role: user.role.clone(),
            language: user.language.map(|language| language.code().to_owned()),
            updated_at: Time(user.updated_at),
        }
    }

    fn into_domain(self) -> UserProfile {
        UserProfile {
            user_id: self.user_id,
            name: self.name,
            email: self.email,
            organization_name: self.organization_name,
            role: self.role,
            language: self.language.as_deref().map(Language::from_tag),
            updated_at: self.updated_at.0,
        }
    }
}

impl MachineRow {
    fn of(scope: Scope, machine: &MachineProfile) -> Self {
        Self {
            organization_id: Uid(scope.organization().0),
            machine_id: machine.machine_id.clone(),
            name: machine.name.clone(),
            model: machine.model.clone(),
            serial: machine.serial.clone(),
            hours: machine.hours,
            location: machine.location.clone(),
            updated_at: Time(machine.updated_at),
            user_id: machine.user_id.clone(),
        }
    }

    fn into_domain(self) -> MachineProfile {
        MachineProfile {
            machine_id: self.machine_id,
            user_id: self.user_id,
            name: self.name,
            model: self.model,
            serial: self.serial,
            hours: self.hours,
            location: self.location,
            updated_at: self.updated_at.0,
        }
    }
}

impl ProfileReads for SqlTransaction<'_> {
    fn user(&mut self, scope: Scope, user_id: &str) -> StoreResult<Option<UserProfile>> {
        self.look(|db| {
            let row: Option<UserRow> = run!(db, c => users::table
                .find((Uid(scope.organization().0), user_id))
                .select(UserRow::as_select())
                .get_result(c)
                .optional())?;
            Ok(row.map(UserRow::into_domain))
        })
    }

    fn machine(&mut self, scope: Scope, machine_id: &str) -> StoreResult<Option<MachineProfile>> {
        self.look(|db| {
            let row: Option<MachineRow> = run!(db, c => machines::table
                .find((Uid(scope.organization().0), machine_id))
                .select(MachineRow::as_select())
                .get_result(c)
                .optional())?;
            Ok(row.map(MachineRow::into_domain))
        })
    }

    fn machines_of_user(
        &mut self,
        scope: Scope,
        user_id: &str,
        limit: i64,
    ) -> StoreResult<(Vec<MachineProfile>, i64)> {
        self.run_aside(|db| {
            let organization = Uid(scope.organization().0);
            let theirs = || {
                machines::table
                    .filter(machines::user_id.eq(user_id))
                    .filter(machines::organization_id.eq(organization))
            };
            // PostgreSQL would sort as the language of its database does.
            let rows: Vec<MachineRow> = run!(&mut *db,
                pg(c) => theirs()
                    .order(sql::<Text>("machine_id COLLATE \"C\""))
                    .limit(limit)
                    .select(MachineRow::as_select())
                    .load(c),
                sqlite(c) => theirs()
                    .order(machines::machine_id)
                    .limit(limit)
                    .select(MachineRow::as_select())
                    .load(c)
            )?;
            let total: i64 = run!(db, c => theirs().count().get_result(c))?;
            Ok((rows.into_iter().map(MachineRow::into_domain).collect(), total))
        })
    }
}

impl ProfileWrites for SqlTransaction<'_> {
    fn put_user(&mut self, scope: Scope, user: &UserProfile) -> StoreResult<()> {
        self.run_aside(|db| {
            let row = UserRow::of(scope, user);
            run!(db, c => diesel::insert_into(users::table)
                .values(&row)
                .on_conflict((users::organization_id, users::user_id))
                .do_update()
                .set(&row)
                .execute(c))?;
            Ok(())
        })
    }

    fn put_machine(&mut self, scope: Scope, machine: &MachineProfile) -> StoreResult<()> {
        self.run_aside(|db| {
            let row = MachineRow::of(scope, machine);
            run!(db, c => diesel::insert_into(machines::table)
                .values(&row)
                .on_conflict((machines::organization_id, machines::machine_id))
                .do_update()
                .set(&row)
                .execute(c))?;
            Ok(())
        })
    }

    fn delete_user(&mut self, scope: Scope, user_id: &str) -> StoreResult<bool> {
        self.run_aside(|db| {
            let row = users::table.find((Uid(scope.organization().0), user_id));
            Ok(run!(db, c => diesel::delete(row).execute(c))? > 0)
        })
    }

    fn delete_machine(&mut self, scope: Scope, machine_id: &str) -> StoreResult<bool> {
        self.run_aside(|db| {
            let row = machines::table.find((Uid(scope.organization().0), machine_id));
            Ok(run!(db, c => diesel::delete(row).execute(c))? > 0)
        })
    }
}
