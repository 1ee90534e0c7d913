-- One quarantine for both directions. What came in and could not be taken stands in quarantine; what
-- could not be delivered stands in refusals, which follows the movements of each record. What people
-- said of the former stands in quarantine_ends by itself, because the topics are read in no order.
-- The view tells how each entry stands now.

alter table quarantine add column collection text;
alter table batch_collections add column complete integer;
alter table batch_collections add column rows_left bigint not null default 0;
create index batches_by_system on batches (system, ended_at);

alter table movements add column category text;
alter table movements add column status text;
alter table movements add column request_id text;

create table quarantine_ends (
  entry_id text not null primary key,
  state text not null,
  at bigint not null,
  note text
);

create table refusals (
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
create index refusals_by_state on refusals (state, system);

insert into refusals (subject, system, entity, delivery, version, code, detail, attempts, state,
  since, last_at)
select subject, system, entity, delivery, version, coalesce(code, 'REFUSED'), detail, 0, 'OPEN',
  since, since
from holdings where state = 'REFUSED';

create view quarantine_entries as
select
  r.system || '~' || s.record as entry_id,
  'OUT' as direction,
  r.system as system,
  r.system || ':out:' || r.entity || ':' || r.code
    || case when r.field is null then '' else ':' || r.field end as cause,
  r.subject as subject,
  r.code as code,
  r.field as field,
  r.detail as message,
  cast(null as text) as remedy,
  r.category as category,
  r.status as status,
  r.request_id as request_id,
  cast(null as text) as batch,
  cast(null as text) as collection,
  cast(null as text) as place,
  r.delivery as delivery,
  r.version as version,
  r.attempts as attempts,
  r.since as since,
  r.last_at as last_at,
  r.ended_at as ended_at,
  r.note as note,
  case
    when r.state in ('OPEN', 'TRYING')
      and exists (select 1 from golden g where g.subject = r.subject and g.present = 0)
      and not exists (select 1 from holdings h where h.subject = r.subject and h.system = r.system
        and h.first_at is not null)
    then 'RESOLVED'
    else r.state
  end as state
from refusals r join subjects s on s.id = r.subject
union all
select
  'q-' || q.quarantine_id,
  'IN',
  q.system,
  q.system || ':in:' || q.code
    || case when q.column_name is null then '' else ':' || q.column_name end,
  q.subject,
  q.code,
  q.column_name,
  q.message,
  q.remedy,
  cast(null as text),
  cast(null as text),
  cast(null as text),
  q.batch,
  q.collection,
  q.place,
  cast(null as text),
  0,
  0,
  q.at,
  q.at,
  e.at,
  e.note,
  case
    when e.state = 'DROPPED' then e.state
    when e.state is not null and e.at >= q.at then e.state
    when exists (select 1 from batches b join batch_collections c
        on c.system = b.system and c.batch_id = b.batch_id
      where b.system = q.system and b.ended_at > q.at and b.batch_id <> coalesce(q.batch, '')
        and b.status in ('ACCEPTED', 'HELD') and c.collection = q.collection and c.complete = 1)
    then 'RESOLVED'
    else 'OPEN'
  end
from quarantine q left join quarantine_ends e on e.entry_id = 'q-' || q.quarantine_id;
