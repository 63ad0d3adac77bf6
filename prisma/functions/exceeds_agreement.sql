-- Whether a further charge exceeds what the user agreed to pay, by more than is let pass. The first charge never does.
CREATE OR REPLACE FUNCTION exceeds_agreement(p_charged numeric, p_more numeric, p_agreed numeric, p_budget_left numeric)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_charged > 0
    AND p_charged + p_more > p_agreed + LEAST(p_agreed * 0.1 + 0.05, GREATEST(p_budget_left, 0))
$$;
