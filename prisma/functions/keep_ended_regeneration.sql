-- A trigger: a terminal row never changes again. The update touches no row.
CREATE OR REPLACE FUNCTION keep_ended_regeneration() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
