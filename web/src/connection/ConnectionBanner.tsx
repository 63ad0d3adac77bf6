import { t, type Key } from '../languages/t.js';
import { useConnection } from './connection.js';
import type { Connection } from './connection.js';
import './connection.css';

const SENTENCES = {
  unreachable: 'connection.lost',
  unreadable: 'connection.unreadable',
} as const satisfies Record<Exclude<Connection, 'working'>, Key>;

/** Says that the page may be out of date, while the server cannot be reached. */
export function ConnectionBanner() {
  const connection = useConnection();
  return (
    // Always rendered: screen readers announce only changes within a live region that already exists.
    <div className="connection" role="status" data-testid="connection">
      {connection !== 'working' && <p>{t(SENTENCES[connection])}</p>}
    </div>
  );
}
