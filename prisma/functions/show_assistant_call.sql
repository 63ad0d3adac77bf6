-- Adds what a call of the assistant was charged to the message that shows it, once; what it answered is needed no longer.
CREATE OR REPLACE FUNCTION show_assistant_call(p_call uuid, p_message uuid) RETURNS void LANGUAGE sql AS $$
  WITH shown AS (
    UPDATE assistant_calls SET message_id = p_message, answer = NULL
    WHERE id = p_call AND state = 'settled' AND message_id IS NULL RETURNING cost)
  UPDATE chat_messages m SET cost = m.cost + shown.cost FROM shown WHERE m.id = p_message
$$;
