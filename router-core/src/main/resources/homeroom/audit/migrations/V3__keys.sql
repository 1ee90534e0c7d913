-- What is known of records' other keys: the key under which a record goes on, and the history.
-- Holds natural keys; a record that is forgotten loses its row.

create table record_keys (
  subject ${number} not null primary key,
  moved_to text,
  steps text not null
);

create index movements_by_code on movements (code, subject) where code is not null;
