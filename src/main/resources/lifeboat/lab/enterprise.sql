SET SESSION AUTHORIZATION pachyderm;

CREATE SCHEMA storage;

CREATE SCHEMA pfs;

CREATE SCHEMA collections;

CREATE SCHEMA auth;

CREATE SCHEMA identity;

CREATE SCHEMA license;

CREATE TABLE public.migrations (id bigint PRIMARY KEY, name text NOT NULL, start_time timestamptz NOT NULL, end_time timestamptz);

INSERT INTO public.migrations SELECT i, CASE i WHEN 0 THEN 'init' ELSE 'clusterstate step ' || i END, '2024-03-01'::timestamptz + i * interval '7 minutes', '2024-03-01'::timestamptz + i * interval '7 minutes' + interval '340 milliseconds' FROM generate_series(0, {{migrations}}) i;

CREATE TABLE pfs.repos (id bigserial PRIMARY KEY, name text NOT NULL, type text NOT NULL, created_at timestamptz NOT NULL);

CREATE TABLE collections.role_bindings (key text PRIMARY KEY, proto bytea NOT NULL, createdat timestamptz NOT NULL, updatedat timestamptz NOT NULL);

INSERT INTO collections.role_bindings SELECT 'CLUSTER:person' || i, decode(md5('{{seed}}:binding:' || i), 'hex'), '2024-03-05'::timestamptz + i * interval '1 hour', '2024-03-05'::timestamptz + i * interval '1 hour' FROM generate_series(0, 39) i;

CREATE TABLE auth.auth_tokens (token_hash text PRIMARY KEY, subject text NOT NULL, expiration timestamptz, created_at timestamptz NOT NULL);

INSERT INTO auth.auth_tokens SELECT md5('{{seed}}:token:' || i) || md5('{{seed}}:hash:' || i), CASE WHEN i % 10 = 0 THEN 'robot:ci-' || i ELSE 'user:person' || i % 40 || '@example.org' END, CASE WHEN i % 3 > 0 THEN '2025-01-01'::timestamptz + i * interval '1 hour' END, '2024-03-08'::timestamptz + i * interval '1 hour' FROM generate_series(1, 400) i;

CREATE TABLE identity.users (email text PRIMARY KEY, last_authenticated timestamptz NOT NULL, enabled boolean NOT NULL DEFAULT true);

INSERT INTO identity.users SELECT 'person' || i || '@example.org', '2024-05-01'::timestamptz + i * interval '3 hours', i % 13 > 0 FROM generate_series(0, 39) i;

CREATE TABLE identity.config (id integer PRIMARY KEY, issuer text NOT NULL, id_token_expiry bigint NOT NULL);

INSERT INTO identity.config VALUES (0, 'http://pach-enterprise:31658/', 86400);

CREATE TABLE license.clusters (id text PRIMARY KEY, address text NOT NULL, secret text NOT NULL, version text NOT NULL, enabled boolean NOT NULL, auth_enabled boolean NOT NULL, client_id text, user_address text, cluster_deployment_id text, is_enterprise_server boolean NOT NULL DEFAULT false, last_heartbeat timestamptz, created_at timestamptz NOT NULL);

INSERT INTO license.clusters SELECT name, CASE number WHEN 1 THEN 'grpc://localhost:1653' ELSE 'grpc://pachd.' || name || ':30653' END, md5('{{seed}}:cluster-secret:' || number), '{{version}}', true, true, 'client-' || number, '', md5('{{seed}}:deployment:' || number), number = 1, '2024-06-01'::timestamptz + number * interval '1 minute', '2024-03-01'::timestamptz FROM unnest(ARRAY['localhost', 'production', 'research', 'staging']) WITH ORDINALITY AS registered (name, number);

CREATE TABLE license.config (id integer PRIMARY KEY, activation_code text NOT NULL, expires timestamptz NOT NULL);

INSERT INTO license.config VALUES (0, md5('{{seed}}:activation'), '2031-01-01'::timestamptz);

CREATE SEQUENCE public.backup_epoch START 41;

SELECT nextval('public.backup_epoch');

RESET SESSION AUTHORIZATION;

ANALYZE;

