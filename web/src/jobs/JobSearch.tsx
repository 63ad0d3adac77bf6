import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { t } from '../languages/t.js';

/** From so many videos on, one is found faster by its name. */
const SEARCHED_FROM = 8;
/** A pause in typing after which the server is asked. */
const PAUSE_MS = 200;
/** The API's limit. */
const LONGEST = 200;

/** What is searched for. It stands in the address, so that Back from a video leads to what was found. */
export function useSearch(): [search: string, setSearch: (search: string) => void] {
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  return [search, (next) => setParams(next === '' ? {} : { search: next }, { replace: true })];
}

interface JobSearchProps {
  search: string;
  onSearch: (search: string) => void;
  total: number;
}

/** The field that finds videos by title; once shown, it stays. */
export function JobSearch({ search, onSearch, total }: JobSearchProps) {
  const [text, setText] = useState(search);
  const [isShown, setShown] = useState(false);
  if (!isShown && (search !== '' || total >= SEARCHED_FROM)) setShown(true);
  const latest = useRef(onSearch);
  useEffect(() => void (latest.current = onSearch));
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === search) return;
    const timer = setTimeout(() => latest.current(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted, search]);
  if (!isShown) return null;
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(wanted);
      }}
    >
      <input
        type="search"
        className="field job-search"
        aria-label={t('jobs.searchYours')}
        placeholder={t('jobs.search')}
        dir="auto"
        maxLength={LONGEST}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </form>
  );
}
