import { useConnection } from './connection.js';
import type { Connection } from './connection.js';
import './connection.css';

const SENTENCES: Record<Exclude<Connection, 'working'>, string> = {
  unreachable: 'Connection lost. Trying again…',
  unreadable: 'The server cannot answer just now. Trying again…',
};

/** Says that the page may be out of date, while the server cannot be reached. */
export function ConnectionBanner() {
  const connection = useConnection();
  return (
    // Always rendered: screen readers announce only changes within a live region that already exists.
    <div className="connection" role="status" data-testid="connection">
      {connection !== 'working' && <p>{SENTENCES[connection]}</p>}
    </div>
  );
}
