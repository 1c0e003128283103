SET SESSION AUTHORIZATION pachyderm;

CREATE TABLE migrations (num integer NOT NULL, at timestamptz NOT NULL);

INSERT INTO migrations SELECT i, '2024-03-01'::timestamptz + i * interval '20 milliseconds' FROM generate_series(1, 10) i;

CREATE TABLE client (id text PRIMARY KEY, secret text NOT NULL, redirect_uris bytea NOT NULL, trusted_peers bytea NOT NULL, public boolean NOT NULL, name text NOT NULL, logo_url text NOT NULL);

INSERT INTO client SELECT 'client-' || i, md5('{{seed}}:dex-secret:' || i), convert_to('["http://localhost:3065' || i || '/authorization-code/callback"]', 'UTF8'), convert_to('[]', 'UTF8'), false, 'client-' || i, '' FROM generate_series(1, 3) i;

CREATE TABLE auth_request (id text PRIMARY KEY, client_id text NOT NULL, response_types bytea NOT NULL, scopes bytea NOT NULL, redirect_uri text NOT NULL, nonce text NOT NULL, state text NOT NULL, force_approval_prompt boolean NOT NULL, logged_in boolean NOT NULL, claims_user_id text NOT NULL, claims_username text NOT NULL, claims_email text NOT NULL, claims_email_verified boolean NOT NULL, claims_groups bytea, connector_id text NOT NULL, connector_data bytea, expiry timestamptz NOT NULL);

INSERT INTO auth_request SELECT md5('{{seed}}:request:' || i), 'client-' || (1 + i % 3), convert_to('["code"]', 'UTF8'), convert_to('["openid","email"]', 'UTF8'), 'http://localhost/', '', md5('{{seed}}:state:' || i), false, true, 'person' || i % 40, E'J\u00fcrgen ' || i % 40, 'person' || i % 40 || '@example.org', true, NULL, 'oidc', NULL, '2024-06-01'::timestamptz + i * interval '1 minute' FROM generate_series(1, 1500) i;

CREATE TABLE password (email text PRIMARY KEY, hash bytea NOT NULL, username text NOT NULL, user_id text NOT NULL);

INSERT INTO password SELECT 'person' || i || '@example.org', decode(md5('{{seed}}:password:' || i), 'hex'), 'person' || i, md5('{{seed}}:user:' || i) FROM generate_series(0, 39) i;

CREATE TABLE refresh_token (id text PRIMARY KEY, client_id text NOT NULL, scopes bytea NOT NULL, nonce text NOT NULL, claims_user_id text NOT NULL, claims_email text NOT NULL, connector_id text NOT NULL, connector_data bytea, token text NOT NULL DEFAULT '', created_at timestamptz NOT NULL, last_used timestamptz NOT NULL);

INSERT INTO refresh_token SELECT md5('{{seed}}:refresh:' || i), 'client-' || (1 + i % 3), convert_to('["offline_access"]', 'UTF8'), '', 'person' || i % 40, 'person' || i % 40 || '@example.org', 'oidc', NULL, md5('{{seed}}:refresh-token:' || i), '2024-04-01'::timestamptz + i * interval '1 hour', '2024-06-01'::timestamptz + i * interval '1 minute' FROM generate_series(1, 800) i;

CREATE TABLE connector (id text PRIMARY KEY, type text NOT NULL, name text NOT NULL, resource_version text NOT NULL, config bytea);

INSERT INTO connector VALUES ('oidc', 'oidc', 'Company login', '3', convert_to('{"issuer":"https://login.example.org"}', 'UTF8'));

CREATE TABLE keys (id text PRIMARY KEY, verification_keys bytea NOT NULL, signing_key bytea NOT NULL, signing_key_pub bytea NOT NULL, next_rotation timestamptz NOT NULL);

INSERT INTO keys SELECT 'openid-connect-keys', decode(md5('{{seed}}:verification'), 'hex'), decode(md5('{{seed}}:signing'), 'hex'), decode(md5('{{seed}}:public'), 'hex'), '2024-06-02'::timestamptz;

RESET SESSION AUTHORIZATION;

ANALYZE;

