-- A trigger: version 1 of a clip is its original, also where a release inserts it that does not know the column.
CREATE OR REPLACE FUNCTION name_original_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.origin := 'ORIGINAL';
  RETURN NEW;
END $$;
