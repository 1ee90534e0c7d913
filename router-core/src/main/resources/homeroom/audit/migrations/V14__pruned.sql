-- How systems stood with records, and what they refused of them, behind the movements that were
-- pruned. A store that is brought back to where the log ends goes on from here.

create table pruned_holdings (
  subject bigint not null,
  system text not null,
  entity text not null,
  state text not null,
  delivery text,
  version bigint not null,
  since bigint not null,
  due bigint,
  owed bigint,
  reason text,
  waits_for text,
  code text,
  detail text,
  effect text,
  created_at bigint,
  first_at bigint,
  primary key (subject, system)
) ${clustered};

create table pruned_refusals (
  subject bigint not null,
  system text not null,
  entity text not null,
  delivery text,
  version bigint not null,
  code text not null,
  field text,
  detail text,
  category text,
  status text,
  request_id text,
  attempts integer not null,
  state text not null,
  since bigint not null,
  last_at bigint not null,
  ended_at bigint,
  note text,
  primary key (subject, system)
) ${clustered};

-- By age, for pruning.
create index boundaries_by_time on boundaries (decided_at);
create index batches_by_start on batches (system, started_at);
