/** How a prediction ends. */
export type Finish = 'succeeded' | 'failed' | 'canceled';

/** One prediction at the provider. */
interface Prediction {
  id: string;
  /** The ledger's id, which every POST carries: by it a prediction is found again. */
  callId: string;
  outcome: 'running' | Finish;
  price: number;
}

/** What a provider of paid predictions does, and what it charges for: in full, half when canceled, nothing when failed. */
export class Provider {
  readonly predictions: Prediction[] = [];

  /** A POST that arrives: each one starts another prediction. Returns its id. */
  post(callId: string, price: number): string {
    const id = `prediction-${callId}-${this.predictions.length}`;
    this.predictions.push({ id, callId, outcome: 'running', price });
    return id;
  }

  /** The first prediction of a call, or null where no POST arrived. */
  find(callId: string): string | null {
    return this.predictions.find((each) => each.callId === callId)?.id ?? null;
  }

  /** Ends a prediction that still runs; returns how it ended, and its charge in 1/10000 USD. */
  finish(id: string, wanted: Finish): { outcome: Finish; charge: number } {
    const prediction = this.predictions.find((each) => each.id === id);
    if (prediction === undefined) throw new Error(`The provider knows no prediction ${id}`);
    const outcome = prediction.outcome === 'running' ? wanted : prediction.outcome;
    prediction.outcome = outcome;
    return { outcome, charge: charge(prediction) };
  }

  /** What was charged for a call, over all its predictions, and how many of them were charged. */
  charged(callId: string): { total: number; predictions: number } {
    const charges = this.predictions.filter((each) => each.callId === callId).map(charge);
    return {
      total: charges.reduce((sum, each) => sum + each, 0),
      predictions: charges.filter((each) => each > 0).length,
    };
  }
}

function charge({ outcome, price }: Prediction): number {
  if (outcome === 'failed') return 0;
  return outcome === 'canceled' ? price / 2 : price;
}
