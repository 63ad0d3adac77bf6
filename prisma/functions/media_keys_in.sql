-- Every storage key in a text: a key, a URL that ends in one, or JSON in any encoding (encoded twice, slashes escaped).
-- Keys hold letters, digits and . _ - / only, so these encodings do not change them.
CREATE OR REPLACE FUNCTION media_keys_in(p_text text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT found[1] FROM regexp_matches(regexp_replace(p_text, '\\+/', '/', 'g'),
    '((?:video-clips|clip-thumbnails|video-outputs|audio-uploads|reference-images|segments)/[A-Za-z0-9._/-]+)', 'g') AS found
$$;
