-- The refusal ledger: one row for each kind of refusal, however often it was seen.
create table refusal (
    tenant      text not null references tenant (id) on delete cascade,
    standing    text not null,  -- KNOWN or STRANGER
    device      text not null,
    leaf        text not null,
    reason      text not null,
    certificate text not null,
    first_seen  integer not null,
    last_seen   integer not null,
    times       integer not null,
    detail      text not null,
    anchor      text not null,
    source      text not null,
    primary key (tenant, standing, device, leaf, reason, certificate)
) strict;

create index refusal_by_age on refusal (tenant, standing, last_seen);
