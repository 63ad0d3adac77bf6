-- Gives a role what a run needs, and nothing else. Called after each migration. Runners of the previous release call
-- earlier signatures of the same functions, so it gives all of them.
CREATE OR REPLACE FUNCTION grant_to_runner(p_role name) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_function regprocedure;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), p_role);
  FOR v_function IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND p.proname = ANY (runner_functions()) LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', v_function, p_role);
  END LOOP;
END $$;
