import { useConnection } from './connection.js';
import type { Connection } from './connection.js';
import './connection.css';

const SENTENCES: Record<Exclude<Connection, 'working'>, string> = {
  unreachable: 'Connection lost. Trying again…',
  unreadable: 'The server cannot answer just now. Trying again…',
};

/** Says that what the page shows may be old, as long as that is so. */
export function ConnectionBanner() {
  const connection = useConnection();
  return (
    // Always there, since screen readers announce only what changes within a live region that they know.
    <div className="connection" role="status" data-testid="connection">
      {connection !== 'working' && <p>{SENTENCES[connection]}</p>}
    </div>
  );
}
