SET SESSION AUTHORIZATION pachyderm;

CREATE SCHEMA storage;

CREATE SCHEMA pfs;

CREATE SCHEMA collections;

CREATE SCHEMA auth;

CREATE SCHEMA identity;

CREATE SCHEMA license;

CREATE TABLE public.migrations (id bigint PRIMARY KEY, name text NOT NULL, start_time timestamptz NOT NULL, end_time timestamptz);

INSERT INTO public.migrations SELECT i, CASE i WHEN 0 THEN 'init' ELSE 'clusterstate step ' || i END, '2024-03-01'::timestamptz + i * interval '7 minutes', '2024-03-01'::timestamptz + i * interval '7 minutes' + interval '340 milliseconds' FROM generate_series(0, {{migrations}}) i;

CREATE TABLE storage.tracker_objects (int_id bigserial PRIMARY KEY, str_id text UNIQUE NOT NULL, created_at timestamptz NOT NULL, expires_at timestamptz);

INSERT INTO storage.tracker_objects (str_id, created_at, expires_at) SELECT 'chunk/' || md5('{{seed}}:chunk:' || i), '2024-03-01'::timestamptz + i * interval '31 seconds', CASE WHEN i % 7 = 0 THEN '2024-04-01'::timestamptz + i * interval '31 seconds' END FROM generate_series(1, 4000) i;

CREATE TABLE storage.tracker_refs (from_id bigint NOT NULL REFERENCES storage.tracker_objects (int_id), to_id bigint NOT NULL REFERENCES storage.tracker_objects (int_id), PRIMARY KEY (from_id, to_id));

INSERT INTO storage.tracker_refs SELECT i, i - 1 - i % 5 FROM generate_series(10, 4000) i;

CREATE INDEX tracker_refs_to ON storage.tracker_refs (to_id, from_id);

CREATE TABLE storage.chunk_objects (chunk_id bytea NOT NULL, gen bigserial PRIMARY KEY, uploaded boolean NOT NULL DEFAULT false, tombstone boolean NOT NULL DEFAULT false, size bigint NOT NULL, created_at timestamptz NOT NULL);

INSERT INTO storage.chunk_objects (chunk_id, uploaded, tombstone, size, created_at) SELECT decode(md5('{{seed}}:chunk:' || i) || md5('{{seed}}:tail:' || i), 'hex'), true, i % 211 = 0, 1 + (i * 7919) % 20000000, '2024-03-01'::timestamptz + i * interval '31 seconds' FROM generate_series(1, 4000) i;

CREATE INDEX chunk_objects_by_chunk ON storage.chunk_objects (chunk_id) WHERE NOT tombstone;

CREATE TABLE storage.filesets (id uuid PRIMARY KEY, metadata_pb bytea NOT NULL, created_at timestamptz NOT NULL);

INSERT INTO storage.filesets SELECT md5('{{seed}}:fileset:' || i)::uuid, decode(repeat(md5('{{seed}}:metadata:' || i), 1 + i % 9), 'hex'), '2024-03-02'::timestamptz + i * interval '3 minutes' FROM generate_series(1, 2500) i;

CREATE TABLE pfs.projects (id bigserial PRIMARY KEY, name text UNIQUE NOT NULL, description text NOT NULL DEFAULT '', created_at timestamptz NOT NULL);

INSERT INTO pfs.projects (name, description, created_at) SELECT CASE i WHEN 1 THEN 'default' ELSE 'project-' || i END, CASE i WHEN 2 THEN E'Stra\u00dfenverkehr, \u4ea4\u901a, \u0642\u0637\u0627\u0631, \U0001F6A2 it''s "quoted"\twith a tab' ELSE '' END, '2024-03-01'::timestamptz + i * interval '1 day' FROM generate_series(1, 6) i;

CREATE TABLE pfs.repos (id bigserial PRIMARY KEY, name text NOT NULL, type text NOT NULL, project_id bigint NOT NULL REFERENCES pfs.projects (id), description text NOT NULL DEFAULT '', created_at timestamptz NOT NULL, UNIQUE (name, type, project_id));

INSERT INTO pfs.repos (name, type, project_id, description, created_at) SELECT 'repo-' || (i / 3), (ARRAY['user', 'meta', 'spec'])[1 + i % 3], 1 + (i / 3) % 6, '', '2024-03-03'::timestamptz + i * interval '5 minutes' FROM generate_series(0, 359) i;

CREATE TABLE pfs.commits (int_id bigserial PRIMARY KEY, commit_id text UNIQUE NOT NULL, repo_id bigint NOT NULL REFERENCES pfs.repos (id), origin text NOT NULL, description text NOT NULL DEFAULT '', start_time timestamptz NOT NULL, finished_time timestamptz, size bigint);

INSERT INTO pfs.commits (commit_id, repo_id, origin, description, start_time, finished_time, size) SELECT 'repo-' || i % 120 || '@' || md5('{{seed}}:commit:' || i), 1 + i % 360, (ARRAY['USER', 'AUTO', 'FSCK'])[1 + i % 3], CASE WHEN i % 50 = 0 THEN E'na\u00efve r\u00e9sum\u00e9 \u2014 line one\nline two \\ ' || i ELSE '' END, '2024-03-04'::timestamptz + i * interval '97 seconds', CASE WHEN i < 4990 THEN '2024-03-04'::timestamptz + i * interval '97 seconds' + interval '11 seconds' END, (i * 104729) % 1000000007 FROM generate_series(1, 5000) i;

CREATE INDEX commits_by_repo ON pfs.commits (repo_id, start_time DESC);

CREATE TABLE pfs.commit_totals (commit_id text PRIMARY KEY REFERENCES pfs.commits (commit_id), fileset_id uuid NOT NULL);

