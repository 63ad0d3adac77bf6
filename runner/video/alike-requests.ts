import { Semaphore } from '../../core/util/semaphore.js';
import { withoutFiles, type LedgerRequest } from './ledger-request.js';

/**
 * Requests of a run that only their pictures tell apart are posted one after the other. A provider may show a picture by an
 * address of its own: of two such requests without an answer nothing would say which prediction is whose, and clips of one
 * prompt and seed would be mixed up. Only the POSTs take turns, not what comes of them.
 */
export class AlikeRequests {
  private readonly turns = new Map<string, Semaphore>();

  async inTurn<T>(request: LedgerRequest, post: () => Promise<T>): Promise<T> {
    const key = JSON.stringify(withoutFiles(request));
    const turn = this.turns.get(key) ?? new Semaphore(1);
    this.turns.set(key, turn);
    return await turn.use(post);
  }
}
