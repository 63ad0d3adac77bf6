-- What the user saw for a step of a clip's change, or of one take of it, if the rate card's own figure is not lower: it
-- differs where history has corrected the estimate.
CREATE OR REPLACE FUNCTION agreed_cost(c clip_changes, p_stage text, p_estimated numeric)
RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT LEAST(p_estimated,
    CASE p_stage WHEN 'prompt_generator' THEN (c.estimated_cost ->> 'languageModel')::numeric
      ELSE (c.estimated_cost ->> 'video')::numeric / c.takes END)
$$;