INSERT INTO pfs.commit_totals SELECT commit_id, md5('{{seed}}:fileset:' || (1 + int_id % 2500))::uuid FROM pfs.commits WHERE finished_time IS NOT NULL;

CREATE TABLE collections.pipelines (key text PRIMARY KEY, proto bytea NOT NULL, version text NOT NULL, idx_name text NOT NULL, createdat timestamptz NOT NULL, updatedat timestamptz NOT NULL);

INSERT INTO collections.pipelines SELECT 'default/pipeline-' || (i / 4) || '@' || md5('{{seed}}:pipeline:' || i), decode(repeat(md5('{{seed}}:spec:' || i), 6), 'hex'), (1 + i % 4)::text, 'default/pipeline-' || (i / 4), '2024-03-05'::timestamptz + i * interval '1 hour', '2024-03-05'::timestamptz + i * interval '1 hour' FROM generate_series(0, 239) i;

CREATE INDEX pipelines_name_idx ON collections.pipelines (idx_name);

CREATE TABLE collections.jobs (key text PRIMARY KEY, proto bytea NOT NULL, version text NOT NULL, idx_pipeline text NOT NULL, idx_jobset text NOT NULL, createdat timestamptz NOT NULL, updatedat timestamptz NOT NULL);

INSERT INTO collections.jobs SELECT 'default/pipeline-' || (i % 60) || '@' || md5('{{seed}}:job:' || i), decode(md5('{{seed}}:jobspec:' || i), 'hex'), '1', 'default/pipeline-' || (i % 60), md5('{{seed}}:jobset:' || (i / 8)), '2024-03-06'::timestamptz + i * interval '41 seconds', '2024-03-06'::timestamptz + i * interval '53 seconds' FROM generate_series(1, 6000) i;

CREATE TABLE collections.cluster_defaults (key text PRIMARY KEY, details jsonb NOT NULL);

INSERT INTO collections.cluster_defaults SELECT 'cluster-' || i, jsonb_build_object('createPipelineRequest', jsonb_build_object('resourceRequests', jsonb_build_object('cpu', i, 'memory', '256Mi')), 'label', E'\u00fc\U0001F6DF', 'digest', md5('{{seed}}:defaults:' || i)) FROM generate_series(1, 12) i;

CREATE TABLE collections."Pipeline ""events"" 2.x" (id serial PRIMARY KEY, "at" timestamptz NOT NULL, "what happened" text NOT NULL);

INSERT INTO collections."Pipeline ""events"" 2.x" ("at", "what happened") SELECT '2024-03-07'::timestamptz + i * interval '9 seconds', E'state \u2192 ' || (ARRAY['STARTING', 'RUNNING', 'STANDBY', 'CRASHING'])[1 + i % 4] || ' ' || md5('{{seed}}:event:' || i) FROM generate_series(1, 3000) i;

CREATE TABLE auth.auth_tokens (token_hash text PRIMARY KEY, subject text NOT NULL, expiration timestamptz, created_at timestamptz NOT NULL);

INSERT INTO auth.auth_tokens SELECT md5('{{seed}}:token:' || i) || md5('{{seed}}:hash:' || i), CASE WHEN i % 10 = 0 THEN 'robot:ci-' || i ELSE 'user:person' || i % 40 || '@example.org' END, CASE WHEN i % 3 > 0 THEN '2025-01-01'::timestamptz + i * interval '1 hour' END, '2024-03-08'::timestamptz + i * interval '1 hour' FROM generate_series(1, 400) i;

CREATE TABLE identity.users (email text PRIMARY KEY, last_authenticated timestamptz NOT NULL, enabled boolean NOT NULL DEFAULT true);

INSERT INTO identity.users SELECT 'person' || i || '@example.org', '2024-05-01'::timestamptz + i * interval '3 hours', i % 13 > 0 FROM generate_series(0, 39) i;

CREATE TABLE identity.config (id integer PRIMARY KEY, issuer text NOT NULL, id_token_expiry bigint NOT NULL);

INSERT INTO identity.config VALUES (0, 'http://pachd:30658/', 86400);

CREATE TABLE license.clusters (id text PRIMARY KEY, address text NOT NULL, secret text NOT NULL, version text NOT NULL, enabled boolean NOT NULL, auth_enabled boolean NOT NULL, client_id text, user_address text, cluster_deployment_id text, is_enterprise_server boolean NOT NULL DEFAULT false, last_heartbeat timestamptz, created_at timestamptz NOT NULL);

INSERT INTO license.clusters SELECT (ARRAY['localhost', 'production', 'staging'])[i], (ARRAY['grpc://localhost:1653', 'grpc://pachd.production:30653', 'grpc://pachd.staging:30653'])[i], md5('{{seed}}:cluster-secret:' || i), '2.8.5', true, true, 'client-' || i, '', md5('{{seed}}:deployment:' || i), i = 1, '2024-06-01'::timestamptz + i * interval '1 minute', '2024-03-01'::timestamptz FROM generate_series(1, 3) i;

CREATE TABLE license.config (id integer PRIMARY KEY, activation_code text NOT NULL);

INSERT INTO license.config VALUES (0, md5('{{seed}}:activation'));

CREATE SEQUENCE public.backup_epoch START 41;

SELECT nextval('public.backup_epoch');

CREATE VIEW pfs.open_commits AS SELECT commit_id, start_time FROM pfs.commits WHERE finished_time IS NULL;

CREATE FUNCTION pfs.commits_of(project text) RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT count(*) FROM pfs.commits c JOIN pfs.repos r ON r.id = c.repo_id JOIN pfs.projects p ON p.id = r.project_id WHERE p.name = project $$;

RESET SESSION AUTHORIZATION;

ANALYZE;

