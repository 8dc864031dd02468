-- Certificates that administrators took back by hand.
create table revoked_certificate (
    tenant     text not null references tenant (id) on delete cascade,
    issuer     text not null,  -- RFC 2253; empty where only the serial number was told
    serial     text not null,  -- hex
    revoked_at integer not null,
    reason     text not null,
    revoked_by text not null,
    primary key (tenant, issuer, serial)
) strict;

-- What was done with them, and by whom: rows are added only.
create table revocation_event (
    tenant  text not null references tenant (id) on delete cascade,
    at      integer not null,
    done_by text not null,
    revoked integer not null,  -- 0: it was undone
    issuer  text not null,
    serial  text not null,
    reason  text not null
) strict;

create index revocation_event_of_tenant on revocation_event (tenant);

-- Revocation lists, as their CAs signed them.
create table revocation_list (
    tenant     text not null references tenant (id) on delete cascade,
    id         text not null,
    source     text not null,  -- URL; empty if it was uploaded
    signers    text not null,  -- short hashes of the keys that signed it, with blanks between
    kept_since integer not null,
    der        blob not null,
    primary key (tenant, id)
) strict;
