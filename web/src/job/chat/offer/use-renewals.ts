import { useEffect, useEffectEvent, useRef } from 'react';
import type { Offers } from './use-offers.js';

interface Active {
  id: string;
  clips: readonly number[];
}

/** An offer that was made while its clip was being changed is asked for again when that has ended: it would be refused. */
export function useRenewals(
  active: Active | null,
  open: { offerId: string; clips: readonly number[] } | null,
  offers: Offers,
): void {
  const last = useRef(active);
  const renewAfter = useEffectEvent(({ clips: changed }: Active) => {
    if (open?.clips.some((clip) => changed.includes(clip))) void offers.renew(open.offerId);
  });
  const id = active?.id;
  useEffect(() => {
    const ended = last.current;
    last.current = active;
    if (ended !== null && ended.id !== id) renewAfter(ended);
  });
}
