-- Times are milliseconds since 1970. Whatever belongs to a tenant goes with it.

create table tenant (
    id          text not null primary key,
    domain      text not null unique,
    company     text not null,
    admin_name  text not null,
    admin_email text,
    status      text not null,
    created_at  integer not null
) strict, without rowid;

create table tenant_user (
    tenant              text not null references tenant (id) on delete cascade,
    name                text not null,
    password_hash       text not null,
    email               text,
    roles               text not null,  -- names with commas between
    enabled             integer not null,
    password_changed_at integer not null,
    primary key (tenant, name)
) strict, without rowid;

create table tenant_option (
    tenant       text not null references tenant (id) on delete cascade,
    category     text not null,
    option_key   text not null,
    value        text,  -- null if it is a secret
    sealed_value blob,  -- null unless it is a secret
    editable     integer not null,
    primary key (tenant, category, option_key)
) strict, without rowid;

-- Who owns the public key of an anchor: one tenant of the instance.
create table trusted_key (
    spki_sha256 blob not null primary key,
    tenant      text not null references tenant (id) on delete cascade
) strict, without rowid;

create index trusted_key_of_tenant on trusted_key (tenant);

create table trust_anchor (
    tenant            text not null references tenant (id) on delete cascade,
    id                text not null unique,
    position          integer not null,  -- order of upload
    subject           text not null,     -- canonical form, see X500Principal.CANONICAL
    spki_sha256       blob not null,
    der               blob not null,
    name              text,
    enabled           integer not null,
    auto_registration integer not null,
    primary key (tenant, id)
) strict;

create index trust_anchor_of_key on trust_anchor (tenant, spki_sha256);

-- The last four columns tell of the device's current token; all null before the first one.
create table device (
    tenant           text not null references tenant (id) on delete cascade,
    id               text not null,
    kind             text not null,
    enabled          integer not null,
    registered_at    integer not null,
    leaf             text,
    lifespan_seconds integer,
    stamp            integer,
    ended_up_to      integer,
    primary key (tenant, id)
) strict, without rowid;

create table signing_key (
    kid                text not null primary key,
    public_key         blob not null,  -- SubjectPublicKeyInfo
    sealed_private_key blob not null,  -- PKCS#8, sealed
    published_at       integer not null,
    signs_from         integer not null
) strict;
