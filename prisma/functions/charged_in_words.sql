-- A charge as people read it: two decimals, up to four where there are more.
CREATE OR REPLACE FUNCTION charged_in_words(p_cost numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_cost = 0 THEN 'Nothing was charged.'
    ELSE format('$%s was charged.', regexp_replace(to_char(p_cost, 'FM999990.0000'), '0{1,2}$', '')) END
$$;
