-- What systems held when they and the hub first met over a record, counted by hour, so that an
-- onboarding can be told from what came long after it. A field of '' means the record as a whole.
-- Examples are pseudonyms, the first few by name, so that they do not depend on what is read first.

create table first_contacts (
  system text not null,
  entity text not null,
  field text not null,
  kind text not null,
  hour bigint not null,
  records bigint not null,
  first_at bigint not null,
  last_at bigint not null,
  examples text not null,
  primary key (system, entity, field, kind, hour)
) ${clustered};
