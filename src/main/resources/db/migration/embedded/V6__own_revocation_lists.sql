-- The key that a tenant's own revocation list is signed with; drawn when it is first asked for.
create table crl_signer (
    tenant             text primary key references tenant (id) on delete cascade,
    certificate        blob not null,
    sealed_private_key blob not null
) strict;

-- The last revocation list that was signed for a tenant.
create table own_crl (
    tenant      text primary key references tenant (id) on delete cascade,
    number      integer not null,
    change      integer not null,  -- up to which row of revocation_event it tells
    this_update integer not null,
    der         blob not null
) strict;
