SET SESSION AUTHORIZATION pachyderm;

CREATE TABLE "Kept for the auditors" (id serial PRIMARY KEY, note text NOT NULL);

INSERT INTO "Kept for the auditors" (note) SELECT E'\u00a7 ' || md5('{{seed}}:note:' || i) FROM generate_series(1, 200) i;

