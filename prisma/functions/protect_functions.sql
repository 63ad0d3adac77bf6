-- Postgres lets every role execute a new function: ours are the owner's alone, apart from what grant_to_runner gives. The
-- functions that a runner calls act with the owner's rights, and look names up where a caller cannot redirect them.
-- Every migration that creates or replaces a function ends with a call of this.
CREATE OR REPLACE FUNCTION protect_functions() RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_function regprocedure;
BEGIN
  FOR v_function IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND p.proowner = current_user::regrole
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', v_function);
  END LOOP;
  FOR v_function IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND p.proname = ANY (runner_functions()) LOOP
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', v_function, current_schema());
  END LOOP;
END $$;
